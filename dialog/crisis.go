package dialog

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"stapmaat/dialog/risk"
)

// crisis answers an input that brought a human. The person hears what is true and
// what she can do now. The words are fixed, and within one talk the same ones are not
// said over and over.
func (t *turn) crisis(v risk.Verdict) {
	t.alarmed(v)
	t.remember(v)
	if t.asksSafe(v.Category) && !t.safeNow() {
		t.coverOrAsk(v)
		return
	}
	key := t.crisisText(v)
	switch before := t.saidNow(key); {
	case before && kinds[v.Category].life:
		t.withYou("")
		return
	case before && t.p.Guarded && t.hidden():
		t.urgent("crisis.dull")
	case before:
		t.urgent("crisis.added")
	default:
		t.urgentWays(key, t.ways(v))
	}
	if v.Category == risk.Material {
		t.practical(v.Sub)
	}
	if !(t.p.Guarded && t.hidden()) && !t.saidNow("crisis.told") {
		t.toldWhom()
	}
	t.out.Messages[len(t.out.Messages)-1].Buttons = t.crisisButtons()
}

// alarmed is what an alarm changes for the rest of this turn.
func (t *turn) alarmed(v risk.Verdict) {
	k := kinds[v.Category]
	t.p.Alarm, t.hushed = true, true
	t.p.Guarded = t.p.Guarded || k.guarded
	t.p.AlarmKind = graver(t.p.AlarmKind, v)
	if k.life {
		t.p.Suicide = true
		t.rest() // what was talked about waits until a human closed the alarm
	}
}

// coverOrAsk asks once in a talk whether it is safe to write, when she is the one who
// wrote just now; everything else gets a line that tells nothing.
func (t *turn) coverOrAsk(v risk.Verdict) {
	wrote := t.in.Kind == Typed || t.in.Kind == Sent || t.in.Kind == Pressed || t.in.Kind == Answered && t.p.Now.Sub(t.s.Talk.Last) < handNear
	if !wrote || t.s.Safe.Talk == t.s.Talk.Number {
		t.urgent("crisis.dull")
		return
	}
	t.interrupt("safe", "category", string(v.Category), "urgency", string(v.Urgency), "sub", string(v.Sub))
	for i := range t.out.Messages {
		t.out.Messages[i].Lane = LaneSafety
	}
}

// crisisText is the most special text there is for this danger.
func (t *turn) crisisText(v risk.Verdict) string {
	return t.texts.first("crisis", cmp.Or(string(v.Category), "danger"), string(v.Sub), string(v.Urgency))
}

// toldWhom says whom the alarm went to, and whether somebody is there.
func (t *turn) toldWhom() {
	switch m := t.p.Mentor; {
	case t.p.AlarmTaken && !t.p.AlarmInCare:
		t.saidNow("crisis.seen")
		t.say("crisis.told_taken", Vars{"staff": t.alarmBy()}).Lane = LaneSafety
	case m.ID != 0 && m.Reached && m.Open:
		t.urgent("crisis.told_open")
	case t.p.Organisation.Duty == DutyAwake:
		t.urgent("crisis.told_awake")
	case t.p.Organisation.Duty == DutyAsleep && !t.p.Suicide:
		t.urgent("crisis.told_asleep_other")
	case t.p.Organisation.Duty == DutyAsleep:
		t.urgent("crisis.told_asleep")
	case m.ID != 0 && m.Reached:
		t.urgent("crisis.told_closed")
	default:
		t.urgent("crisis.told_nobody")
	}
}

func (t *turn) urgent(key string) { t.say(key, nil).Lane = LaneSafety }

// crisisButtons are what still works. Where words may do harm there are few: what
// stands on the screen stays as short as it can be.
func (t *turn) crisisButtons() [][]Button {
	all := t.stillWorks()
	if len(all) > 0 && t.followsUp() {
		all = append(all, t.laterButton())
	}
	return all
}

func (t *turn) laterButton() []Button { return []Button{{t.label("crisis.later"), "c:later"}} }

func (t *turn) stillWorks() [][]Button {
	human := Button{t.label("menu.human"), "m:human"}
	switch {
	case !t.p.Invited:
		return nil
	case t.p.Suicide:
		return rows([]Button{human, {t.label("crisis.pause"), "m:stop"}})
	case t.p.Guarded && t.s.Safe.Talk == t.s.Talk.Number && !t.s.Safe.Yes.IsZero():
		return rows([]Button{human, {t.label("choice.safe_close"), "c:close"}})
	case t.p.Guarded:
		return nil
	}
	return rows([]Button{human, {t.label("choice.solved"), "c:solved"}, {t.label("menu.goon"), "m:goon"}})
}

