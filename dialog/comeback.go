package dialog

import "strings"

// listen is for words that no question waits for: somebody comes (back).
func (t *turn) listen(text string) {
	asked, waits := t.p.OpenQuestion()
	switch {
	case t.p.Desk != nil:
		t.deskListen()
	case waits:
		t.dangerLate(asked, text)
	case t.p.Under18:
		if t.p.Alarm {
			t.say("minor.here", nil) // somebody in danger is not sent away
			return
		}
		t.sayToMinor("minor.again")
	case t.p.Suicide:
		t.withYou(text)
	case !t.p.Invited:
		t.say("door.closed", nil)
	case !t.given(Joined):
		t.interrupt("welcome")
	case t.solvable() && t.texts.says(text, "crisis.over"):
		t.solved()
	case t.toldStep(text):
	case len(strings.Fields(text)) > 3:
		t.interrupt("fire", "words", text)
	default:
		t.interrupt("comeback")
	}
}

// comeback meets somebody who returns, after an hour or a year: no word about the silence.
func comeback() flow {
	return flow{name: "comeback", steps: []step{
		{name: "begin", ask: beginComeback},
		{name: "ask",
			ask:  askComeback,
			take: takeComeback},
		{name: "over", ask: func(*turn) next { return done }},
	}}
}

// beginComeback comes back to a step whose day has passed; on a watched phone what
// it was stands behind the door.
func beginComeback(t *turn) next {
	if !t.stepWaits() || t.p.Alarm {
		return "ask"
	}
	t.say("comeback.hello", nil)
	n := t.into("checkin", "over")
	if t.p.Phone == PhoneWatched {
		t.begin("door")
	}
	return n
}

func askComeback(t *turn) next {
	if !t.p.Alarm {
		return t.ask("comeback.ask", nil, t.opts("goon", "fire", "humanplease")...)
	}
	return t.ask("comeback.alarm", Vars{"human": t.alarmStands()}, append(t.overOption(), t.opts("goon", "fire", "humanplease")...)...)
}

// overOption lets somebody say that what the alarm was about is over.
func (t *turn) overOption() []option {
	if !t.solvable() {
		return nil
	}
	return t.opts("solved")
}

func takeComeback(t *turn, a answer) next {
	switch a.choice {
	case "solved":
		t.solved()
		return t.leave()
	case "fire":
		return t.into("fire", "over")
	case "humanplease":
		t.drop()
		t.begin("human")
		return again
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
		if t.in.Kind == Typed && clip(t.in.Text, draftWords) == words {
			words = t.in.Text // the draft holds only its beginning
		}
		t.keep("told", "yes")
		if t.unkept(words) {
			t.keep("words", "·")
		} else {
			t.fact(StoryTold{"", words}, t.line("log.fire", Vars{"words": quoted(words)}), "")
		}
		t.applying(words)
	}
	if t.kept("words") == "·" {
		return t.ask("health.fire", nil, t.opts("humanplease", "goon", "leaveit")...)
	}
	if t.wonder != "" {
		return t.wonderFirst("heard")
	}
	if t.reflected {
		return t.ask("model.fire", nil, append(t.overOption(), t.opts("humanplease", "goon", "leaveit")...)...)
	}
	return t.ask("fire.heard", Vars{"words": quoted(t.kept("words"))}, append(t.overOption(), t.opts("humanplease", "goon", "leaveit")...)...)
}

func takeFire(t *turn, a answer) next {
	switch a.choice {
	case "humanplease":
		t.drop()
		t.begin("human")
		return again
	case "solved":
		t.solved()
		return t.leave()
	case "leaveit":
		t.say("fire.left", nil)
		return t.leave()
	}
	if goal, ok := t.p.Current(); ok {
		t.say("fire.goal", Vars{"goal": quoted(goal.Words)})
	}
	return done
}
