package dialog

import (
	"strconv"
	"time"
)

// inTalk is how long after her last words somebody is still talking: then a
// reminder waits, so that it does not come between a question and its answer.
const inTalk = 15 * time.Minute

// stepRang reminds of a step, unasked. What was done, moved or let go meanwhile
// needs no word.
func (t *turn) stepRang(ref string) {
	n, _ := strconv.Atoi(ref)
	s, ok := t.p.Step(n)
	if ok && s.State == StepAsked {
		t.askedRang(s)
		return
	}
	if !ok || s.State != StepOpen || s.Remind.IsZero() || t.p.Now.Before(s.Remind) {
		return
	}
	if t.s.Talk.Open && t.p.Now.Sub(t.s.Talk.Last) < inTalk && t.p.Now.Hour() < lastHour {
		t.timer(StepReminder, ref, t.p.Now.Add(inTalk))
		return
	}
	t.unasked("checkin", t.p.Words != PushWordy, "step", ref, "via", "reminder")
	for i := range t.out.Messages {
		t.out.Messages[i].Ref = "step:" + ref
	}
}
