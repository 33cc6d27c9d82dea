package dialog

import "time"

// rang acts on a timer. Timers only begin what may still be begun: the facts may
// have changed since they were set.
func (t *turn) rang(due Due) {
	switch due.Kind {
	case Unjoined:
		t.stillUnjoined()
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

// stillUnjoined lets go of somebody who thought it over for long. Not while an alarm about
// her is open: who comes back then must find somebody, not a door that closes.
func (t *turn) stillUnjoined() {
	switch {
	case t.p.Desk != nil || t.given(Joined):
	case t.p.Alarm:
		t.timer(Unjoined, "", t.p.Now.Add(unjoinedFor))
	default:
		t.fact(Refused{}, "", "")
		t.rest()
	}
}
