package dialog

// planPicture describes the card for the fridge. Its days are dates: it is read on
// other days than today.
func (t *turn) planPicture(g Goal, format Format) Picture {
	line := func(key, words string) PlanLine { return PlanLine{Head: t.label(key), Words: quoted(words)} }
	p := PlanPicture{
		Title: t.label("plan.title"), Day: t.date(t.p.Now),
		Dream: line("plan.dream", t.p.Dream), Goal: line("plan.goal", g.Words), Why: line("plan.why", g.Why),
		Reward: line("plan.reward", g.Celebrate),
		Heads:  PlanHeads{Steps: t.label("plan.steps"), Done: t.label("plan.done")},
	}
	if g.Obstacle != "" && g.Then != "" {
		words := t.texts.label("plan.if_then", Vars{"if": quoted(g.Obstacle), "then": quoted(g.Then)})
		p.IfThen = PlanLine{Head: t.label("plan.if_head"), Words: words}
	}
	for _, s := range t.planSteps(g) {
		p.Steps = append(p.Steps, PictureStep{Words: quoted(s.Words), Day: t.stepDate(s.Day), Who: t.who(s), Done: s.State == StepDone})
	}
	return Picture{Plan: &p, Format: format}
}
