package dialog

import (
	"cmp"
	"slices"

	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
)

// What the chain of humans makes the person hear. Nothing of it may stand on a screen
// that somebody else may hold: there it is a dull line, or nothing.

// alarmUnheard tells the truth when the last step of the chain passed: nobody took it
// yet. It comes again as often as the chain begins anew.
func (t *turn) alarmUnheard() {
	key := "crisis.unheard"
	if t.saidNow(key) {
		key = "crisis.unheard_again"
	}
	t.truth(key, Vars{})
}

// alarmUnread tells that the human who has it did not read for five minutes.
func (t *turn) alarmUnread(staff string) {
	t.truth("crisis.unread", Vars{"staff": cmp.Or(staff, t.alarmBy())})
}

// alarmHanded tells that another human has it now.
func (t *turn) alarmHanded(staff string) {
	if !t.p.Alarm || t.hidden() {
		return
	}
	t.saidNow("crisis.seen")
	t.say("crisis.handed", Vars{"staff": cmp.Or(staff, t.alarmBy())}).Lane = LaneSafety
}

// alarmResumed tells that the alarm is nobody's again: she was told that somebody would
// come, and that does not hold any more.
func (t *turn) alarmResumed(why string) {
	if why != chain.NoAct {
		return // she wrote herself, and has her answer
	}
	t.s.Alarmed.Said = slices.DeleteFunc(slices.Clone(t.s.Alarmed.Said), func(key string) bool { return key == "crisis.seen" })
	t.truth("crisis.resumed", nil)
}

// truth says a text about the alarm, with ways to help that don't wait for anybody.
func (t *turn) truth(key string, vars Vars) {
	switch {
	case !t.p.Alarm:
		return
	case t.hidden() && !t.p.Suicide:
		t.say("crisis.dull_here", nil).Silent = true
		return
	case t.hidden(): // danger to life gets its numbers, and no word about who was called
		t.urgentWays("crisis.suicide", t.ways(t.alarmKind()))
		return
	}
	t.sayWays(key, vars, t.ways(t.alarmKind())).Buttons = t.crisisButtons()
}

// falseAlarm is the reason of closing that says there was no danger.
const falseAlarm = "false_alarm"

// alarmClosed is what the person hears after a human closed the alarm: what was promised,
// and that she may always say it again. Where it takes two it is not closed yet, and a
// second human still looks. Where somebody else may hold the phone it is nothing.
func (t *turn) alarmClosed(a Act) {
	if !t.hearsOfClosing() {
		return
	}
	if t.p.AlarmInCare && t.afterLife() {
		t.urgentWays("crisis.care", t.ways(afterwards))
	} else {
		t.closedFor(a.Reason, "crisis.after_life")
	}
	if a.Promise != "" {
		t.say("crisis.promise", Vars{"staff": cmp.Or(a.Name, t.p.Organisation.Name), "promise": quoted(a.Promise)}).Lane = LaneSafety
	}
	t.offerLater(a.Reason)
}

// alarmConfirmed is the last word: the second human agreed. What was promised she has.
func (t *turn) alarmConfirmed(a Act) {
	if t.hearsOfClosing() && t.afterLife() {
		t.closedFor(a.Reason, "crisis.after_two")
		t.offerLater(a.Reason)
	}
}

// hearsOfClosing forgets what was said about the alarm, so that a new one is told anew,
// and tells whether a word on it can do no harm.
func (t *turn) hearsOfClosing() bool {
	t.s.Alarmed, t.s.Safe = Alarmed{}, Safe{}
	return !t.p.dullUnasked() && !t.p.Leaving && t.p.Invited && (t.p.Alarm || t.p.AlarmBefore)
}

func (t *turn) afterLife() bool { return EndsLife(t.p.AlarmKind.Category) }

// afterwards are the ways that stand under a closing: of danger to life.
var afterwards = risk.Verdict{Category: risk.Suicide, Sub: "after"}

func (t *turn) closedFor(reason, life string) {
	switch {
	case reason == falseAlarm:
		t.say("crisis.false_alarm", nil)
	case t.afterLife():
		t.urgentWays(life, t.ways(afterwards))
	default:
		t.say("crisis.after", nil)
	}
}

func (t *turn) offerLater(reason string) {
	if reason != falseAlarm && t.followsUp() {
		t.out.Messages[len(t.out.Messages)-1].Buttons = [][]Button{t.laterButton()}
	}
}
