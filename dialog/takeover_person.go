package dialog

import (
	"cmp"
	"strings"
	"time"

	"stapmaat/dialog/risk"
)

// What a human who has the talk in hand does, as the person reads it, and what the
// clock brings meanwhile.

// talkTaken tells who is there and that the bot is silent.
func (t *turn) talkTaken(a Act) {
	if t.p.Owner == nil || t.p.Owner.ID != a.Staff {
		return // it was given back already
	}
	t.timer(HandOver, "", t.p.Now.Add(handOver))
	t.waitedToOwner()
	key := "hand.taken"
	if t.hidden() {
		key = "hand.taken_dull"
	}
	m := t.say(key, t.ownerVars())
	m.Lane = LaneSafety
	m.Buttons = [][]Button{{{t.label("hand.bot"), "h:bot"}}}
}

// talkWords are the human's own words. On a watched phone they are shown to who has
// just typed; else they wait behind the door.
func (t *turn) talkWords(a Act) {
	if strings.TrimSpace(a.Words) == "" {
		return
	}
	shown := !t.p.dullUnasked() || t.p.Now.Sub(t.s.Talk.Last) < handNear && len(t.p.Unshown) == 0
	t.fact(StaffWrote{Staff: a.Staff, Name: a.Name, Words: a.Words, Shown: shown}, "", "")
	if t.p.Owner != nil {
		t.timer(HandOver, "", t.p.Now.Add(handOver))
		t.timer(HandIdle, "", time.Time{})
	}
	if !shown {
		t.knock(LaneSafety)
		return
	}
	t.say("said.relayed", Vars{"staff": a.Name, "words": a.Words}).Lane = LaneSafety
}

// talkBack is the human who gives the talk back. What was agreed is her word, so it
// lies in the log at once; the person reads it where nobody reads along.
func (t *turn) talkBack(a Act) {
	vars := Vars{"staff": a.Name, "words": quoted(a.Agreed)}
	key, line := "hand.back", "log.hand_back"
	if a.Agreed != "" {
		key, line = "hand.back_agreed", "log.hand_agreed"
	}
	back := HandedBack{Staff: a.Staff, Name: a.Name, Words: a.Agreed}
	t.out.Events = append(t.out.Events, Fact{Event: back, Line: t.line(line, vars), Bare: t.line("log.hand_back", vars), Shared: true})
	if t.p.Owner != nil {
		return // a colleague has it in hand by now
	}
	t.forgetHand()
	if t.hidden() {
		key = "hand.back_dull"
	}
	t.say(key, vars)
	t.onAgain()
}

// talkAbandoned is a human who is there no more: her access ended.
func (t *turn) talkAbandoned(a Act) {
	if t.p.Owner == nil {
		t.forgetHand()
		staff := cmp.Or(a.Name, t.label("hand.somebody"))
		if t.hidden() {
			staff = t.label("hand.somebody")
		}
		t.lapsed(Vars{"staff": staff, "Staff": capital(staff)})
	}
}

// lapsed says that the human let nothing more hear of herself.
func (t *turn) lapsed(vars Vars) {
	m := t.say("hand.lapsed", vars)
	if t.takesPart() {
		m.Buttons = t.wishButtons("human")
	}
	t.onAgain()
}

// handRang acts on a timer while a human has the talk in hand, and tells whether it did.
func (t *turn) handRang(due Due) bool {
	switch due.Kind {
	case HandIdle, HandOver:
		t.abandoned(due.Kind)
	case HandUnread:
		t.dangerUnread(due.Ref, due)
	case StepReminder, Tomorrow, AppointmentDue, FollowUpDue:
		t.timer(due.Kind, due.Ref, t.p.Now.Add(handLater)) // the human comes first
	case TalkEnds:
		t.s.Talk.Open = t.s.Talk.Open && t.p.Now.Sub(t.s.Talk.Last) < talkPause
	default:
		return false
	}
	return true
}

// abandoned ends a talk in hand of which the human let nothing more hear.
func (t *turn) abandoned(kind TimerKind) {
	silent := t.p.Now.Sub(t.p.Owner.Heard())
	answered := t.p.Owner.Heard().After(t.s.Talk.Last)
	switch {
	case kind == HandIdle && (answered || t.p.Now.Sub(t.s.Talk.Last) < handIdle):
		return
	case kind == HandOver && silent < handOver:
		t.timer(HandOver, "", t.p.Owner.Heard().Add(handOver))
		return
	}
	vars := t.ownerVars()
	t.tellOwner("note.hand_lapsed", nil)
	t.endHand("clock")
	t.lapsed(vars)
}

// dangerUnread is danger that the human did not answer within five minutes: the fixed
// words go out, marked as the program's.
func (t *turn) dangerUnread(ref string, due Due) {
	category, urgency, _ := strings.Cut(ref, ":")
	if t.p.Owner.Heard().After(due.At.Add(-handUnread)) || !t.p.Alarm {
		return
	}
	t.urgent("hand.program")
	t.crisis(risk.Verdict{Outcome: risk.Page, Category: risk.Category(category), Urgency: risk.Urgency(urgency)})
	t.tellOwner("note.hand_unread", nil)
}
