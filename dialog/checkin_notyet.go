package dialog

// notYetSteps are for a step that did not happen: what happened, what it means for
// her own goal, and then smaller, another day, or let go. Never why not.
func notYetSteps() []step {
	return []step{
		{name: "notyet", ask: beginNotYet},
		{name: "happened", words: true,
			ask:  func(t *turn) next { return t.askStepNow("checkin.happened", "skipit") },
			take: takeHappened},
		{name: "means", words: true, ask: askMeans, take: takeMeans},
		{name: "options", ask: askOptions, take: takeOptions},
		{name: "smaller", words: true,
			ask:  func(t *turn) next { return t.askStepNow("checkin.smaller", "dontknow") },
			take: takeSmaller},
		{name: "rewrite", words: true,
			ask:  func(t *turn) next { return t.askStepNow("checkin.rewrite", "dontknow") },
			take: takeSmaller},
		{name: "after", ask: func(t *turn) next {
			return t.ask("checkin.after", nil, t.opts("anotherstep", "othergoal", "fornow")...)
		},
			take: takeOnward},
	}
}

// beginNotYet asks nothing about a day that is not over.
func beginNotYet(t *turn) next {
	s, ok := t.stepNow()
	switch {
	case !ok:
		return done
	case s.Day.Before(t.inDays(0)):
		return "happened"
	}
	return "options"
}

func takeHappened(t *turn, a answer) next {
	if t.unsaid(a) == odd || t.private(stands(a)) {
		return again
	}
	words := stands(a)
	if t.texts.noWords(words) {
		words = ""
	}
	t.notYet("log.step_happened", words)
	if t.texts.hurts(words) {
		t.say("checkin.hurts", nil)
	}
	if _, ok := t.p.Current(); !ok {
		return "options"
	}
	return "means"
}

// notYet records that a step waits, with what was said about it.
func (t *turn) notYet(key, words string) {
	s, ok := t.stepNow()
	if !ok {
		return
	}
	line := t.line("log.step_notyet", t.stepVars(s))
	if words != "" {
		line = t.line(key, Vars{"step": quoted(s.Words), "words": quoted(words)})
	}
	t.fact(StepNotYet{s.Number, words}, line, t.line("bare.step_notyet", t.stepVars(s)))
}

func askMeans(t *turn) next {
	g, ok := t.p.Current()
	if !ok {
		return "options"
	}
	return t.ask("checkin.means", Vars{"goal": short(g.Words)}, t.opt("skipit"))
}

func takeMeans(t *turn, a answer) next {
	switch {
	case t.unsaid(a) == odd || a.choice == "" && t.private(a.words):
		return again
	case a.choice == "" && !t.texts.noWords(a.words):
		t.notYet("log.step_means", a.words)
	}
	return "options"
}

// askOptions lets a step whose day is not over simply stand.
func askOptions(t *turn) next {
	if s, ok := t.stepNow(); ok && !s.Day.Before(t.inDays(0)) {
		return t.askStepNow("checkin.options", "smaller", "otherday", "letgo", "asis")
	}
	return t.askStepNow("checkin.options", "smaller", "otherday", "letgo")
}

func takeOptions(t *turn, a answer) next {
	switch a.choice {
	case "did":
		return "did"
	case "smaller", "rewrite":
		return next(a.choice)
	case "otherday":
		t.forget("day", "open")
		return "day"
	case "letgo":
		return t.letGo()
	}
	t.say("checkin.asis", nil)
	return "over"
}
