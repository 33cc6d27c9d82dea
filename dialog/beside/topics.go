package beside

import (
	"cmp"
	"slices"
	"time"

	"stapmaat/dialog"
)

// Placing is where the mentor sees somebody on the bridge: beside her own word, never
// in its place.
type Placing struct {
	Bridge   string // version
	Sub      string
	Rung     int
	NotForMe bool
	At       time.Time
}

// View is all that the mentor may know of somebody, to find what could be talked about.
type View struct {
	Person  dialog.Person // as Seen gives her
	Facts   []Fact
	Mine    []Placing // one a sub-pillar, the newest
	Silence Silence
}

// Topic is something to talk about, and why: a rule below found it in recorded facts.
type Topic struct {
	Kind  string // which rule; the desk has the words for it
	Sub   string // sub-pillar id, "" when it is about none
	Title string // of what it is about: the words of a goal or step, "" when they were not shared
	Count int    // how often, how many rungs, how many links
	At    time.Time
}

// The kinds of topics, the strongest first. Each is a question to start from, never a verdict.
const (
	SetbackSilence = "setback_silence" // a step did not happen, and since then she is silent for longer than usual
	StepStuck      = "step_stuck"      // an open step did not happen, or got another day, twice or more
	StepsPast      = "steps_past"      // two or more open steps whose day has gone by
	Difference     = "difference"      // the mentor sees her two rungs or more away from where she sees herself
	LinkHub        = "link_hub"        // one sub-pillar holds back two or more others: a step there unblocks most
	GoalNoWhy      = "goal_no_why"     // an open goal of three days or older without a reason
	GoalNoStep     = "goal_no_step"    // an open goal of three days or older on which nothing stands to be done
	StepBack       = "step_back"       // a lower rung than before, in the last month
	Undiscussed    = "undiscussed"     // places on the bridge that were not talked over yet
	Celebrate      = "celebrate"       // something was reached or done in the last two weeks
)

var strongest = []string{SetbackSilence, StepStuck, StepsPast, Difference, LinkHub, GoalNoWhy, GoalNoStep, StepBack, Undiscussed}

const (
	topics    = 3
	fresh     = 14 * 24 * time.Hour // how long something done is news
	ripe      = 3 * 24 * time.Hour  // how long a goal may go without a reason or a step
	lately    = 30 * 24 * time.Hour
	apart     = 2 // rungs between two views that are worth a talk
	often     = 2 // times that a step may stay undone before it is worth a talk
	holdsBack = 2 // links from one place that make it a knot
)

// Topics are at most three things to talk about, the strongest first, one of a kind. If
// there is something to celebrate it is one of them, and the first: people grow by what went well.
func (v View) Topics() []Topic {
	var all []Topic
	for _, rule := range []func() []Topic{v.setbackSilence, v.stepStuck, v.stepsPast, v.difference, v.linkHub, v.goals, v.stepBack, v.undiscussed} {
		all = append(all, rule()...)
	}
	slices.SortStableFunc(all, func(a, b Topic) int {
		return cmp.Or(cmp.Compare(slices.Index(strongest, a.Kind), slices.Index(strongest, b.Kind)), cmp.Compare(b.Count, a.Count), b.At.Compare(a.At))
	})
	all = slices.CompactFunc(all, func(a, b Topic) bool { return a.Kind == b.Kind })
	if c, ok := v.celebrate(); ok {
		all = append([]Topic{c}, all...)
	}
	return all[:min(topics, len(all))]
}

// notYet counts how often each step was told not to have happened, and when last.
func (v View) notYet() (count map[int]int, last time.Time) {
	count = map[int]int{}
	for _, f := range v.Facts {
		if e, ok := f.Event.(dialog.StepNotYet); ok {
			count[e.Step]++
			if f.At.After(last) {
				last = f.At
			}
		}
	}
	return count, last
}

func (v View) setbackSilence() []Topic {
	_, last := v.notYet()
	for _, f := range v.Facts {
		if e, ok := f.Event.(dialog.GoalEnded); ok && e.State == dialog.GoalLetGo && f.At.After(last) {
			last = f.At
		}
	}
	heard := v.Person.Now.Add(-v.Silence.For)
	if last.IsZero() || !v.Silence.Longer || heard.Sub(last) > 24*time.Hour {
		return nil // what she wrote after it was no silence
	}
	return []Topic{{Kind: SetbackSilence, Count: int(v.Silence.For / (24 * time.Hour)), At: last}}
}

func (v View) stepStuck() (found []Topic) {
	undone, _ := v.notYet()
	for _, s := range v.Person.Steps {
		if n := max(s.Moves, undone[s.Number]); s.State == dialog.StepOpen && n >= often {
			found = append(found, Topic{Kind: StepStuck, Sub: v.subOf(s.Goal), Title: s.Words, Count: n, At: s.Day})
		}
	}
	return found
}

