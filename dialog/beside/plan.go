package beside

import (
	"maps"
	"slices"
	"time"

	"stapmaat/dialog"
)

// plan plays the events of goals and steps, each goal and step on a person of its own:
// Apply copies all steps for a change of one, and a caseload has thousands of changes.
type plan struct{ goal, step map[int]*dialog.Person }

func newPlan() plan { return plan{map[int]*dialog.Person{}, map[int]*dialog.Person{}} }

// apply plays an event of a goal or step, and tells whether it was one.
func (p plan) apply(event dialog.Event, at time.Time) bool {
	all, number := p.goal, 0
	switch e := event.(type) {
	case dialog.GoalSet:
		number = e.Goal
	case dialog.GoalSaid:
		number = e.Goal
	case dialog.GoalEnded:
		number = e.Goal
	default:
		if all, number = p.step, stepOf(event); number == 0 {
			return false
		}
	}
	one := all[number]
	if one == nil {
		one = &dialog.Person{}
		all[number] = one
	}
	one.Now = at
	one.Apply(event)
	return true
}

// stepOf is the step that an event is about; 0 for none.
func stepOf(event dialog.Event) int {
	switch e := event.(type) {
	case dialog.StepSet:
		return e.Step
	case dialog.StepMoved:
		return e.Step
	case dialog.StepChanged:
		return e.Step
	case dialog.StepEnded:
		return e.Step
	case dialog.StepNotYet:
		return e.Step
	case dialog.StepHelped:
		return e.Step
	case dialog.StepAnswered:
		return e.Step
	}
	return 0
}

func (p plan) goals() (all []dialog.Goal) {
	for _, n := range slices.Sorted(maps.Keys(p.goal)) {
		all = append(all, p.goal[n].Goals...)
	}
	return all
}

func (p plan) steps() (all []dialog.Step) {
	for _, n := range slices.Sorted(maps.Keys(p.step)) {
		all = append(all, p.step[n].Steps...)
	}
	return all
}
