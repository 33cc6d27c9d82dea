package dialog

import (
	"strconv"
	"strings"
)

// shownSteps is how many steps a plan shows: the newest.
const shownSteps = 6

// showPlan shows the plan that the person asked for: words, with a picture before
// them. On paper it is one sheet.
func (t *turn) showPlan(pdf bool) {
	g, ok := t.p.Current()
	if !ok {
		t.say("plan.not_yet", nil).Buttons = t.wishButtons("goon")
		return
	}
	if pdf && !t.p.Suicide {
		picture := t.planPicture(g, PDF)
		t.say("plan.pdf", nil).Picture = &picture
		return
	}
	if !t.p.Suicide { // its picture has a bridge in it
		picture := t.planPicture(g, PNG)
		t.say(t.planCaption(), nil).Picture = &picture
	}
	t.say("plan.card", Vars{"lines": t.planInWords(g)}).Buttons = t.planButtons(g)
}

// planCaption names the fridge once, and only where nobody else uses this phone: a
// goal about money is not for everybody's eyes.
func (t *turn) planCaption() string {
	if _, said := t.s.Passed["fridge"]; said || t.p.Phone != PhoneOwn {
		return "plan.caption"
	}
	t.pass("fridge")
	return "plan.fridge"
}

// planByItself shows the plan after a step was set. On a watched phone it waits behind a tap.
func (t *turn) planByItself() {
	if t.p.Phone == PhoneWatched {
		t.waits("plan.waits", "plan")
		return
	}
	t.showPlan(false)
}

// waits says in one line that something can be shown, with the button that does.
func (t *turn) waits(key, wish string) {
	t.say(key, nil).Buttons = [][]Button{{{t.label("push.show"), "m:" + wish}}}
}

// planButtons open each step, add one, fill in the goal, and print.
func (t *turn) planButtons(g Goal) [][]Button {
	var buttons []Button
	shown := t.planSteps(g)
	for i, s := range shown {
		if s.State == StepOpen || s.State == StepAsked {
			label := t.texts.label("plan.step", Vars{"number": strconv.Itoa(i + 1)})
			buttons = append(buttons, Button{label, "s:" + strconv.Itoa(s.Number) + ":show"})
		}
	}
	if len(t.openSteps(g.Number)) < mostSteps {
		buttons = append(buttons, Button{t.label("choice.anotherstep"), "s:0:add"})
	}
	if !t.p.Suicide {
		if g.hasGaps() {
			buttons = append(buttons, Button{t.label("plan.fill"), "s:0:fill"})
		}
		buttons = append(buttons, Button{t.label("menu.planpdf"), "m:planpdf"})
	}
	return rows(buttons)
}

func (t *turn) planSteps(g Goal) []Step {
	all := t.p.StepsOf(g.Number)
	return all[max(0, len(all)-shownSteps):]
}

// planInWords says the same as the picture, a line a part.
func (t *turn) planInWords(g Goal) string {
	var lines []string
	add := func(key, words string) {
		if words != "" {
			lines = append(lines, t.label(key)+": "+own(quoted(words)))
		}
	}
	add("plan.dream", t.p.Dream)
	add("plan.goal", g.Words)
	add("plan.why", g.Why)
	for i, s := range t.planSteps(g) {
		lines = append(lines, strconv.Itoa(i+1)+". "+t.planStep(s))
	}
	if g.Obstacle != "" && g.Then != "" {
		add("plan.if", g.Obstacle)
		add("plan.then", g.Then)
	}
	add("plan.reward", g.Celebrate)
	return strings.Join(lines, "\n")
}

// planStep is a step with its day, who does it, and whether it is done.
func (t *turn) planStep(s Step) string {
	parts := []string{own(quoted(s.Words))}
	for _, p := range []string{t.stepDate(s.Day), t.who(s)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if s.State == StepDone {
		parts = append(parts, t.label("plan.done")+" ✓")
	}
	return strings.Join(parts, ", ")
}
