package dialog

import (
	"strings"
	"time"

	"stapmaat/dialog/risk"
)

// Danger comes before all else: what the screen is sure of is answered at once, what
// it doubts becomes one direct, kind question.

// dangerFirst deals with danger in this input and tells whether the turn is over.
func (t *turn) dangerFirst() bool {
	if t.p.Desk != nil {
		return false
	}
	t.wordsOf()
	switch v := t.opinion(); {
	case t.in.Kind == TimerDue && t.in.Due.Kind == DangerSilence:
		t.dangerSilent()
		return true
	case t.in.Kind == TimerDue && t.in.Due.Kind == SafeSilence:
		t.safeSilent()
		return true
	case v.Outcome == risk.Page:
		t.noteHeard()
		t.endCalling()
		if t.in.Kind == Pressed {
			v.Sub = t.subOf(v, t.pressedLabel())
		}
		t.endQuestion(DangerPaged, time.Time{})
		t.crisis(v)
		return t.in.Kind != Pressed
	case v.Outcome == risk.Ask && t.in.Kind != Pressed: // a marked button is answered first
		return t.doubt(v)
	}
	return false
}

// doubt is danger that the screen is not sure of. Whoever is asked already, or has an
// alarm of this kind, is not asked again: a second sign is enough.
func (t *turn) doubt(v risk.Verdict) bool {
	q, waits := t.p.OpenQuestion()
	switch {
	case waits && t.texts.clearNo(t.in.Text):
		return false // "nee, ik wil niet dood" is an answer
	case waits:
		t.noteHeard()
		t.endCalling()
		t.endQuestion(DangerWords, time.Time{})
		t.raise(graver(q.Verdict, v), q.Words+"\n"+t.in.Text)
	case t.covered(v):
		t.noteHeard()
		t.endCalling()
		t.raise(v, t.in.Text)
	case t.in.Kind == Typed && v.Urgency == risk.Soon && t.choosesIt():
		return false // "mijn ex leest mee" says who reads along, and is kept as that
	case t.p.askedBefore(v, t.in.Text):
		t.note(Note{To: ToMentor, Key: "note.doubt", Lane: LaneAnswer})
		return false
	default:
		t.noteHeard()
		t.endCalling()
		t.putDanger(v, t.in.Text)
	}
	return true
}

// covered tells whether an alarm is open that this danger belongs to.
func (t *turn) covered(v risk.Verdict) bool {
	k := kinds[v.Category]
	return t.p.Alarm && (k.life && t.p.Suicide || k.guarded && t.p.Guarded || !k.life && !k.guarded && !t.p.Suicide && !t.p.Guarded)
}

// raise alarms a human about danger that only the talk could be sure of.
func (t *turn) raise(v risk.Verdict, words string) {
	v.Outcome = risk.Page
	t.out.Alarm, t.out.AlarmWords = &v, strings.TrimSpace(words)
	t.crisis(v)
}

// How long the answer to a direct question is waited for.
const (
	patienceNow   = 10 * time.Minute
	patienceToday = time.Hour
	patienceSoon  = 24 * time.Hour
)

func (t *turn) patience(u risk.Urgency) time.Duration {
	switch {
	case u == risk.Now || t.p.Leaving: // who leaves is soon forgotten
		return patienceNow
	case u == risk.Soon:
		return patienceSoon
	}
	return patienceToday
}

// putDanger asks about danger, above what was talked about. The clock that takes
// silence for danger is set with the question.
func (t *turn) putDanger(v risk.Verdict, words string, draft ...string) {
	if v.Urgency == "" {
		v.Urgency = risk.Now
	}
	if q, waits := t.p.OpenQuestion(); waits { // two doubts are no doubt
		t.endQuestion(DangerPaged, time.Time{})
		t.raise(graver(q.Verdict, v), q.Words+"\n"+words)
		return
	}
	t.fact(DangerAsked{Category: v.Category, Urgency: v.Urgency, Sub: v.Sub, Words: clip(words, 1000)}, "", "")
	t.timer(DangerSilence, "", t.p.Now.Add(t.patience(v.Urgency)))
	open := ""
	if t.s.Pending != nil || draft != nil {
		open = "yes"
	}
	switch {
	case t.in.Kind == Answered:
		words = t.waited // what was said to a question is answered after it, once
	case t.in.Kind != Typed || draft != nil:
		words = ""
	}
	t.askOn(v, append(draft, "words", words, "open", open)...)
}

