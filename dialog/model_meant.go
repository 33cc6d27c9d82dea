package dialog

import "unicode/utf8"

// meant reads back what a model made of somebody's words, where acting on it would change
// anything that lasts. Only her yes does it; her no hears the same words by the rules.
func meant() flow {
	return flow{name: "meant", steps: []step{
		{name: "ask", words: true, asks: 1, ask: askMeant, take: takeMeant},
	}}
}

// changes tells whether an answer would change anything but where the talk is: it is tried
// on a copy of this turn.
func (t *turn) changes(a answer) bool {
	trial := t.trial()
	trial.answered(a)
	o := trial.out
	return len(o.Events)+len(o.Notes)+len(o.Acts)+len(o.Timers)+len(o.Unsend) > 0 || o.Alarm != nil || trial.s.First != t.s.First
}

// readBack asks whether an answer was meant, above the question that it answers. Words too
// long to be kept with it are for the rules.
func (t *turn) readBack(a answer, label, said string) bool {
	if utf8.RuneCountInString(said) > draftWords {
		return false
	}
	t.interrupt("meant", "choice", a.choice, "part", a.words, "label", label, "words", said)
	return true
}

func askMeant(t *turn) next {
	if t.kept("choice") != "" {
		return t.ask("model.meant", Vars{"label": t.kept("label")}, t.opts("yes", "no")...)
	}
	return t.ask("model.noted", Vars{"words": quoted(t.kept("part"))}, t.opts("yes", "no")...)
}

func takeMeant(t *turn, a answer) next {
	meant := answer{choice: t.kept("choice"), words: t.kept("part")}
	said := t.kept("words")
	if !t.putBelow() {
		return stay
	}
	switch {
	case a.choice == "yes":
		if meant.choice != "" && long(said) {
			t.keepQuietly(said) // the answer is one word of it
		}
		t.answered(meant)
	case a.choice == "no":
		t.rulesOnly = true
		t.asTypedWords(said)
		t.typed(said)
	default:
		t.typed(a.words)
	}
	return stay
}

// putBelow makes the question below the one on top the one that waits, without a word. It
// tells whether there still is one.
func (t *turn) putBelow() bool {
	sent := len(t.out.Messages)
	t.follow(done)
	t.out.Messages = t.out.Messages[:sent]
	return t.s.Pending != nil
}
