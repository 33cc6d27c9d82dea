package dialog

import "time"

// rang acts on a timer. Timers only begin what may still be begun: the facts may
// have changed since they were set.
func (t *turn) rang(due Due) {
	switch due.Kind {
	case Unjoined:
		if t.p.Desk == nil && !t.given(Joined) {
			t.fact(Refused{}, "", "")
			t.rest()
		}
	case TalkEnds:
		t.talkEnded()
	case BareFacts:
		t.bare()
	case Tomorrow:
		if t.mayPush() {
			t.unasked("comeback", t.p.Words != PushWordy)
		}
	case StepReminder:
		if t.mayPush() {
			t.stepRang(due.Ref)
		}
	case AppointmentDue:
		t.meetingRang(due.Ref)
	case FollowUpDue:
		t.followedUp()
	case DigestDue:
		t.digest()
	}
}

// talkEnded closes a talk after half an hour of silence.
func (t *turn) talkEnded() {
	if !t.s.Talk.Open || t.p.Now.Sub(t.s.Talk.Last) < talkPause {
		return
	}
	t.s.Talk.Open = false
	if t.mayPush() && !t.talking("sharing") && t.hasOffer() && !t.putOff() {
		t.unasked("sharing", false)
	}
}

// mayPush tells whether the bot may speak unasked.
func (t *turn) mayPush() bool {
	return t.takesPart() && !t.p.Paused && !t.p.Alarm && !t.p.Under18
}

// day says a day in plain words, with the year when it is another.
func (t *turn) day(d time.Time) string { return t.texts.day(d, t.p.Now) }
