package dialog

import (
	"strings"
)

// answered gives an answer to the question on top and goes where it leads.
func (t *turn) answered(a answer) {
	_, s := t.here()
	t.s.Misses = 0
	t.s.Pending = nil
	t.danger(a.choice)
	t.follow(s.take(t, a))
}

// read finds out what typed text means to the question on top. It is an answer
// when it is one of the choices, or when the question wants own words.
func (t *turn) read(text string) (answer, bool) {
	text = strings.TrimSpace(text)
	_, s := t.here()
	if id, ok := t.texts.choose(text, t.s.Pending.Choices, s.words); ok {
		return answer{choice: id, words: text}, true
	}
	if s.words && text != "" {
		return answer{words: text}, true
	}
	return answer{}, false
}

// missed is for an answer that nobody understood: the question comes back, more
// plainly each time, and after the third time with a human.
func (t *turn) missed() {
	t.s.Misses++
	pending := t.s.Pending
	switch {
	case t.s.Misses == 1:
		t.say("repair.once", nil)
	case t.s.Misses == 2:
		t.say("repair.numbers", Vars{"last": numeral(len(pending.Choices))})
	default:
		t.s.Misses = 0
		t.interrupt("human", "why", "repair")
		return
	}
	misses := t.s.Misses
	t.follow(again)
	t.s.Misses = misses
}
