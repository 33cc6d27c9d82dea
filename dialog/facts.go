package dialog

// Questions that flows ask of a person's facts.

// Position is where the person stands on a sub-pillar now.
func (p *Person) Position(sub string) (Position, bool) {
	for i := len(p.Positions) - 1; i >= 0; i-- {
		if p.Positions[i].Sub == sub {
			return p.Positions[i], true
		}
	}
	return Position{}, false
}

// Before is where the person stood on a sub-pillar before that, on another rung.
func (p *Person) Before(sub string) (Position, bool) {
	now, ok := p.Position(sub)
	if !ok {
		return Position{}, false
	}
	for i := len(p.Positions) - 1; i >= 0; i-- {
		if q := p.Positions[i]; q.Sub == sub && (q.Rung != now.Rung || q.NotForMe != now.NotForMe) {
			return q, true
		}
	}
	return Position{}, false
}

// Open lists the sub-pillars of a bridge that are not placed yet.
func (p *Person) Open(b *Bridge) []SubPillar {
	var open []SubPillar
	for _, s := range b.Subs() {
		if _, placed := p.Position(s.ID); !placed {
			open = append(open, s)
		}
	}
	return open
}

// Progress counts the steps gained on the bridge: for every sub-pillar the rung
// now less the first rung ever, "not for me" left out. Our own rule, since the
// guide has points but no formula: one step back and two gained elsewhere is one gained.
// Places of different versions are never subtracted.
func (p *Person) Progress(b *Bridge) int {
	first := map[string]int{}
	gained := 0
	for _, q := range p.Positions {
		if _, seen := first[q.Sub]; !seen && !q.NotForMe && q.Bridge == b.Version {
			first[q.Sub] = q.Rung
		}
	}
	for sub, rung := range first {
		if now, ok := p.Position(sub); ok && !now.NotForMe && now.Bridge == b.Version {
			gained += now.Rung - rung
		}
	}
	return gained
}

// Goal finds a goal by its number.
func (p *Person) Goal(number int) (Goal, bool) {
	for _, g := range p.Goals {
		if g.Number == number {
			return g, true
		}
	}
	return Goal{}, false
}

// Current is the goal that is being worked on: the newest open one.
func (p *Person) Current() (Goal, bool) {
	for i := len(p.Goals) - 1; i >= 0; i-- {
		if p.Goals[i].State == GoalOpen {
			return p.Goals[i], true
		}
	}
	return Goal{}, false
}

// Step finds a step by its number.
func (p *Person) Step(number int) (Step, bool) {
	for _, s := range p.Steps {
		if s.Number == number {
			return s, true
		}
	}
	return Step{}, false
}

// StepsOf lists the steps of a goal that were not let go or declined.
func (p *Person) StepsOf(goal int) []Step {
	var of []Step
	for _, s := range p.Steps {
		if s.Goal == goal && s.State != StepLetGo && s.State != StepDeclined {
			of = append(of, s)
		}
	}
	return of
}
