package dialog

import "time"

// What becomes of a step that did not happen: smaller, another day, or let go.

// letGo ends the step. Letting go is a choice too.
func (t *turn) letGo() next {
	s, ok := t.stepNow()
	if !ok {
		return done
	}
	t.endStep(s, StepLetGo, "")
	t.say("checkin.letgo", nil)
	return t.onwardIfNone()
}

// endStep closes a step, with its reminder and what waits to be sent about it.
func (t *turn) endStep(s Step, state StepState, words string) {
	vars := t.stepVars(s)
	line := t.line("log.step_"+string(state), vars)
	if words != "" {
		line = t.line("log.step_done_so", Vars{"step": quoted(s.Words), "words": quoted(words)})
	}
	t.fact(StepEnded{s.Number, state, words}, line, t.line("bare.step_"+string(state), vars))
	t.remind(s, time.Time{})
}

// takeSmaller changes the words of the step when it is small now; a step about
// money goes the way of all steps about money.
func takeSmaller(t *turn, a answer) next {
	s, ok := t.stepNow()
	kind := t.unsaid(a)
	switch {
	case !ok:
		return done
	case kind == odd:
		return again
	case kind != ownWords || a.choice != "":
		t.say("checkin.asis", nil)
		return t.dayIfPast(s)
	case t.private(a.words):
		return again
	}
	t.applying(a.words)
	if t.texts.tooBig(a.words) != small && t.kept("tried") == "" {
		t.keep("tried", "yes")
		t.say("checkin.still_big", nil)
		return "smaller"
	}
	if t.texts.aboutMoney(a.words) && t.p.DebtHelp != DebtHelpNone {
		t.endStep(s, StepLetGo, "")
		return t.into("steps", "over", "words", a.words, "found", string(FoundByQuestion))
	}
	vars := Vars{"step": quoted(s.Words), "words": quoted(a.words)}
	t.fact(StepChanged{s.Number, clip(a.words, draftWords)}, t.line("log.step_changed", vars), "")
	t.say("checkin.changed", vars)
	return t.dayIfPast(s)
}

func (t *turn) dayIfPast(s Step) next {
	if s.Day.Before(t.inDays(0)) {
		t.forget("day", "open")
		return "day"
	}
	return "over"
}

// moveStep gives the step its other day; the reminder goes along, or is asked for.
func moveStep(t *turn) next {
	s, ok := t.stepNow()
	day, good := t.keptDay()
	if !ok || !good {
		return done
	}
	moved := t.stepVars(Step{Words: s.Words, Day: day})
	t.fact(StepMoved{s.Number, day}, t.line("log.step_moved", moved), t.line("bare.step_moved", moved))
	t.say("checkin.moved", moved)
	if s.Remind.IsZero() {
		return "remind"
	}
	t.moveReminder(s, day)
	return "over"
}
