package dialog

import (
	"slices"
	"strconv"
	"time"
)

// setStep records the step; when the mentor is asked to do it, she hears of it at once.
func setStep(t *turn) next {
	g, ok := t.p.Current()
	if !ok {
		return done
	}
	day, _ := t.keptDay()
	s := StepSet{Step: t.nextStep(), Goal: g.Number, Words: t.kept("words"), Day: day, By: By(t.kept("by")), ByName: t.kept("who"), FoundBy: FoundBy(t.kept("found"))}
	vars := t.stepVars(Step{Words: s.Words, Day: s.Day, By: s.By, ByName: s.ByName})
	t.fact(s, t.stepLine(vars), t.line("bare.step", vars))
	t.planTaken()
	t.keep("step", strconv.Itoa(s.Step))
	set, _ := t.p.Step(s.Step)
	switch {
	case s.By == ByMentor:
		t.askMentor("note.step_asked", set)
		t.waitFor(s.Step)
		t.say("steps.asked", vars)
		return "more"
	case !t.withMentor(set):
		t.say("steps.set", vars)
	case t.given(Sharing):
		t.askMentor("note.step_together", set)
		t.say("steps.set_told", vars)
	default:
		t.say("steps.set_together", vars) // nobody has told the mentor
	}
	return "remind"
}

// withMentor tells whether a step is done together with the mentor.
func (t *turn) withMentor(s Step) bool {
	return s.By == ByTogether && t.hasMentor() && s.ByName == t.mentorName()
}

// stepVars are the values of a step for a text.
func (t *turn) stepVars(s Step) Vars {
	who, typed := "", ""
	if said := t.who(s); said != "" {
		typed = ", " + said
		s.ByName = t.toYou(s.ByName)
		who = ", " + t.who(s)
	}
	day := t.day(s.Day)
	return Vars{"words": quoted(s.Words), "day": day, "Day": capital(day), "date": t.stepDate(s.Day), "_who": who, "_own_who": typed}
}

// stepDate is a day for lines that are read later: never "morgen".
func (t *turn) stepDate(d time.Time) string { return t.texts.day(d, d.AddDate(0, 0, -5)) }

func (t *turn) nextStep() int {
	most := 0
	for _, s := range t.p.Steps {
		most = max(most, s.Number)
	}
	return most + 1
}

// openSteps are the steps of a goal that wait to be done.
func (t *turn) openSteps(goal int) []Step {
	return slices.DeleteFunc(t.p.StepsOf(goal), func(s Step) bool { return s.State == StepDone })
}
