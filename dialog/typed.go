package dialog

import "slices"

// typed reads words: a label that is shown, a wish that is always open, a question,
// an answer to the question that waits, or the beginning of something.
func (t *turn) typed(text string) {
	if t.whileCalling(text) {
		return
	}
	if t.s.Pending != nil {
		if id, ok := t.texts.labelled(text, t.s.Pending.Choices); ok {
			t.answered(answer{choice: id, words: text})
			return
		}
	}
	if t.wantsSecret(text) || t.dangerTyped(text) || t.whatNow(text) {
		return
	}
	if t.p.Desk != nil && t.deskWished(text, false) {
		return
	}
	if wish, ok := t.texts.wish(text); ok && t.mayWish(wish) && !t.answers(wish, text) {
		t.wish(wish)
		return
	}
	if t.askAge(text) || t.cardTyped(text) {
		return
	}
	if t.asksModel(text) {
		t.call(text)
		return
	}
	if t.asked(text) {
		return
	}
	if t.s.Pending == nil {
		t.listen(text)
		return
	}
	if t.throughDoor(text) || t.pastAnswer(text) {
		return
	}
	if t.greets(text) {
		t.greeted()
		return
	}
	a, ok := t.read(text)
	if !ok {
		t.unread(text)
		return
	}
	t.answered(a)
}

// greets tells whether a text is no more than "hoi".
func (t *turn) greets(text string) bool {
	return t.p.Desk == nil && slices.Contains(t.texts.Phrases["greeting"], plain(text))
}

// throughDoor opens a door by any words, where nobody unwanted reads along: they
// are for the question behind it. What mentors see is not decided unseen.
func (t *turn) throughDoor(text string) bool {
	if t.top().Flow != "door" || t.p.Phone == PhoneWatched {
		return false
	}
	if _, ok := t.read(text); ok {
		return false // "laat zien"
	}
	sent := len(t.out.Messages)
	t.follow(done)
	if t.s.Pending == nil || t.top().Flow == "sharing" {
		return true
	}
	a, ok := t.read(text)
	switch {
	case ok:
		t.out.Messages = t.out.Messages[:sent]
		t.answered(a)
	case long(text):
		t.out.Messages = t.out.Messages[:sent]
		t.unread(text)
	}
	return true
}

// pastAnswer is for words under an answer of the library, which asks for none: one of the
// choices of the question that was interrupted answers it, and what was told is kept.
func (t *turn) pastAnswer(text string) bool {
	if f := t.top(); f.Flow != "question" || f.Step != "answer" && f.Step != "more" || plain(text) == "" {
		return false
	}
	if _, ok := t.read(text); ok {
		return false // "vertel meer"
	}
	sent := len(t.out.Messages)
	t.follow(t.aside())
	below := slices.Clone(t.out.Messages[sent:])
	t.out.Messages = t.out.Messages[:sent]
	if t.s.Pending != nil && t.top().Flow != "sharing" {
		if a, ok := t.read(text); ok && a.choice != "" {
			t.answered(a)
			return true
		}
	}
	if long(text) {
		t.keepAside(text, false)
	}
	t.out.Messages = append(t.out.Messages, below...)
	return true
}
