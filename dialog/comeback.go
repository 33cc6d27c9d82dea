package dialog

import "strings"

// listen is for words that no question waits for: somebody comes (back).
func (t *turn) listen(text string) {
	switch {
	case t.p.Desk != nil:
		t.deskListen()
	case t.p.Under18:
		t.say("minor.again", nil)
	case !t.p.Invited:
		t.say("door.closed", nil)
	case !t.given(Joined):
		t.interrupt("welcome")
	case t.p.Suicide:
		t.say("crisis.with_you", nil)
	case len(strings.Fields(text)) > 3:
		t.interrupt("fire", "words", text)
	default:
		t.interrupt("comeback")
	}
}

// comeback meets somebody who returns, after an hour or a year: no word about the silence.
func comeback() flow {
	return flow{name: "comeback", steps: []step{
		{name: "ask",
			ask:  func(t *turn) next { return t.ask("comeback.ask", nil, t.opts("goon", "fire", "humanplease")...) },
			take: takeComeback},
		{name: "over", ask: func(*turn) next { return done }},
	}}
}

func takeComeback(t *turn, a answer) next {
	switch a.choice {
	case "fire":
		return t.into("fire", "over")
	case "humanplease":
		return t.into("human", "over")
	}
	return done
}

// fire is "er is nu iets aan de hand": it is heard, gets help, and is then laid
// beside the goal. It gets room, but does not take the whole talk.
func fire() flow {
	return flow{name: "fire", steps: []step{
		{name: "begin", ask: beginFire},
		{name: "what", words: true,
			ask: func(t *turn) next { return t.ask("fire.what", nil) },
			take: func(t *turn, a answer) next {
				t.keep("words", a.words)
				return "heard"
			}},
		{name: "heard", ask: hearFire, take: takeFire},
	}}
}

func beginFire(t *turn) next {
	if t.kept("words") == "" {
		return "what"
	}
	return "heard"
}

func hearFire(t *turn) next {
	if t.kept("told") == "" {
		words := t.kept("words")
		t.fact(StoryTold{"", words}, t.line("log.fire", Vars{"words": quoted(words)}), "")
		t.keep("told", "yes")
	}
	return t.ask("fire.heard", Vars{"words": quoted(t.kept("words"))}, t.opts("humanplease", "goon", "leaveit")...)
}

func takeFire(t *turn, a answer) next {
	switch a.choice {
	case "humanplease":
		t.drop()
		t.begin("human")
		return again
	case "leaveit":
		t.say("fire.left", nil)
		return t.leave()
	}
	if goal, ok := t.p.Current(); ok {
		t.say("fire.goal", Vars{"goal": quoted(goal.Words)})
	}
	return done
}
