package dialog

// What stands around a goal: why it matters, how to notice, who helps, what gets in
// the way and what then, how it is celebrated.

func goalAspects() []step {
	return []step{
		{name: "why", words: true, ask: askAspect("why", "enough"), take: takeAspect("why", "enough")},
		{name: "enough", ask: askEnough, take: takeEnough},
		{name: "notice", words: true, ask: askAspect("notice", "helper"), take: takeAspect("notice", "helper")},
		{name: "helper", words: true, ask: askHelper, take: takeHelper},
		{name: "obstacle", words: true, ask: askAspect("obstacle", "then"), take: takeObstacle},
		{name: "then", words: true, ask: askThen, take: takeAspect("then", "celebrate")},
		{name: "celebrate", words: true, ask: askAspect("celebrate", "over"), take: takeAspect("celebrate", "over")},
	}
}

// aspect is what was said about one side of a goal.
func (g Goal) aspect(name string) string {
	return map[string]string{"why": g.Why, "notice": g.Notice, "helper": g.Helper, "obstacle": g.Obstacle, "then": g.Then, "celebrate": g.Celebrate}[name]
}

// hasGaps tells whether a goal has sides about which nothing was said.
func (g Goal) hasGaps() bool {
	for _, name := range []string{"why", "notice", "helper", "obstacle", "celebrate"} {
		if g.aspect(name) == "" {
			return true
		}
	}
	return false
}

// filled tells whether filling in goes past a side because it is known.
func (t *turn) filled(g Goal, aspect string) bool {
	return t.kept("fill") != "" && g.aspect(aspect) != ""
}

// askAspect puts the question on one side of the goal; to is where it goes on.
func askAspect(aspect string, to next) func(*turn) next {
	return func(t *turn) next {
		g, ok := t.goalNow()
		switch {
		case !ok || g.State != GoalOpen:
			return done
		case t.filled(g, aspect):
			return to
		}
		return t.ask("goal."+aspect, Vars{"goal": short(g.Words)}, t.opt("skipit"))
	}
}

// takeAspect keeps what was said about one side of the goal; nothing is fine.
func takeAspect(aspect string, to next) func(*turn, answer) next {
	return func(t *turn, a answer) next {
		switch kind := t.unsaid(a); {
		case kind == odd:
			return again
		case kind != ownWords || a.choice != "":
			return to
		case t.private(a.words):
			return again
		}
		t.goalSaid(aspect, a.words)
		return to
	}
}

func (t *turn) goalSaid(aspect, words string) {
	if g, ok := t.goalNow(); ok {
		t.fact(GoalSaid{g.Number, aspect, words}, t.line("log.goal_"+aspect, Vars{"words": quoted(words)}), "")
	}
}

// askEnough offers to leave it at that: a goal with a reason is enough to begin.
func askEnough(t *turn) next {
	if t.kept("fill") != "" {
		return "notice"
	}
	return t.ask("goal.enough", nil, t.opts("askon", "stepfirst", "restnow")...)
}

func takeEnough(t *turn, a answer) next {
	switch a.choice {
	case "askon":
		return "notice"
	case "restnow":
		return t.into("later", "over")
	}
	t.afresh() // who wants a step now is not asked once more whether to go on
	return "over"
}

func askHelper(t *turn) next {
	if g, ok := t.goalNow(); ok && t.filled(g, "helper") {
		return "obstacle"
	}
	options := t.opts("nobody", "skipit")
	if t.hasMentor() {
		options = append([]option{{"mentor", fits(t.mentorName())}}, options...)
	}
	return t.ask("goal.helper", nil, options...)
}

func takeHelper(t *turn, a answer) next {
	if a.choice == "mentor" {
		t.goalSaid("helper", t.mentorName())
		return "obstacle"
	}
	return takeAspect("helper", "obstacle")(t, a)
}

// takeObstacle goes on to what then; without an obstacle there is no "then".
func takeObstacle(t *turn, a answer) next {
	to := takeAspect("obstacle", "then")(t, a)
	if g, _ := t.goalNow(); to == "then" && g.Obstacle == "" {
		return "celebrate"
	}
	return to
}

func askThen(t *turn) next {
	g, ok := t.goalNow()
	switch {
	case !ok || g.State != GoalOpen:
		return done
	case t.filled(g, "then"):
		return "celebrate"
	}
	return t.ask("goal.then", Vars{"obstacle": quoted(g.Obstacle)}, t.opt("dontknow"))
}
