package dialog

import (
	"strings"

	"stapmaat/dialog/risk"
)

// crisis answers an input that the screen saw danger in. The alarm was raised
// when it came in; here the person hears what is true and what she can do. The
// words are fixed.
func (t *turn) crisis(v risk.Verdict) {
	t.p.Alarm, t.hushed = true, true
	if v.Category == risk.Suicide || v.Category == risk.Selfharm {
		t.p.Suicide = true
		t.rest() // what was talked about waits until a human closed the alarm
	}
	t.urgent(crisisText(v.Category))
	told := "crisis.told_nobody"
	switch m := t.p.Mentor; {
	case m.ID != 0 && m.Reached && m.Open:
		told = "crisis.told_open"
	case m.ID != 0 && m.Reached:
		told = "crisis.told_closed"
	}
	t.urgent(told)
}

func crisisText(c risk.Category) string {
	switch c {
	case risk.Suicide, risk.Selfharm:
		return "crisis.suicide"
	case risk.Material:
		return "crisis.material"
	}
	return "crisis.danger"
}

func (t *turn) urgent(key string) { t.say(key, nil).Lane = LaneSafety }

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
