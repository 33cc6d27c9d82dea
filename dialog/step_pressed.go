package dialog

import (
	"strconv"
	"strings"
)

// stepPressed acts on a button of a step, "3:done". It is checked against the
// facts: it may be old, forged, or tapped twice.
func (t *turn) stepPressed(rest string) {
	id, act, _ := strings.Cut(rest, ":")
	n, err := strconv.Atoi(id)
	if err != nil || !t.takesPart() || t.p.Under18 {
		t.stale()
		return
	}
	if n == 0 && (act == "add" || act == "fill") {
		t.planPressed(act)
		return
	}
	s, ok := t.p.Step(n)
	if !ok || act != "done" && act != "notyet" && act != "show" {
		t.stale()
		return
	}
	if s.State == StepAsked && act == "show" {
		t.interrupt("waiting", "step", id)
		return
	}
	if s.State != StepOpen {
		t.say("checkin.is_"+string(s.State), nil)
		t.resume()
		return
	}
	t.interrupt("checkin", "step", id, "via", act)
}

// toldStep is "gedaan" or "nog niet" while no question waits: when just one step can
// be meant, it is about that one.
func (t *turn) toldStep(text string) bool {
	number, via, told := t.stepTold(text)
	if told {
		t.interrupt("checkin", "step", strconv.Itoa(number), "via", via)
	}
	return told
}

// stepTold is which step such words are about, and what they say of it.
func (t *turn) stepTold(text string) (number int, via string, told bool) {
	choices := []Choice{{ID: "did", Label: t.label("choice.did")}, {ID: "notyet", Label: t.label("choice.notyet")}}
	said, ok := t.texts.only(plain(text), choices, same)
	var meant []Step
	for _, s := range t.p.Steps {
		if s.State == StepOpen && s.Day.Before(t.inDays(1)) {
			meant = append(meant, s)
		}
	}
	if !ok || len(meant) != 1 || !t.takesPart() || t.texts.noWords(text) && t.texts.unsaid(text) != plainNo {
		return 0, "", false // a bare "ja" tells of no step
	}
	via = map[string]string{"did": "done", "notyet": "notyet"}[said]
	if t.texts.says(text, "step.tried") {
		via = "tried"
	}
	return meant[0].Number, via, true
}

// planPressed adds a step from the plan, or fills in the goal.
func (t *turn) planPressed(act string) {
	g, ok := t.p.Current()
	switch {
	case ok && act == "add" && len(t.openSteps(g.Number)) < mostSteps:
		t.interrupt("steps")
	case ok && act == "fill" && g.hasGaps():
		t.interrupt("goal", "goal", strconv.Itoa(g.Number), "fill", "yes")
	default:
		t.stale()
	}
}
