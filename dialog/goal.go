package dialog

import (
	"slices"
	"strconv"
	"strings"
)

// goal is one near goal in the person's own words. What matters most comes first,
// so that who is tired can stop after the reason; the rest can be filled in later.
func goal() flow {
	return flow{name: "goal", steps: slices.Concat(
		[]step{
			{name: "begin", ask: beginGoal},
			{name: "what", words: true, ask: askGoal, take: takeGoal},
		},
		goalAspects(),
		[]step{
			{name: "over", ask: endGoalTalk},
			{name: "wide", words: true, ask: askWide, take: takeWide},
		},
		unsureSteps(),
	)}
}

// beginGoal goes past what is known when a goal is filled in from the plan.
func beginGoal(t *turn) next {
	if t.kept("fill") != "" {
		return "why"
	}
	return "what"
}

func askGoal(t *turn) next {
	if title := t.subTitle(t.s.First); title != "" {
		return t.ask("goal.what_about", Vars{"title": title}, t.opt("notknown"))
	}
	return t.ask("goal.what", nil, t.opt("notknown"))
}

// takeGoal records the goal at once; asked again by "back", its words change.
func takeGoal(t *turn, a answer) next {
	switch kind := t.unsaid(a); {
	case kind == odd:
		return again
	case kind != ownWords || a.choice == "notknown":
		return "examples"
	case t.private(a.words):
		return again
	}
	t.setGoal(a.words)
	if isWide(a.words) {
		return "wide"
	}
	return "why"
}

// setGoal makes words the goal that the flow on top is about; one that it set before
// gets other words.
func (t *turn) setGoal(words string) {
	if _, ok := t.goalNow(); ok {
		t.goalSaid("words", words)
		return
	}
	sub := t.s.First
	if sub == "" {
		sub = t.subIn(words, "")
	}
	number := t.nextGoal()
	t.fact(GoalSet{number, sub, words}, t.goalLine(sub, words), t.line("bare.goal", nil))
	t.s.First = ""
	t.keep("goal", strconv.Itoa(number))
	t.applying(words)
}

// goalLine names the place on the bridge too: the mentor's page shows the goal there.
func (t *turn) goalLine(sub, words string) string {
	if s, _, ok := t.p.Bridge.Sub(sub); ok {
		return t.line("log.goal_on", Vars{"title": s.Title, "words": quoted(words)})
	}
	return t.line("log.goal", Vars{"words": quoted(words)})
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

// goalWords is how many words one near goal needs at most.
const goalWords = 15

// isWide tells whether a goal is several at once: many words, or three things in a row.
func isWide(words string) bool {
	parts := strings.FieldsFunc(words, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
	things := len(parts)
	for _, p := range parts {
		things += strings.Count(" "+plain(p)+" ", " en ")
	}
	return things > 2 || len(strings.Fields(words)) > goalWords
}

func askWide(t *turn) next { return t.ask("goal.wide", nil, t.opt("asis")) }

// takeWide takes what comes first. The whole wish was recorded already.
func takeWide(t *turn, a answer) next {
	switch {
	case t.unsaid(a) == odd || a.choice == "" && t.private(a.words):
		return again
	case a.choice == "" && !t.texts.noWords(a.words):
		t.goalSaid("words", a.words)
	}
	return "why"
}

// endGoalTalk shows the plan again when something was filled in.
func endGoalTalk(t *turn) next {
	if t.kept("fill") != "" {
		t.planByItself()
	}
	return done
}
