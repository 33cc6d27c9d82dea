package dialog

import (
	"slices"
	"strconv"
	"time"
)

// checkin comes back to a step: reminded of it, asked how it went, or opened from
// the plan. Done is named, not cheered; not yet is no failure and gets no why.
func checkin() flow {
	return flow{name: "checkin", steps: slices.Concat(
		[]step{
			{name: "begin", ask: beginCheckin},
			{name: "reminded", words: true, ask: askReminded, take: takeCheckin},
			{name: "ask", words: true, ask: askCheckin, take: takeCheckin},
			{name: "card", ask: askCard, take: takeOptions},
			{name: "went", words: true, ask: askWent, take: takeWent},
			{name: "ended", ask: askEnded, take: takeEnded},
		},
		heardSteps(), notYetSteps(), doneSteps(),
		dayQuestion(moveStep),
		remindQuestion("over"),
		[]step{{name: "over", ask: func(*turn) next { return done }}},
	)}
}

// beginCheckin finds the step: the one that was asked for, or the first whose day has passed.
func beginCheckin(t *turn) next {
	t.pass("checkin")
	if t.kept("step") == "" {
		due, ok := t.dueStep()
		if !ok {
			return done
		}
		t.keep("step", strconv.Itoa(due.Number))
	}
	if _, ok := t.stepNow(); !ok {
		return done
	}
	switch t.kept("via") {
	case "reminder":
		return "reminded"
	case "show":
		return "card"
	case "done":
		return "did"
	case "notyet":
		return "notyet"
	case "tried":
		return "happened"
	case "heard":
		return "managed"
	}
	return "ask"
}

// stepNow is the step that this flow is about, as long as it is open.
func (t *turn) stepNow() (Step, bool) {
	s, ok := t.p.Step(t.count("step"))
	return s, ok && s.State == StepOpen
}

// dueStep is the first open step whose day has passed.
func (t *turn) dueStep() (Step, bool) {
	for _, s := range t.p.Steps {
		if s.State == StepOpen && !s.Day.IsZero() && s.Day.Before(t.inDays(0)) {
			return s, true
		}
	}
	return Step{}, false
}

// stepWaits tells whether to come back to a step now: once a day at most.
func (t *turn) stepWaits() bool {
	_, due := t.dueStep()
	return due && !t.passed("checkin", 20*time.Hour)
}

// askStepNow puts a question about the step; a step that is gone ends the flow.
func (t *turn) askStepNow(key string, options ...string) next {
	s, ok := t.stepNow()
	if !ok {
		return done
	}
	vars := t.stepVars(s)
	vars["who"] = t.toYou(s.ByName)
	return t.ask(key, vars, t.opts(options...)...)
}

func askReminded(t *turn) next {
	if s, ok := t.stepNow(); ok && s.Day.Before(t.inDays(0)) {
		return "ask" // the push lay there for a day
	}
	return t.askStepNow("checkin.reminded", "willdo", "did", "notyet")
}

func askCheckin(t *turn) next {
	s, ok := t.stepNow()
	if ok && s.ByName != "" && (s.By == ByMentor || s.By == ByOther) {
		return t.askStepNow("checkin.ask_other", "did", "notyet", "otherwise")
	}
	return t.askStepNow("checkin.ask", "did", "notyet", "otherwise")
}

func takeCheckin(t *turn, a answer) next {
	typed := t.in.Kind == Typed
	switch a.choice {
	case "":
		return t.takeHeard(a.words)
	case "did":
		if typed && t.texts.unsaid(a.words) == plainYes {
			return "managed"
		}
		return "did"
	case "notyet":
		if typed && t.texts.says(a.words, "step.tried") {
			return "happened" // it was tried: the day itself counts, too
		}
	case "otherwise":
		return "went"
	case "willdo":
		t.say("checkin.willdo", nil).Buttons = t.stepButtons()
		if len(t.s.Flows) == 1 {
			return t.leave() // nothing was interrupted: the rest of the talk can wait
		}
		return "over"
	}
	return "notyet"
}

// stepButtons let the person tell how it went, whenever that is.
func (t *turn) stepButtons() [][]Button {
	ref := "s:" + t.kept("step") + ":"
	return [][]Button{{{t.label("choice.did"), ref + "done"}, {t.label("choice.notyet"), ref + "notyet"}}}
}

func askCard(t *turn) next {
	return t.askStepNow("checkin.card", "did", "otherday", "rewrite", "letgo")
}
