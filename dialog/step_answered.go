package dialog

import (
	"strconv"
	"time"
)

// stepAnswered is the mentor's yes or no to a step that the person asked for.
func (t *turn) stepAnswered(step int, accepted bool, name string) {
	s, ok := t.p.Step(step)
	if !ok || s.State != StepAsked {
		return
	}
	vars := Vars{"words": quoted(s.Words), "who": name}
	key := "declined"
	if accepted {
		key = "accepted"
	}
	t.fact(StepAnswered{step, accepted}, t.line("log.step_"+key, vars), t.line("bare.step_"+key, nil))
	t.timer(StepReminder, strconv.Itoa(step), time.Time{}) // it waits no longer
	if !t.mayPush() {
		return
	}
	open := ""
	if t.s.Pending != nil {
		open = "yes"
	}
	t.unasked("answered", t.p.Words != PushWordy, "step", strconv.Itoa(step), "answer", key, "who", name, "open", open)
}

// answered tells what the mentor said. After a no the step is the person's to place again.
func answered() flow {
	return flow{name: "answered", steps: []step{
		{name: "tell", ask: tellAnswer, take: takeDeclined},
		{name: "over", ask: func(*turn) next { return done }},
	}}
}

func tellAnswer(t *turn) next {
	s, ok := t.p.Step(t.count("step"))
	if !ok {
		return done
	}
	vars := Vars{"words": quoted(s.Words), "who": t.kept("who")}
	if t.kept("answer") == "declined" {
		return t.ask("answered.declined", vars, t.opts("byme", "otherstep", "letgo")...)
	}
	t.say("answered.accepted", vars)
	if t.kept("open") != "" && len(t.s.Flows) > 1 {
		return done // the question that was open comes back
	}
	return t.leave()
}

func takeDeclined(t *turn, a answer) next {
	s, ok := t.p.Step(t.count("step"))
	goal, open := t.p.Current()
	switch {
	case !ok || !open || goal.Number != s.Goal || a.choice == "letgo":
		t.say("answered.letgo", nil)
		return "over"
	case a.choice == "byme":
		return t.into("steps", "over", "words", s.Words, "found", string(s.FoundBy), "by", string(ByMe),
			"day", s.Day.Format(isoDay), "open", "yes")
	}
	return t.into("steps", "over")
}
