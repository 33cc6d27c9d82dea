package dialog

import "slices"

// typed reads words: a label that is shown, a wish that is always open, an answer
// to the question that waits, or the beginning of something.
func (t *turn) typed(text string) {
	if t.s.Pending != nil {
		if id, ok := t.texts.labelled(text, t.s.Pending.Choices); ok {
			t.answered(answer{choice: id, words: text})
			return
		}
	}
	if t.p.Desk != nil && t.deskWished(text, false) {
		return
	}
	if wish, ok := t.texts.wish(text); ok && t.mayWish(wish) && !t.answers(wish, text) {
		t.wish(wish)
		return
	}
	if t.askAge(text) {
		return
	}
	if t.s.Pending == nil {
		t.listen(text)
		return
	}
	if t.p.Desk == nil && slices.Contains(t.texts.Phrases["greeting"], plain(text)) {
		t.greeted()
		return
	}
	a, ok := t.read(text)
	if !ok {
		t.missed()
		return
	}
	t.answered(a)
}

// greeted is "hoi" while a question waits: no answer to it. After a pause somebody
// comes back; within a talk the question is put once more.
func (t *turn) greeted() {
	if t.s.Talk.Turns == 1 && t.takesPart() && t.top().Flow != "door" {
		t.listen("")
		return
	}
	t.resume()
}
