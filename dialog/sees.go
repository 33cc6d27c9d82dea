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
	t.saySeen()
	if n := len(t.p.Record); n > 0 {
		t.say("sees.waiting", Vars{"count": t.counted("sees.lines", n)})
	}
	t.say("sees.also", nil)
	return t.ask("sees.danger", nil, t.opts("myconsents", "goback")...)
}

// saySeen lists the lines that the mentor can open now, newest last.
func (t *turn) saySeen() {
	switch shared := t.p.Shared; {
	case !t.given(Sharing):
		t.say("sees.off", nil)
	case len(shared) == 0:
		t.say("sees.nothing", nil)
	default:
		left := max(0, len(shared)-mostSeen)
		t.say("sees.list", Vars{"lines": strings.Join(t.seenLines(shared[left:]), "\n")})
		if left > 0 {
			t.say("sees.earlier", Vars{"count": t.counted("sees.lines", left)})
		}
	}
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
