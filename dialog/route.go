package dialog

import (
	"slices"
	"strings"
	"time"

	"stapmaat/dialog/risk"
)

// talkPause is the silence after which a talk is over.
const talkPause = 30 * time.Minute

// route brings an input to the part of the talk that it is for. Danger comes before all else.
func (t *turn) route() {
	if t.in.Risk.Outcome == risk.Page && t.p.Desk == nil {
		t.crisis(t.in.Risk)
		if t.in.Kind != Pressed {
			t.noteHeard()
			return
		}
	}
	switch t.in.Kind {
	case Started:
		t.heard()
		t.wake()
		t.started()
	case Pressed:
		t.heard()
		t.wake()
		t.pressed(t.in.Press)
	case Typed:
		t.heard()
		t.wake()
		t.typed(t.in.Text)
	case Sent:
		t.heard()
		t.wake()
		t.sent()
	case TimerDue:
		t.rang(*t.in.Due)
	case Noted:
		t.noted(*t.in.Note)
	case Acted:
		t.acted(*t.in.Act)
	case Failed:
		t.say("failed", nil)
	case Blocked:
		t.blocked()
	case Edited, Returned:
		// An edit was screened and is kept; it changes nothing by itself. Who
		// comes back is met by what she types.
	}
}

// noteHeard keeps the talk open for words of danger; an edit is no new word.
func (t *turn) noteHeard() {
	if t.in.Kind != Edited {
		t.heard()
	}
}

// heard keeps the run of messages that is one talk.
func (t *turn) heard() {
	talk := &t.s.Talk
	if !talk.Open || t.p.Now.Sub(talk.Last) > talkPause {
		talk.Number++
		talk.Open = true
		talk.Turns = 0
	}
	talk.Turns++
	talk.Last = t.p.Now
	if t.takesPart() {
		t.timer(TalkEnds, "", t.p.Now.Add(talkPause))
	}
}

// takesPart tells whether the talk may go on beyond the welcome.
func (t *turn) takesPart() bool {
	return t.p.Desk == nil && t.given(Joined)
}

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

// pressed acts on a button. What it carries is checked like anything a stranger sends.
func (t *turn) pressed(data string) {
	kind, rest, _ := strings.Cut(data, ":")
	switch kind {
	case "q":
		t.chosen(rest)
	case "m":
		if !t.mayWish(rest) {
			t.stale()
			return
		}
		t.wish(rest)
	case "s":
		t.stepPressed(rest)
	default:
		if t.p.Desk == nil || !t.deskPressed(kind, rest) {
			t.stale()
		}
	}
}

// chosen answers the numbered question that waits. Another number is an older
// message on the screen: a friendly word, and the question of now.
func (t *turn) chosen(rest string) {
	number, id, _ := strings.Cut(rest, ":")
	if t.s.Pending == nil || number != numeral(t.s.Pending.Number) {
		t.stale()
		return
	}
	for _, c := range t.s.Pending.Choices {
		if c.ID == id {
			t.answered(answer{choice: id, words: c.Label})
			return
		}
	}
	t.stale()
}

// stale is for a button that no longer does anything.
func (t *turn) stale() {
	if t.hushed {
		return
	}
	if len(t.s.Flows) > 0 && t.s.Pending != nil {
		t.say("repair.stale", nil)
		t.follow(again)
		return
	}
	t.say("repair.stale_alone", nil)
	t.listen("")
}

// sent is for what is no text. Its caption is read as if it was typed.
func (t *turn) sent() {
	if t.in.Text != "" {
		t.typed(t.in.Text)
		return
	}
	key := "media.other"
	switch t.in.Media {
	case "voice", "audio", "video_note":
		key = "media.voice"
	case "photo", "document":
		key = "media.photo"
	}
	if !t.takesPart() {
		key = "media.other"
	}
	t.say(key, nil)
	t.resume()
}

// resume puts the question that waits once more, if there is one.
func (t *turn) resume() {
	if len(t.s.Flows) > 0 && t.s.Pending != nil {
		t.follow(again)
	}
}
