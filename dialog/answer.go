package dialog

import "strings"

// passOver is the choice that passes over a question whose step has a skip.
const passOver = "passover"

// answered gives an answer to the question on top and goes where it leads.
func (t *turn) answered(a answer) {
	_, s := t.here()
	pending, misses := t.s.Pending, t.s.Misses
	t.s.Misses = 0
	if t.askBack(a.choice) {
		return
	}
	label := t.meant(a.choice)
	t.s.Pending = nil
	if len(t.s.Flows) == 0 {
		return // the danger ended what was talked about
	}
	take := s.take
	if a.choice == passOver && s.skip != nil {
		take = func(t *turn, _ answer) next { return s.skip(t) }
	}
	n := take(t, a)
	if n != unclear && t.soonMarked(a.choice, label, n) {
		return
	}
	switch {
	case t.hushed:
		t.settle(n)
	case n == unclear:
		t.s.Pending, t.s.Misses = pending, misses
		t.missed()
	default:
		t.follow(n)
	}
}

// settle goes where a step says without putting a question: after words of
// danger the person speaks first.
func (t *turn) settle(n next) {
	switch n {
	case done:
		t.drop()
	case stay, again, unclear:
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
	choose := t.texts.choose
	if s.exact {
		choose = t.texts.chooseExactly
	}
	if id, ok := choose(text, t.s.Pending.Choices, s.words); ok {
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
