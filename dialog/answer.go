package dialog

import (
	"strings"
)

// answered gives an answer to the question on top and goes where it leads.
func (t *turn) answered(a answer) {
	_, s := t.here()
	t.s.Misses = 0
	t.danger(a.choice)
	t.s.Pending = nil
	if len(t.s.Flows) == 0 {
		return // the danger ended what was talked about
	}
	n := s.take(t, a)
	if t.hushed {
		t.settle(n)
		return
	}
	t.follow(n)
}

// settle goes where a step says without putting a question: after words of
// danger the person speaks first.
func (t *turn) settle(n next) {
	switch n {
	case done:
		t.drop()
	case stay, again:
	default:
		t.top().Step = string(n)
	}
	t.s.Pending = nil
}

// read finds out what typed text means to the question on top. It is an answer
// when it is one of the choices, or when the question wants own words.
func (t *turn) read(text string) (answer, bool) {
	text = strings.TrimSpace(text)
	_, s := t.here()
	if n, ok := t.texts.ordinal(plain(text)); ok && s.digits {
		return answer{words: numeral(n)}, true
	}
	if id, ok := t.texts.choose(text, t.s.Pending.Choices, s.words); ok {
		return answer{choice: id, words: text}, true
	}
	if id, ok := t.texts.nod(text, t.s.Pending.Choices); ok {
		return answer{choice: id, words: text}, true
	}
	if s.words && plain(text) != "" { // signs and emoji alone say nothing that can be kept
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
	case t.p.Desk == nil && !t.takesPart() && t.s.Misses == 1:
		t.say("repair.not_joined", nil)
	case t.s.Misses == 1:
		t.say("repair.once", nil)
	case t.s.Misses == 2 && len(pending.Choices) == 1:
		t.say("repair.button", nil)
	case t.s.Misses == 2:
		t.say("repair.numbers", Vars{"last": numeral(len(pending.Choices))})
	case t.p.Desk != nil:
		t.s.Misses = 0
		t.rest()
		t.say("staff.lost", nil)
		t.deskMenu()
		return
	default:
		t.s.Misses = 0
		t.interrupt("human", "why", "repair", "open", "yes")
		return
	}
	misses := t.s.Misses
	t.follow(again)
	t.s.Misses = misses
}
