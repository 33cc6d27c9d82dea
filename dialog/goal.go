package dialog

import "strconv"

// goal is one near goal in the person's own words. What matters most comes first,
// so that who is tired can stop after the reason.
func goal() flow {
	return flow{name: "goal", steps: []step{
		{name: "what", words: true, ask: askGoal, take: takeGoal},
		{name: "why", words: true, ask: askAspect("why"), take: takeAspect("why", "enough")},
		{name: "enough", ask: askEnough, take: takeEnough},
		{name: "notice", words: true, ask: askAspect("notice"), take: takeAspect("notice", "helper")},
		{name: "helper", words: true, ask: askHelper, take: takeHelper},
		{name: "obstacle", words: true, ask: askAspect("obstacle"), take: takeObstacle},
		{name: "then", words: true, ask: askThen, take: takeAspect("then", "celebrate")},
		{name: "celebrate", words: true, ask: askAspect("celebrate"), take: takeAspect("celebrate", "over")},
		{name: "over", ask: func(*turn) next { return done }},
	}}
}

func askGoal(t *turn) next {
	if title := t.subTitle(t.s.First); title != "" {
		return t.ask("goal.what_about", Vars{"title": title}, t.opt("notknown"))
	}
	return t.ask("goal.what", nil, t.opt("notknown"))
}

// takeGoal records the goal at once; asked again by "back", its words change.
func takeGoal(t *turn, a answer) next {
	if a.choice == "notknown" {
		t.pass("goal")
		t.say("goal.later", nil)
		return done
	}
	if t.private(a.words) {
		return again
	}
	if _, ok := t.goalNow(); ok {
		t.goalSaid("words", a.words)
		return "why"
	}
	sub := t.s.First
	if sub == "" {
		sub = t.subIn(a.words, "")
	}
	number := t.nextGoal()
	t.fact(GoalSet{number, sub, a.words}, t.line("log.goal", Vars{"words": quoted(a.words)}), t.line("bare.goal", nil))
	t.s.First = ""
	t.keep("goal", strconv.Itoa(number))
	t.applying(a.words)
	return "why"
}

// goalNow is the goal that this flow is about; none before it is set.
func (t *turn) goalNow() (Goal, bool) {
	n, _ := strconv.Atoi(t.kept("goal"))
	return t.p.Goal(n)
}

func (t *turn) nextGoal() int {
	most := 0
	for _, g := range t.p.Goals {
		most = max(most, g.Number)
	}
	return most + 1
}

// askAspect puts the question on one side of the goal.
func askAspect(aspect string) func(*turn) next {
	return func(t *turn) next {
		g, ok := t.goalNow()
		if !ok || g.State != GoalOpen {
			return done
		}
		return t.ask("goal."+aspect, Vars{"goal": quoted(g.Words)}, t.opt("skipit"))
	}
}

// takeAspect keeps what was said about one side of the goal; nothing is fine.
func takeAspect(aspect string, to next) func(*turn, answer) next {
	return func(t *turn, a answer) next {
		if a.choice != "" {
			return to
		}
		if t.private(a.words) {
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
	return t.ask("goal.enough", nil, t.opts("askon", "stepfirst", "restnow")...)
}

func takeEnough(t *turn, a answer) next {
	switch a.choice {
	case "askon":
		return "notice"
	case "restnow":
		return t.into("later", "over")
	}
	return "over"
}

func askHelper(t *turn) next {
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
	if a.choice != "" {
		return "celebrate"
	}
	return takeAspect("obstacle", "then")(t, a)
}

func askThen(t *turn) next {
	g, ok := t.goalNow()
	if !ok || g.State != GoalOpen {
		return done
	}
	return t.ask("goal.then", Vars{"obstacle": quoted(g.Obstacle)}, t.opt("dontknow"))
}

// hasMentor tells whether there is a mentor who can be asked something here.
func (t *turn) hasMentor() bool { return t.p.Mentor.ID != 0 && t.p.Mentor.Reached }

// mentorName is the first name, or "Je begeleider".
func (t *turn) mentorName() string { return t.vars(nil)["First"] }
