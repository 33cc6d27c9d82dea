package dialog

import "time"

// welcome tells in four short bubbles what this is, and asks each consent apart.
func welcome() flow {
	return flow{name: "welcome", steps: []step{
		bubble("computer", "helps"),
		bubble("helps", "sees"),
		bubble("sees", "stopping"),
		{name: "stopping", ask: askJoin, take: takeJoin},
		{name: "sensitive", ask: askConsent(Sensitive), take: takeConsent(Sensitive, "sharing")},
		{name: "sharing", ask: askConsent(Sharing), take: takeConsent(Sharing, "name")},
		{name: "name", ask: askName, take: takeFirstName, words: true, exact: true},
	}}
}

// bubble is one part of the explanation with one tap to go on.
func bubble(name string, to next) step {
	return step{
		name: name,
		ask: func(t *turn) next {
			return t.ask("welcome."+name, nil, option{"ok", t.label("welcome.ok." + name)})
		},
		take: func(*turn, answer) next { return to },
	}
}

func askJoin(t *turn) next {
	return t.ask("welcome.stopping", nil, t.opts("join", "decline")...)
}

// takeJoin records that the person was told what this is, and whether she takes part.
func takeJoin(t *turn, a answer) next {
	joined := a.choice == "join"
	t.fact(Consented{Informed, true, t.texts.version("welcome.sees")}, "", "")
	t.fact(Consented{Joined, joined, t.texts.version("welcome.stopping")}, "", "")
	if !joined {
		return t.refuse()
	}
	t.timer(Unjoined, "", time.Time{})
	t.timer(TalkEnds, "", t.p.Now.Add(talkPause))
	if t.p.Mentor.ID != 0 {
		t.note(Note{To: ToMentor, Key: "note.came_in", Lane: LanePush})
	}
	return "sensitive"
}

// refuse ends it: nothing that was received is kept.
func (t *turn) refuse() next {
	t.fact(Refused{}, "", "")
	t.say("welcome.refused", nil)
	t.rest()
	return stay
}

func askConsent(kind ConsentKind) func(*turn) next {
	return func(t *turn) next { return t.ask("consent."+string(kind), nil, t.opts("yes", "no")...) }
}

func takeConsent(kind ConsentKind, to next) func(*turn, answer) next {
	return func(t *turn, a answer) next {
		t.fact(Consented{kind, a.choice == "yes", t.texts.version("consent." + string(kind))}, "", "")
		if a.choice != "yes" {
			t.say("consent."+string(kind)+".no", nil)
		}
		return to
	}
}

func askName(t *turn) next {
	var options []option
	if t.p.Name != "" {
		options = append(options, option{"this", quoted(t.p.Name)})
	}
	return t.ask("welcome.name", nil, append(options, t.opt("noname"))...)
}

func takeFirstName(t *turn, a answer) next {
	if t.takeName(a) == nameAgain {
		return again
	}
	t.afresh() // what came before was the welcome
	t.say("welcome.begun", nil)
	return done
}
