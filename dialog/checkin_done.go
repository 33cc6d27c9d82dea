package dialog

import "strconv"

// doneSteps are for a step that was done: it is named, what helped may be said, and
// then the next step, or the goal that was reached.
func doneSteps() []step {
	return []step{
		{name: "did", ask: didStep},
		{name: "helped", words: true,
			ask:  func(t *turn) next { return t.ask("checkin.helped", nil, t.opt("skipit")) },
			take: takeHelped},
		{name: "onward", ask: askOnward, take: takeOnward},
		{name: "celebrated", words: true, ask: askCelebrated, take: takeCelebrated},
		{name: "look", ask: lookAgain},
	}
}

// didStep records it at once: what helped may never be answered.
func didStep(t *turn) next {
	s, ok := t.stepNow()
	if !ok {
		return done
	}
	t.endStep(s, StepDone, t.kept("went"))
	key := "checkin.did"
	if s.By != ByMe {
		key = "checkin.was_done"
	}
	t.say(key, t.stepVars(s))
	return "helped"
}

// takeHelped keeps what helped: what worked once is worth knowing again.
func takeHelped(t *turn, a answer) next {
	switch {
	case t.unsaid(a) == odd || a.choice == "" && t.private(a.words):
		return again
	case a.choice == "" && !t.texts.noWords(a.words):
		if s, ok := t.p.Step(t.count("step")); ok {
			t.fact(StepHelped{s.Number, a.words}, t.line("log.step_helped", Vars{"words": quoted(a.words)}), "")
		}
	}
	return "onward"
}

func askOnward(t *turn) next {
	g, ok := t.p.Current()
	if !ok {
		return done
	}
	return t.ask("checkin.onward", Vars{"goal": short(g.Words)}, t.opts("anotherstep", "reached", "fornow")...)
}

func takeOnward(t *turn, a answer) next {
	switch a.choice {
	case "anotherstep":
		return t.into("steps", "over")
	case "reached":
		return t.endGoal(GoalReached, "celebrated")
	case "othergoal":
		t.endGoal(GoalLetGo, "over")
		return t.into("goal", "over")
	}
	t.pass("steps")
	return "over"
}

// onwardIfNone asks how to go on when no step is open any more.
func (t *turn) onwardIfNone() next {
	if g, ok := t.p.Current(); !ok || len(t.openSteps(g.Number)) > 0 {
		return "over"
	}
	return "after"
}

// endGoal closes the goal and the steps that still waited for it.
func (t *turn) endGoal(state GoalState, to next) next {
	g, ok := t.p.Current()
	if !ok {
		return "over"
	}
	for _, s := range t.openSteps(g.Number) {
		t.endStep(s, StepLetGo, "")
	}
	t.keep("goal", strconv.Itoa(g.Number))
	vars := Vars{"goal": quoted(g.Words)}
	t.fact(GoalEnded{g.Number, state}, t.line("log.goal_"+string(state), vars), t.line("bare.goal_"+string(state), nil))
	t.say("checkin.goal_"+string(state), vars)
	return to
}

// askCelebrated reminds of how she wanted to celebrate.
func askCelebrated(t *turn) next {
	if g, ok := t.goalNow(); ok && g.Celebrate != "" {
		return t.ask("checkin.celebrate_so", Vars{"celebrate": quoted(g.Celebrate)}, t.opt("skipit"))
	}
	return t.ask("checkin.celebrate", nil, t.opt("skipit"))
}

func takeCelebrated(t *turn, a answer) next {
	switch {
	case t.unsaid(a) == odd || a.choice == "" && t.private(a.words):
		return again
	case a.choice == "" && !t.texts.noWords(a.words):
		t.goalSaid("celebrated", a.words)
	}
	return "look"
}

// lookAgain looks at the bridge once more where the goal was: she may stand elsewhere
// now. A next goal is for another day.
func lookAgain(t *turn) next {
	for _, part := range []string{"goal", "bridge", "links"} {
		t.pass(part)
	}
	g, _ := t.goalNow()
	sub, _, ok := t.p.Bridge.Sub(g.Sub)
	if !ok || t.p.Suicide || !t.mayKeep(sub) {
		return "over"
	}
	t.say("checkin.look", nil)
	return t.into("bridge", "over", "sub", sub.ID, "look", "yes")
}
