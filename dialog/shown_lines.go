package dialog

// LinesOf gives the lines of the log for an event, as the talk makes them: for people
// of a demo, who lived without a talk. p is the person before the event.
func (e *Engine) LinesOf(p Person, event Event) (line, bare string) {
	t := e.turn(p, State{}, Input{})
	words := func(w string) Vars { return Vars{"words": quoted(w)} }
	switch e := event.(type) {
	case StoryTold:
		return t.line("log.story", words(e.Words)), ""
	case Placed:
		sub, _, _ := t.p.Bridge.Sub(e.Sub)
		r, _ := sub.Rung(e.Rung)
		vars := Vars{"title": sub.Title, "label": r.Label, "words": quoted(e.Words)}
		key := "log.placed"
		if e.Words != "" {
			key = "log.placed_words"
		}
		return t.line(key, vars), t.line("bare.placed", vars)
	case LinkDrawn:
		from, _, _ := t.p.Bridge.Sub(e.From)
		to, _, _ := t.p.Bridge.Sub(e.To)
		key := "log.link_holds"
		if e.Helps {
			key = "log.link_helps"
		}
		return t.line(key, Vars{"from": from.Title, "to": to.Title, "own": quoted(e.Words)}), t.line("bare.link", nil)
	case DebtHelpSaid:
		return t.line("log.debthelp", Vars{"status": t.label("debthelp." + string(e.Status))}), ""
	case DreamTold:
		return t.line("log.dream", words(e.Words)), t.line("bare.dream", nil)
	case GoalSet:
		return t.goalLine(e.Sub, e.Words), t.line("bare.goal", nil)
	case GoalSaid:
		return t.line("log.goal_"+e.Aspect, words(e.Words)), ""
	case GoalEnded:
		g, _ := t.p.Goal(e.Goal)
		return t.line("log.goal_"+string(e.State), Vars{"goal": quoted(g.Words)}), t.line("bare.goal_"+string(e.State), nil)
	}
	return t.stepLines(event)
}

func (t *turn) stepLines(event Event) (line, bare string) {
	switch e := event.(type) {
	case StepSet:
		vars := t.stepVars(Step{Words: e.Words, Day: e.Day, By: e.By, ByName: e.ByName})
		return t.line("log.step", vars), t.line("bare.step", vars)
	case StepMoved:
		s, _ := t.p.Step(e.Step)
		vars := t.stepVars(Step{Words: s.Words, Day: e.Day})
		return t.line("log.step_moved", vars), t.line("bare.step_moved", vars)
	case StepEnded:
		s, _ := t.p.Step(e.Step)
		vars := t.stepVars(s)
		line := t.line("log.step_"+string(e.State), vars)
		if e.Words != "" {
			line = t.line("log.step_done_so", Vars{"step": quoted(s.Words), "words": quoted(e.Words)})
		}
		return line, t.line("bare.step_"+string(e.State), vars)
	case StepNotYet:
		s, _ := t.p.Step(e.Step)
		line := t.line("log.step_notyet", t.stepVars(s))
		if e.Words != "" {
			line = t.line("log.step_happened", Vars{"step": quoted(s.Words), "words": quoted(e.Words)})
		}
		return line, t.line("bare.step_notyet", t.stepVars(s))
	}
	return "", ""
}