func (t *turn) askOn(v risk.Verdict, draft ...string) {
	sent := len(t.out.Messages)
	other := ""
	if v.Marks&risk.Other != 0 {
		other = "yes"
	}
	t.interrupt("danger", append(draft, "category", string(v.Category), "urgency", string(v.Urgency), "sub", string(v.Sub), "other", other)...)
	for i := range t.out.Messages[sent:] {
		t.out.Messages[sent+i].Lane = LaneSafety
	}
}

// endQuestion closes the question that waits, its clock, and its place in the talk.
func (t *turn) endQuestion(a DangerAnswer, day time.Time) {
	if _, ok := t.p.OpenQuestion(); !ok {
		return
	}
	t.fact(DangerAnswered{Answer: a, Day: day}, "", "")
	t.timer(DangerSilence, "", time.Time{})
	t.dropFlow("danger")
}

// dropFlow takes a flow off the stack with all that lies on it.
func (t *turn) dropFlow(name string) {
	for i, f := range t.s.Flows {
		if f.Flow == name {
			t.s.Flows, t.s.Pending = t.s.Flows[:i], nil
			return
		}
	}
}

// inDanger tells whether a question about danger waits for an answer.
func (t *turn) inDanger() bool {
	return t.s.Pending != nil && (t.top().Flow == "danger" || t.top().Flow == "safe")
}

// reopen puts a question about danger again that got lost: after /start or a stop.
func (t *turn) reopen(q Asked) {
	t.askOn(q.Verdict, "open", "")
}

// dangerLate reads words while a question about danger waits that is not on the screen any more.
func (t *turn) dangerLate(q Asked, text string) {
	switch {
	case plain(text) == "":
		t.reopen(q)
	case t.texts.asksWhy(text):
		t.reopen(q)
		t.why()
	case t.texts.clearNo(text) && t.onlyAskedSafe(q):
		t.unsafe(q.Verdict, q.Words, false)
	case t.texts.clearNo(text):
		t.endQuestion(DangerNo, time.Time{})
		t.say(t.deniedText(q.Verdict), nil)
	default:
		t.endQuestion(DangerWords, time.Time{})
		t.raise(q.Verdict, q.Words+"\n"+text)
	}
}

// dangerSilent takes silence for danger: a human is alarmed. Where nothing presses
// the mentor reads of it.
func (t *turn) dangerSilent() {
	q, ok := t.p.OpenQuestion()
	if !ok || t.inGoodHands(q) {
		return
	}
	t.endQuestion(DangerSilent, time.Time{})
	if q.Urgency == risk.Soon {
		t.note(Note{To: ToMentor, Key: "note.no_answer", Lane: LanePush})
		return
	}
	if t.mayTell(q.Category) {
		t.urgent("danger.silent")
	}
	t.raise(q.Verdict, q.Words)
}

// inGoodHands tells whether a human has the talk and has seen it: she wrote to the person
// after the question was put, less than its patience ago. Silence is then hers to judge,
// and she hears once that the question stands; the clock goes on from her last word. Who
// took the talk and wrote nothing may not have read a word of it: then silence pages.
func (t *turn) inGoodHands(q Asked) bool {
	o := t.p.Owner
	if o == nil || !o.Wrote.After(q.At) {
		return false
	}
	due := o.Wrote.Add(t.patience(q.Urgency))
	if !due.After(t.p.Now) {
		return false
	}
	t.timer(DangerSilence, "", due)
	if !t.in.Due.At.After(q.At.Add(t.patience(q.Urgency))) {
		t.tellOwner("note.hand_question", nil)
	}
	return true
}

// asksAnew puts a question about danger that waited while a human had the talk, with its
// whole clock.
func (t *turn) asksAnew() bool {
	q, ok := t.p.OpenQuestion()
	if !ok {
		return false
	}
	t.timer(DangerSilence, "", t.p.Now.Add(t.patience(q.Urgency)))
	t.reopen(q)
	return true
}

// choosesIt tells whether the words answer the question that waits by one of its choices.
func (t *turn) choosesIt() bool {
	if t.s.Pending == nil {
		return false
	}
	a, ok := t.read(t.in.Text)
	return ok && a.choice != ""
}