// Stuck tells whether a plan of hers stands still: a step that did not happen twice or
// more, or two or more steps whose day has gone by.
func (v View) Stuck() bool { return len(v.stepStuck()) > 0 || len(v.stepsPast()) > 0 }

func (v View) stepsPast() []Topic {
	t := Topic{Kind: StepsPast}
	for _, s := range v.Person.Steps {
		if Past(s, v.Person.Now) {
			t.Count++
			if t.At.IsZero() || s.Day.Before(t.At) {
				t.At, t.Title = s.Day, s.Words
			}
		}
	}
	if t.Count < often {
		return nil
	}
	return []Topic{t}
}

// Past tells whether the day of an open step has gone by.
func Past(s dialog.Step, now time.Time) bool {
	return s.State == dialog.StepOpen && !s.Day.IsZero() && now.Sub(s.Day) >= 24*time.Hour
}

func (v View) difference() (found []Topic) {
	for _, mine := range v.Mine {
		hers, ok := v.Person.Position(mine.Sub)
		if !ok || hers.NotForMe || mine.NotForMe || hers.Bridge != mine.Bridge {
			continue // rungs of two instruments are never subtracted
		}
		if d := max(mine.Rung-hers.Rung, hers.Rung-mine.Rung); d >= apart {
			found = append(found, Topic{Kind: Difference, Sub: mine.Sub, Count: d, At: hers.At})
		}
	}
	return found
}

func (v View) linkHub() (found []Topic) {
	held := map[string]map[string]bool{}
	for _, l := range v.Person.Links {
		if l.Helps {
			continue
		}
		if held[l.From] == nil {
			held[l.From] = map[string]bool{}
		}
		held[l.From][l.To] = true
	}
	for _, l := range v.Person.Links { // in the order in which she drew them
		if n := len(held[l.From]); n >= holdsBack && !l.Helps {
			found = append(found, Topic{Kind: LinkHub, Sub: l.From, Count: n, At: l.At})
			delete(held, l.From)
		}
	}
	return found
}

func (v View) goals() (found []Topic) {
	for _, g := range v.Person.Goals {
		if g.State != dialog.GoalOpen || v.Person.Now.Sub(g.At) < ripe {
			continue
		}
		if g.Why == "" && g.Words != "" {
			found = append(found, Topic{Kind: GoalNoWhy, Sub: g.Sub, Title: g.Words, At: g.At})
		}
		waits := slices.ContainsFunc(v.Person.Steps, func(s dialog.Step) bool {
			return s.Goal == g.Number && (s.State == dialog.StepOpen || s.State == dialog.StepAsked)
		})
		if !waits && g.Words != "" {
			found = append(found, Topic{Kind: GoalNoStep, Sub: g.Sub, Title: g.Words, At: g.At})
		}
	}
	return found
}

func (v View) stepBack() (found []Topic) {
	seen := map[string]bool{}
	for _, q := range v.Person.Positions {
		now, _ := v.Person.Position(q.Sub)
		was, moved := v.Person.Before(q.Sub)
		if seen[q.Sub] || !moved || now.NotForMe || was.NotForMe || now.Bridge != was.Bridge {
			continue
		}
		seen[q.Sub] = true
		if now.Rung < was.Rung && v.Person.Now.Sub(now.At) < lately {
			found = append(found, Topic{Kind: StepBack, Sub: q.Sub, Count: was.Rung - now.Rung, At: now.At})
		}
	}
	return found
}

func (v View) undiscussed() []Topic {
	t := Topic{Kind: Undiscussed}
	seen := map[string]bool{}
	for _, q := range v.Person.Positions {
		now, _ := v.Person.Position(q.Sub)
		if !seen[q.Sub] && !now.Discussed && !now.NotForMe {
			t.Count++
			if t.Sub == "" {
				t.Sub, t.At = q.Sub, now.At
			}
		}
		seen[q.Sub] = true
	}
	if t.Count == 0 {
		return nil
	}
	return []Topic{t}
}

// celebrate finds the newest goal that was reached, or else the newest step that was done.
func (v View) celebrate() (Topic, bool) {
	var goal, step Topic
	for _, f := range v.Facts {
		if v.Person.Now.Sub(f.At) > fresh {
			continue
		}
		switch e := f.Event.(type) {
		case dialog.GoalEnded:
			if g, ok := v.Person.Goal(e.Goal); ok && e.State == dialog.GoalReached && f.At.After(goal.At) {
				goal = Topic{Kind: Celebrate, Sub: g.Sub, Title: g.Words, At: f.At}
			}
		case dialog.StepEnded:
			if s, ok := v.Person.Step(e.Step); ok && e.State == dialog.StepDone && f.At.After(step.At) {
				step = Topic{Kind: Celebrate, Sub: v.subOf(s.Goal), Title: s.Words, At: f.At}
			}
		}
	}
	if !goal.At.IsZero() {
		return goal, true
	}
	return step, !step.At.IsZero()
}

func (v View) subOf(goal int) string {
	g, _ := v.Person.Goal(goal)
	return g.Sub
}