// saidNow remembers that a text is said in this talk, and tells whether it was before.
func (t *turn) saidNow(key string) bool {
	a := &t.s.Alarmed
	if a.Talk != t.s.Talk.Number {
		*a = Alarmed{Talk: t.s.Talk.Number, Category: a.Category, Sub: a.Sub, Day: a.Day, Led: a.Led}
	}
	if slices.Contains(a.Said, key) {
		return true
	}
	a.Said = append(slices.Clone(a.Said), key)
	return false
}

// withYous is how many ways there are to say that the bot is still there.
const withYous = 3

// withYou answers whatever is written while danger to life is open: one of a few
// fixed texts in turn. Who takes it back hears that it was right to say it.
func (t *turn) withYou(text string) {
	key := "crisis.with_you." + strconv.Itoa((t.s.Talk.Turns+withYous-1)%withYous+1)
	if t.texts.says(text, "crisis.takeback") {
		key = "crisis.takeback"
	}
	m := t.say(key, Vars{"human": t.alarmStands()})
	m.Lane, m.Buttons = LaneSafety, t.crisisButtons()
	if !t.p.Guarded && t.p.Invited && !t.disclosed() {
		m.Buttons = append(m.Buttons, []Button{{t.label("crisis.calm"), "c:calm"}})
	}
}

// disclosed tells whether the danger was told in this turn: then nothing is offered
// that could sound like "calm down".
func (t *turn) disclosed() bool { return t.in.Risk.Outcome != risk.None || t.out.Alarm != nil }

// calm is a small exercise, for who asks for it.
func (t *turn) calm() {
	if !t.p.Suicide || t.p.Guarded {
		t.stale()
		return
	}
	t.say("crisis.calm", nil).Lane = LaneSafety
	t.out.Messages[len(t.out.Messages)-1].Buttons = t.crisisButtons()
}

// wantsSecret answers "promise me to tell nobody": no, and why. What waits goes on waiting.
func (t *turn) wantsSecret(text string) bool {
	switch {
	case t.p.Desk != nil || !t.p.Invited:
		return false
	case t.texts.says(text, "crisis.secret"):
		t.say("crisis.no_secret", nil)
	case t.p.Suicide && slices.Contains(t.texts.Phrases["crisis.calm"], plain(text)):
		t.calm()
		return true
	default:
		return false
	}
	t.resume()
	return true
}

// alarmStands is a sentence about the alarm to put behind another, once in a talk:
// who took it, or that it is open. On a screen where that may do harm it is nothing.
func (t *turn) alarmStands() string {
	switch {
	case t.hidden():
		return ""
	case t.p.AlarmTaken && !t.saidNow("crisis.seen"):
		return " " + t.texts.label("crisis.seen", Vars{"staff": t.alarmBy()})
	case !t.p.AlarmTaken && !t.saidNow("crisis.told"):
		return " " + t.label("crisis.open")
	}
	return ""
}

// alarmBy names who took it, or the organisation where no name is known.
func (t *turn) alarmBy() string {
	return cmp.Or(t.p.AlarmBy, t.p.Organisation.Name)
}

// hidden tells whether nothing about the alarm may stand on the screen. A yes to "can
// you write safely now" opens it for a few minutes, but for a child or a threat.
func (t *turn) hidden() bool {
	if t.p.guarded() || t.p.guardDoubted() {
		return !t.safeNow()
	}
	return t.p.Phone == PhoneWatched
}

// alarmTaken tells the person that a human has it in hand: only that, and only
// where it can do no harm. A question that waits is not disturbed.
func (t *turn) alarmTaken(staff string) {
	if !t.p.Alarm || t.hidden() {
		return
	}
	t.saidNow("crisis.seen")
	t.say("crisis.taken", Vars{"staff": cmp.Or(staff, t.alarmBy())}).Lane = LaneSafety
}

// solvable tells whether the person may say that it is over. Danger to life and
// violence are for a human to judge.
func (t *turn) solvable() bool { return t.p.Alarm && !t.p.Suicide && !t.p.Guarded && !t.hidden() }

// crisisPressed acts on a button under words of danger: "solved", "calm", "later", "close".
func (t *turn) crisisPressed(what string) {
	switch {
	case t.p.Desk != nil:
		t.stale()
	case what == "calm":
		t.calm()
	case what == "later" && t.followsUp():
		t.interrupt("asklater")
	case what == "close":
		t.s.Safe.Yes = time.Time{}
		t.dull(true)
	case what != "solved" || !t.solvable():
		t.stale()
	default:
		t.solved()
		t.resume()
	}
}

// solved passes on that it is over. The alarm stays until a human closes it.
func (t *turn) solved() {
	t.saidNow("crisis.solved")
	if !t.s.Alarmed.Solved {
		t.s.Alarmed.Solved = true
		t.note(Note{To: ToMentor, Key: "note.solved", Lane: LaneAnswer})
	}
	t.say("crisis.solved", nil)
}
