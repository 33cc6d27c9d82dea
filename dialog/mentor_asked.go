package dialog

import (
	"strconv"
	"strings"
)

// askedPressed is the mentor's yes or no to a step that a participant asked for:
// "4711.3:yes". A step that waits no longer gets a word, so a second tap is harmless.
func (t *turn) askedPressed(rest string) bool {
	ref, say, _ := strings.Cut(rest, ":")
	_, digits, _ := strings.Cut(ref, ".")
	number, err := strconv.Atoi(digits)
	if err != nil || say != "yes" && say != "no" {
		return false
	}
	defer t.resume()
	if t.p.Desk.Focus == nil {
		t.say("staff.not_yours", nil).Buttons = [][]Button{{t.menuButton()}}
		return true
	}
	for _, s := range t.p.Desk.Focus.Asked {
		if s.Number == number {
			t.answerStep(s, say == "yes")
			return true
		}
	}
	t.say("mentor.step_before", t.focusVars()).Buttons = [][]Button{{t.menuButton()}}
	return true
}

func (t *turn) answerStep(s Step, yes bool) {
	vars := t.focusVars()
	vars["words"] = quoted(s.Words)
	if yes {
		t.act("step_accepted", s.Number)
		t.say("mentor.step_yes", vars)
		return
	}
	t.act("step_declined", s.Number)
	t.say("mentor.step_no", vars)
}

// askedButtons answer a step that was asked.
func (t *turn) askedButtons(person int64, step int) [][]Button {
	ref := "st:" + strconv.FormatInt(person, 10) + "." + strconv.Itoa(step)
	return [][]Button{{{t.label("mentor.yes"), ref + ":yes"}, {t.label("mentor.no"), ref + ":no"}}}
}
