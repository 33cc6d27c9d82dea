package store

import (
	"maps"
	"slices"

	"stapmaat/dialog"
)

// applyPlan changes goals and steps on copies of what the turn read. Unknown
// events change nothing: they are kept as events.
func (t *factTurn) applyPlan(event dialog.Event) {
	switch e := event.(type) {
	case dialog.GoalSet:
		t.setGoal(dialog.Goal{Number: e.Goal, Sub: e.Sub, Words: e.Words, State: dialog.GoalOpen, At: t.now})
	case dialog.GoalSaid:
		t.changeGoal(e.Goal, func(g *dialog.Goal) { goalAspect(g, e.Aspect, e.Words) })
	case dialog.GoalEnded:
		t.changeGoal(e.Goal, func(g *dialog.Goal) { g.State = e.State })
	case dialog.StepSet:
		state := dialog.StepOpen
		if e.By == dialog.ByMentor {
			state = dialog.StepAsked
		}
		t.setStep(dialog.Step{Number: e.Step, Goal: e.Goal, Words: e.Words, Day: e.Day, By: e.By, ByName: e.ByName, FoundBy: e.FoundBy, State: state, At: t.now})
	case dialog.StepMoved:
		t.changeStep(e.Step, func(s *dialog.Step) { s.Day, s.Moves = e.Day, s.Moves+1 })
	case dialog.StepChanged:
		t.changeStep(e.Step, func(s *dialog.Step) { s.Words = e.Words })
	case dialog.ReminderSet:
		t.changeStep(e.Step, func(s *dialog.Step) { s.Remind = e.At })
	case dialog.StepEnded:
		t.changeStep(e.Step, func(s *dialog.Step) { s.State, s.Note = e.State, e.Words })
	case dialog.StepHelped:
		t.changeStep(e.Step, func(s *dialog.Step) { s.Note = e.Words })
	case dialog.StepNotYet:
		t.changeStep(e.Step, func(s *dialog.Step) { s.Note = e.Words })
	case dialog.StepAnswered:
		t.changeStep(e.Step, func(s *dialog.Step) { s.State = answeredState(e.Accepted) })
	}
}

func answeredState(accepted bool) dialog.StepState {
	if accepted {
		return dialog.StepOpen
	}
	return dialog.StepDeclined
}

func goalAspect(g *dialog.Goal, aspect, words string) {
	field := map[string]*string{"words": &g.Words, "why": &g.Why, "notice": &g.Notice, "helper": &g.Helper,
		"obstacle": &g.Obstacle, "then": &g.Then, "celebrate": &g.Celebrate}[aspect]
	if field != nil {
		*field = words
	}
}

// goalDraft and stepDraft are rows on their way; n is the event that set them, of
// use only when it is one of this turn.
type goalDraft struct {
	dialog.Goal
	n int
}

type stepDraft struct {
	dialog.Step
	n int
}

func (t *factTurn) setGoal(g dialog.Goal) {
	if t.goals == nil {
		t.goals = map[int]*goalDraft{}
	}
	t.goals[g.Number] = &goalDraft{g, t.n}
}

func (t *factTurn) changeGoal(number int, change func(*dialog.Goal)) {
	if t.goals[number] == nil {
		g, ok := t.Person.Goal(number)
		if !ok {
			return
		}
		t.setGoal(g)
	}
	change(&t.goals[number].Goal)
}

func (t *factTurn) setStep(s dialog.Step) {
	if t.steps == nil {
		t.steps = map[int]*stepDraft{}
	}
	t.steps[s.Number] = &stepDraft{s, t.n}
}

func (t *factTurn) changeStep(number int, change func(*dialog.Step)) {
	if t.steps[number] == nil {
		s, ok := t.Person.Step(number)
		if !ok {
			return
		}
		t.setStep(s)
	}
	change(&t.steps[number].Step)
}

// finishPlan seals the goals and steps that changed, each once.
func (t *factTurn) finishPlan() error {
	for _, number := range slices.Sorted(maps.Keys(t.goals)) {
		g := t.goals[number]
		words, err := t.key.SealJSON(goalWords{g.Words, g.Why, g.Notice, g.Helper, g.Obstacle, g.Then, g.Celebrate}, planPlace("goal.words", t.Person.ID, number))
		if err != nil {
			return err
		}
		t.writes.goals = append(t.writes.goals, goalWrite{planKey{t.Person.ID, number, t.Organisation, t.Inbox, g.n, g.At}, g.Sub, words, g.State})
	}
	for _, number := range slices.Sorted(maps.Keys(t.steps)) {
		s := t.steps[number]
		words, err := t.key.SealJSON(stepWords{s.Words, s.ByName, s.Note}, planPlace("step.words", t.Person.ID, number))
		if err != nil {
			return err
		}
		t.writes.steps = append(t.writes.steps, stepWrite{planKey{t.Person.ID, number, t.Organisation, t.Inbox, s.n, s.At},
			s.Goal, words, orNull(s.Day), orNull(s.Remind), s.By, s.FoundBy, s.State, s.Moves})
	}
	return nil
}
