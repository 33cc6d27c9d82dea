package dialog

import (
	"strconv"
	"strings"
)

// mostSeen is how many lines stand in the chat; the others are in the file of "mijn gegevens".
const mostSeen = 20

// sees answers "wat ziet mijn begeleider?" with exactly what that is.
func sees() flow {
	return flow{name: "sees", steps: []step{
		{name: "show", ask: showSeen, take: takeSeen},
		{name: "over", ask: (*turn).aside},
	}}
}

func showSeen(t *turn) next {
	said := t.seenNow()
	if n := len(t.p.Record); n > 0 {
		key := "sees.waiting"
		if !t.given(Sharing) {
			key = "sees.waiting_off"
		}
		said = append(said, t.texts.message(key, t.vars(Vars{"count": t.counted("sees.lines", n)})))
	}
	t.send(Message{Key: "sees.list", Text: strings.Join(said, "\n"), Lane: LaneAnswer})
	return t.ask("sees.also", nil, t.opts("myconsents", "goback")...)
}

// seenNow lists the lines that the mentor can open now, newest last.
func (t *turn) seenNow() []string {
	shared := t.p.Shared
	switch {
	case !t.given(Sharing):
		return []string{t.texts.message("sees.off", t.vars(nil))}
	case len(shared) == 0:
		return []string{t.texts.message("sees.nothing", t.vars(nil))}
	}
	left := max(0, len(shared)-mostSeen)
	said := []string{t.texts.message("sees.list", t.vars(Vars{"lines": strings.Join(t.seenLines(shared[left:]), "\n")}))}
	if left > 0 {
		said = append(said, t.texts.message("sees.earlier", t.vars(Vars{"count": t.counted("sees.lines", left)})))
	}
	return said
}

func (t *turn) seenLines(lines []LogLine) []string {
	var all []string
	for _, l := range lines {
		text := "• " + l.Text
		if l.Bare {
			text += " (" + t.label("sees.bare") + ")"
		}
		all = append(all, text)
	}
	return all
}

// counted is a number with its word: "1 regel", "3 regels".
func (t *turn) counted(key string, n int) string {
	if n == 1 {
		key += "_one"
	}
	return t.texts.label(key, Vars{"n": strconv.Itoa(n)})
}

func takeSeen(t *turn, a answer) next {
	if a.choice == "myconsents" {
		return t.into("consents", "over")
	}
	return t.aside()
}
