package dialog

import "time"

// started opens the door for who has an invitation, and is kind to who has none.
func (t *turn) started() {
	i := t.in.Invitation
	switch {
	case t.p.Desk != nil:
		t.deskStarted()
	case t.p.Invited:
		t.again()
	case i != nil && i.Status == InvitationValid:
		t.cameIn(*i)
	case i != nil && i.Status == InvitationExpired:
		t.say("door.expired", nil)
	case i != nil && i.Status == InvitationUsed:
		t.say("door.used", nil)
	case i != nil && i.Status == InvitationWrong:
		t.say("door.wrong", nil)
	default:
		t.say("door.closed", nil)
	}
}

// again is /start by somebody who is in already: the thread goes on.
func (t *turn) again() {
	if q, ok := t.p.OpenQuestion(); ok && !t.inDanger() {
		t.reopen(q)
		return
	}
	if t.s.Pending != nil {
		t.follow(again)
		return
	}
	t.listen("")
}

// unjoinedFor is how long somebody who came in may think it over; then all is forgotten.
const unjoinedFor = 24 * time.Hour

// cameIn uses the invitation and begins.
func (t *turn) cameIn(i Invitation) {
	t.fact(CameIn{i.ID}, "", "")
	if i.Role != Participant {
		t.staffCameIn(i)
		return
	}
	t.p.Role = Participant
	if i.Name != "" {
		t.p.Name = i.Name
	}
	t.timer(Unjoined, "", t.p.Now.Add(unjoinedFor))
	t.interrupt("welcome")
}
