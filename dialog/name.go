package dialog

import "strings"

// name lets the person choose how the bot calls her.
func name() flow {
	return flow{name: "name", steps: []step{
		{name: "ask", words: true,
			ask: func(t *turn) next { return t.ask("name.ask", nil, t.opt("noname")) },
			take: func(t *turn, a answer) next {
				t.takeName(a)
				t.say("name.changed", nil)
				return t.aside()
			}},
	}}
}

// takeName keeps a name of at most three words and thirty letters; more is a
// sentence, of which the last word is most often the name ("zeg maar Fatima").
func (t *turn) takeName(a answer) {
	switch a.choice {
	case "this":
		return
	case "noname":
		t.fact(NameChosen{""}, "", "")
		return
	}
	words := strings.Fields(a.words)
	if len(words) > 3 || (len(words) > 1 && strings.EqualFold(words[0], "zeg")) {
		words = words[len(words)-1:]
	}
	runes := []rune(strings.Trim(strings.Join(words, " "), ".,!?\"'"))
	if len(runes) > 30 {
		runes = runes[:30]
	}
	t.fact(NameChosen{string(runes)}, "", "")
}
