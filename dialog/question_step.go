package dialog

// A step out of an answer: what has steps can become somebody's own, one at a time.

// mayMakeStep tells whether steps can be taken from what a passage says. While a goal is
// being chosen it waits: a step would need it.
func (t *turn) mayMakeStep(p Passage) bool {
	g, ok := t.p.Current()
	switch {
	case p.Plan == "" || !t.holdsFor(p) || t.p.Alarm || t.p.Suicide:
		return false
	case !ok:
		return !t.talking("goal") && !t.talking("small")
	}
	return len(t.openSteps(g.Number)) < mostSteps
}

// makeStep goes on with the first step of a passage that was answered with, read anew.
func makeStep(t *turn) next {
	p, ok := t.found(t.kept("passage"))
	switch {
	case t.in.Found == nil:
		t.out.Search = &Search{Passage: t.kept("passage")}
		return stay
	case !ok:
		t.say("answer.replaced", nil)
		return t.aside()
	case !t.mayMakeStep(p):
		t.say("repair.stale_alone", nil)
		return t.aside()
	}
	return t.into("steps", "over", "plan", p.Plan)
}
