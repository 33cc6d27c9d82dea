package dialog

import "slices"

// mostSteps is how many steps of one goal are open at a time.
const mostSteps = 3

// steps finds small steps for the goal: one act each, on a day, by somebody.
func steps() flow {
	return flow{name: "steps", steps: slices.Concat(
		[]step{{name: "begin", ask: beginStep}},
		planSteps(),
		[]step{
			{name: "what", words: true, ask: askStep, take: takeStep},
			{name: "cut", words: true, ask: askCut, take: takeStep},
			{name: "offer", words: true, ask: askOffer, take: takeOffer},
			{name: "money", ask: askMoney, take: takeMoney},
		},
		dayQuestion(func(*turn) next { return "who" }),
		whoQuestion("set"),
		[]step{{name: "set", ask: setStep}},
		remindQuestion("more"),
		[]step{
			{name: "more", ask: askMoreSteps, take: takeMoreSteps},
			{name: "plan", ask: func(t *turn) next {
				t.planByItself()
				return done
			}},
		},
	)}
}

// beginStep goes on with words that were found elsewhere, such as a step that was changed.
func beginStep(t *turn) next {
	switch _, ok := t.p.Current(); {
	case !ok && t.kept("plan") != "":
		return "goalname"
	case !ok:
		return done
	case t.kept("words") != "":
		return "money"
	}
	return "look"
}

func askStep(t *turn) next {
	g, ok := t.p.Current()
	if !ok {
		return done
	}
	if len(t.openSteps(g.Number)) > 0 {
		return t.ask("steps.another", nil, t.opt("dontknow"))
	}
	return t.ask("steps.what", Vars{"goal": short(g.Words)}, t.opt("dontknow"))
}

// takeStep takes a step that is small enough; for another there is a question that cuts.
func takeStep(t *turn, a answer) next {
	switch kind := t.unsaid(a); {
	case kind == odd:
		return again
	case kind != ownWords || a.choice != "":
		return t.cut(2) // there is nothing to make smaller yet: whom, or where
	case t.private(a.words):
		return again
	}
	t.applying(a.words)
	if t.texts.tooBig(a.words) != small {
		t.keep("big", a.words)
		return "look"
	}
	t.keep("words", a.words)
	t.keep("found", string(FoundBySelf))
	if t.kept("cut") != "" {
		t.keep("found", string(FoundByQuestion))
	}
	return "money"
}

func askMoreSteps(t *turn) next {
	g, ok := t.p.Current()
	if !ok || len(t.openSteps(g.Number)) >= mostSteps {
		return "plan"
	}
	return t.ask("steps.more", nil, t.opts("anotherstep", "finished")...)
}

func takeMoreSteps(t *turn, a answer) next {
	if a.choice == "finished" {
		return "plan"
	}
	t.forget("words", "found", "cut", "nowhere", "by", "who", "day", "guess", "step", "looked", "said", "time", "asked", "big", "ofplan")
	return "look"
}
