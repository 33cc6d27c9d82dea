package dialog

import "strconv"

// Hearing is a voice message that is being heard.
type Hearing struct {
	Number   int  `json:"number"`             // of the call
	Question int  `json:"question,omitempty"` // number of the question that waited, 0 for none
	Fresh    bool `json:"fresh,omitempty"`
}

const (
	longestHeard = 180 // seconds
	mostHearing  = 5   // voice messages at a time
	mostHeard    = 400 // characters that are said back
)

// hears tells whether a voice message can be heard: with a yes to the model and to what is
// sensitive, since a voice can't be searched for that before it goes; and not where what was
// said would stand on a screen that is watched.
func (t *turn) hears() bool {
	v := t.in.Voice
	return v != nil && v.File != "" && v.Seconds <= longestHeard && t.modelStands() && t.given(Sensitive) &&
		t.p.Phone != PhoneWatched && len(t.s.Hearing) < mostHearing
}

// hear has a voice message heard. What comes of it is read like typed words.
func (t *turn) hear() {
	t.s.Called++
	t.s.Hearing = append(t.s.Hearing[:len(t.s.Hearing):len(t.s.Hearing)], Hearing{Number: t.s.Called, Question: t.questionNumber(), Fresh: t.fresh})
	t.out.Calls = append(t.out.Calls, Call{Number: t.s.Called, Kind: CallHear,
		Hear: &HearAsked{Language: t.texts.Language, File: t.in.Voice.File, Seconds: t.in.Voice.Seconds}})
	t.say("hear.listening", nil)
}

// heardVoice says what was heard, with a button for who was misheard, and takes it as typed.
func (t *turn) heardVoice(a CallAnswer) {
	h, waited := t.stopHearing(a.Number)
	switch {
	case !waited || t.in.Outlived:
		t.out.Answer = AnswerDropped
		return
	case a.Failed != "" || plain(a.Heard) == "" || !t.modelStands():
		t.out.Answer = AnswerFixed
		t.unheard()
		return
	}
	t.out.Answer = AnswerUsed
	t.s.Heard = a.Number
	t.saidBack(a)
	if h.Question != t.questionNumber() {
		t.keepAside(a.Heard, false)
		t.resume()
		return
	}
	t.asTypedWords(a.Heard)
	t.fresh = h.Fresh
	t.typed(a.Heard)
}

// saidBack says what was heard, where what was said aloud may stand on the screen.
func (t *turn) saidBack(a CallAnswer) {
	if t.p.guarded() {
		return
	}
	t.say("hear.heard", Vars{"words": clip(unquoted(a.Heard), mostHeard)}).Buttons =
		[][]Button{{{t.label("hear.wrong"), "v:" + strconv.Itoa(a.Number) + ":wrong"}}}
}

func (t *turn) stopHearing(number int) (Hearing, bool) {
	for i, h := range t.s.Hearing {
		if h.Number == number {
			t.s.Hearing = append(t.s.Hearing[:i:i], t.s.Hearing[i+1:]...)
			return h, true
		}
	}
	return Hearing{}, false
}

// unheard is a voice message that nobody could hear. With danger in the air it may have been
// about that: then a human is told, since she can listen and we can't.
func (t *turn) unheard() {
	key := "hear.failed"
	if t.p.Phone == PhoneWatched || t.p.guarded() {
		key = "media.other"
	}
	t.say(key, nil).Buttons = t.wishButtons("human")
	t.tellUnheard()
	t.resume()
}

// tellUnheard tells a human of words that only a human can hear, where danger is open.
func (t *turn) tellUnheard() {
	if _, waits := t.p.OpenQuestion(); waits || t.p.Alarm {
		t.note(Note{To: ToMentor, Key: "note.voice_unheard", Lane: LaneSafety})
	}
}

// misheard is "klopt niet" under what was heard. What waits for the model was not hers; the
// question that it was taken for is put again.
func (t *turn) misheard(rest string) {
	if rest != strconv.Itoa(t.s.Heard)+":wrong" || !t.takesPart() {
		t.stale()
		return
	}
	t.s.Heard = 0
	t.say("hear.again", nil)
	if t.stopCalling() != nil {
		t.resume()
		return
	}
	if t.s.Pending != nil {
		t.back()
	}
}
