package dialog

import (
	"slices"
	"strconv"
	"time"
)

// mistake takes back something that was kept by mistake: it leaves every view, also
// the mentor's. The last one comes first, since that is nearly always meant.
func mistake() flow {
	return flow{name: "mistake", steps: []step{
		{name: "ask", ask: askMistake, take: takeMistake},
		{name: "over", ask: (*turn).aside},
	}}
}

// mayErr are the facts that can be called a mistake, newest first.
func (t *turn) mayErr() []Entry {
	all := slices.Clone(t.p.Record)
	for _, l := range t.p.Shared {
		all = append(all, Entry{Event: l.Event, Kind: l.Kind, Line: l.Text, At: l.At})
	}
	all = slices.DeleteFunc(all, func(e Entry) bool {
		return e.Event == 0 || !slices.Contains([]string{"placed", "goal_set", "step_set", "link_drawn", "link_said", "story_told"}, e.Kind) ||
			e.Kind == "goal_set" && t.hasSteps(e.At)
	})
	slices.SortStableFunc(all, func(a, b Entry) int { return int(b.Event - a.Event) })
	return all
}

// hasSteps tells whether a goal has steps: those would hang in the air.
func (t *turn) hasSteps(set time.Time) bool {
	return slices.ContainsFunc(t.p.Goals, func(g Goal) bool {
		return g.At.Equal(set) && slices.ContainsFunc(t.p.Steps, func(s Step) bool { return s.Goal == g.Number })
	})
}

func askMistake(t *turn) next {
	all, n := t.mayErr(), t.count("back")
	if n >= len(all) {
		t.say("mistake.none", nil)
		return "over"
	}
	options := t.opts("itwas", "itwasnot")
	if n+1 < len(all) {
		options = t.opts("itwas", "earlier", "itwasnot")
	}
	return t.ask("mistake.ask", Vars{"line": quoted(all[n].Line)}, options...)
}

func takeMistake(t *turn, a answer) next {
	all, n := t.mayErr(), t.count("back")
	switch {
	case a.choice == "itwasnot" || n >= len(all):
		return t.aside()
	case a.choice == "earlier":
		t.keep("back", strconv.Itoa(n+1))
		return again
	}
	e := all[n]
	for _, s := range t.p.Steps {
		if e.Kind == "step_set" && s.At.Equal(e.At) {
			t.timer(StepReminder, strconv.Itoa(s.Number), time.Time{})
		}
	}
	t.fact(Mistaken{Event: e.Event, Of: e.Kind, At: e.At}, "", "")
	t.unsum(e)
	t.say("mistake.gone", nil)
	return t.aside()
}

// applyMistake takes the fact out of the snapshot: it is known by its kind and moment.
func (p *Person) applyMistake(e Mistaken) {
	p.Record = slices.DeleteFunc(slices.Clone(p.Record), func(r Entry) bool { return r.Event == e.Event })
	switch e.Of {
	case "story_told":
		p.Story = slices.DeleteFunc(slices.Clone(p.Story), func(s Told) bool { return s.At.Equal(e.At) })
	case "placed":
		p.Positions = slices.DeleteFunc(slices.Clone(p.Positions), func(q Position) bool { return q.At.Equal(e.At) })
	case "link_drawn":
		p.Links = slices.DeleteFunc(slices.Clone(p.Links), func(l Link) bool { return l.At.Equal(e.At) })
	case "goal_set":
		p.Goals = slices.DeleteFunc(slices.Clone(p.Goals), func(g Goal) bool { return g.At.Equal(e.At) })
	case "step_set":
		p.Steps = slices.DeleteFunc(slices.Clone(p.Steps), func(s Step) bool { return s.At.Equal(e.At) })
	}
}
