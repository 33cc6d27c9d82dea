package dialog

import (
	"cmp"

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

// truth says a text about the alarm, with ways to help that don't wait for anybody.
func (t *turn) truth(key string, vars Vars) {
	switch {
	case !t.p.Alarm:
		return
	case t.hidden() && !t.p.Suicide:
		t.say("crisis.dull_here", nil).Silent = true
		return
	case t.hidden(): // danger to life gets its numbers, and no word about who was called
		t.urgentWays("crisis.suicide", t.ways(t.p.AlarmKind))
		return
	}
	t.sayWays(key, vars, t.ways(t.p.AlarmKind)).Buttons = t.crisisButtons()
}

// falseAlarm is the reason of closing that says there was no danger.
const falseAlarm = "false_alarm"

// alarmClosed is what the person hears after a human closed the alarm: what was
// promised, that a second human still looks where that is so, and that she may always say it again. Where somebody else may hold the
// phone it is nothing.
func (t *turn) alarmClosed(a Act) {
	life := EndsLife(t.p.AlarmKind.Category)
	t.s.Alarmed, t.s.Safe = Alarmed{}, Safe{} // a new alarm is told anew
	switch {
	case t.p.dullUnasked() || t.p.Leaving || !t.p.Invited || !t.p.Alarm && !t.p.AlarmBefore:
		return
	case t.p.AlarmInCare && life:
		t.urgentWays("crisis.care", t.ways(risk.Verdict{Category: risk.Suicide, Sub: "after"}))
	case a.Reason == falseAlarm:
		t.say("crisis.false_alarm", nil)
	case life:
		t.urgentWays("crisis.after_life", t.ways(risk.Verdict{Category: risk.Suicide, Sub: "after"}))
	default:
		t.say("crisis.after", nil)
	}
	if a.Promise != "" {
		t.say("crisis.promise", Vars{"staff": cmp.Or(a.Name, t.p.Organisation.Name), "promise": quoted(a.Promise)}).Lane = LaneSafety
	}
	if a.Reason != falseAlarm && t.followsUp() {
		t.out.Messages[len(t.out.Messages)-1].Buttons = [][]Button{t.laterButton()}
	}
}
