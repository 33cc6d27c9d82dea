// Package beside is what those who stand beside somebody may know of her, and what
// they could talk about with her. It is pure, and holds the one rule on what the
// desk shows: everything follows from lines that the person shared, or that 48 hours
// bared. "Wat ziet mijn begeleider?" lists those same lines.
package beside

import (
	"slices"
	"time"

	"stapmaat/dialog"
)

// Fact is one recorded fact that the mentor may know.
type Fact struct {
	ID       int64 // of the event row
	Talk     int64
	At       time.Time // when it happened
	SharedAt time.Time
	Kind     string
	Line     string       // as the log and "wat ziet mijn begeleider?" say it
	Bare     bool         // only that it happened: the words stay with the person
	Event    dialog.Event // nil when the line is all there is to it
	// Discussed tells of a place on the bridge that it was talked over.
	Discussed bool
}

// Seen is the person as her mentor may see her: who she is and what she agreed to from
// about, and of all she told, placed and planned only what follows from facts, played in
// their order. A bare fact tells what its bare line tells and no more. Without consent to
// sharing nothing follows from anything, also not from what was shared before.
func Seen(about dialog.Person, facts []Fact) dialog.Person {
	p := about
	p.DebtHelp, p.Dream = dialog.DebtHelpNotAsked, ""
	p.Story, p.Positions, p.Links, p.Goals, p.Steps, p.Record = nil, nil, nil, nil, nil, nil
	if !Shares(about) {
		return p
	}
	now := p.Now
	plan := newPlan()
	for _, f := range InOrder(facts) {
		event := f.told()
		if event == nil {
			continue
		}
		if plan.apply(event, f.At) {
			continue
		}
		p.Now = f.At
		p.Apply(event)
		if n := len(p.Positions); n > 0 && f.Discussed {
			p.Positions[n-1].Discussed = true
		}
	}
	p.Now, p.Goals, p.Steps = now, plan.goals(), plan.steps()
	return p
}

// Shares tells whether the person's consent to sharing stands.
func Shares(p dialog.Person) bool { return p.Consents[dialog.Sharing].Given }

// InOrder sorts facts by when they were recorded.
func InOrder(facts []Fact) []Fact {
	if slices.IsSortedFunc(facts, func(a, b Fact) int { return int(a.ID - b.ID) }) {
		return facts
	}
	return slices.SortedFunc(slices.Values(facts), func(a, b Fact) int { return int(a.ID - b.ID) })
}

// told is what the fact's line tells. Who found a step stands on no line, nor does
// what a private step is for.
func (f Fact) told() dialog.Event {
	if f.Bare {
		return withoutWords(f.Event)
	}
	if e, ok := f.Event.(dialog.StepSet); ok {
		e.FoundBy = ""
		return e
	}
	return f.Event
}

// withoutWords leaves of an event what its bare line says: a day, a yes, an end. A
// place on the bridge has none: the line says that there is one, not which.
func withoutWords(event dialog.Event) dialog.Event {
	switch e := event.(type) {
	case dialog.GoalSet:
		return dialog.GoalSet{Goal: e.Goal}
	case dialog.GoalEnded, dialog.StepMoved, dialog.StepAnswered:
		return e
	case dialog.StepSet:
		return dialog.StepSet{Step: e.Step, Day: e.Day}
	case dialog.StepEnded:
		return dialog.StepEnded{Step: e.Step, State: e.State}
	case dialog.StepNotYet:
		return dialog.StepNotYet{Step: e.Step}
	}
	return nil
}
