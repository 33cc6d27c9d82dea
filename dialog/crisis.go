package dialog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"stapmaat/dialog/risk"
)

// crisis answers an input that the screen saw danger in. The alarm was raised
// when it came in; here the person hears what is true and what she can do. The
// words are fixed, and within one talk the same ones are not said over and over.
func (t *turn) crisis(v risk.Verdict) {
	t.p.Alarm, t.hushed = true, true
	t.p.Guarded = t.p.Guarded || guarded(v.Category)
	suicide := v.Category == risk.Suicide || v.Category == risk.Selfharm
	if suicide {
		t.p.Suicide = true
		t.rest() // what was talked about waits until a human closed the alarm
	}
	if t.p.Phone == PhoneWatched && guarded(v.Category) {
		t.urgent("crisis.dull") // whoever reads along may be the one she is afraid of
		return
	}
	key := crisisText(v)
	switch before := t.saidNow(key); {
	case before && suicide:
		t.withYou("")
		return
	case before && v.Category == risk.Material:
		t.urgent("crisis.added")
	default:
		t.urgent(key)
	}
	if watched := t.p.Phone == PhoneWatched && t.p.Guarded; !watched && !t.saidNow("crisis.told") {
		t.toldWhom()
	}
	t.out.Messages[len(t.out.Messages)-1].Buttons = t.crisisButtons()
}

// guarded tells whether words about who was called may do harm: somebody who
// threatens, or is threatened, may have the phone in hand a minute later.
func guarded(c risk.Category) bool {
	return c == risk.ViolenceVictim || c == risk.ChildSafety || c == risk.ThreatToOthers
}

func crisisText(v risk.Verdict) string {
	switch v.Category {
	case risk.Suicide, risk.Selfharm:
		return "crisis.suicide"
	case risk.Material:
		return "crisis.material"
	case risk.ViolenceVictim:
		return "crisis.violence"
	case risk.ChildSafety:
		return "crisis.child"
	case risk.Medical:
		if v.Urgency == risk.Now {
			return "crisis.medical"
		}
	}
	return "crisis.danger"
}

// toldWhom says whom the alarm went to, and whether somebody is there.
func (t *turn) toldWhom() {
	switch m := t.p.Mentor; {
	case t.p.AlarmTaken && !t.hidden():
		t.saidNow("crisis.seen")
		t.say("crisis.told_taken", Vars{"staff": t.alarmBy()}).Lane = LaneSafety
	case m.ID != 0 && m.Reached && m.Open:
		t.urgent("crisis.told_open")
	case m.ID != 0 && m.Reached:
		t.urgent("crisis.told_closed")
	default:
		t.urgent("crisis.told_nobody")
	}
}

func (t *turn) urgent(key string) { t.say(key, nil).Lane = LaneSafety }

// crisisButtons are what still works. Where words may do harm there are none:
// what stands on the screen stays as short as it can be.
func (t *turn) crisisButtons() [][]Button {
	switch {
	case !t.p.Invited:
		return nil
	case t.p.Suicide:
		return rows([]Button{{t.label("menu.human"), "m:human"}, {t.label("crisis.pause"), "m:stop"}})
	case t.p.Guarded:
		return nil
	}
	return rows([]Button{{t.label("menu.human"), "m:human"}, {t.label("choice.solved"), "c:solved"}, {t.label("menu.goon"), "m:goon"}})
}

// saidNow remembers that a text is said in this talk, and tells whether it was before.
func (t *turn) saidNow(key string) bool {
	a := &t.s.Alarmed
	if a.Talk != t.s.Talk.Number {
		*a = Alarmed{Talk: t.s.Talk.Number}
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

// hidden tells whether nothing about the alarm may stand on the screen unasked.
func (t *turn) hidden() bool { return t.p.Guarded || t.p.Phone == PhoneWatched }

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
func (t *turn) solvable() bool { return t.p.Alarm && !t.p.Suicide && !t.p.Guarded }

// crisisPressed acts on a button under words of danger: "solved".
func (t *turn) crisisPressed(what string) {
	if what != "solved" || !t.solvable() || t.p.Desk != nil {
		t.stale()
		return
	}
	t.solved()
	t.resume()
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

// danger is what the screen said, or what a choice that was typed instead of
// pressed carries: only here is it known which choice was meant.
func (t *turn) danger(choice string) {
	_, mark, _ := strings.Cut(choice, "!")
	v, ok := risk.Mark(mark)
	if !ok || t.in.Kind == Pressed {
		return
	}
	t.out.Alarm, t.out.AlarmWords = &v, t.meant(choice)
	t.crisis(v)
}

// meant is the label of a choice of the question that waits.
func (t *turn) meant(choice string) string {
	if t.s.Pending == nil {
		return ""
	}
	for _, c := range t.s.Pending.Choices {
		if c.ID == choice {
			return c.Label
		}
	}
	return ""
}
