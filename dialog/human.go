package dialog

// human brings a human: at once when somebody is there, and with the truth when not.
func human() flow {
	return flow{name: "human", steps: []step{
		{name: "begin", ask: beginHuman},
		{name: "words", words: true,
			ask:  func(t *turn) next { return t.ask("human.words", nil, t.opts("nothing")...) },
			take: takeHumanWords},
	}}
}

// beginHuman tells the mentor first; words may follow.
func beginHuman(t *turn) next {
	if t.kept("why") == "repair" {
		t.say("repair.human", nil)
	}
	t.fact(AskedHuman{}, "", "")
	t.note(Note{To: ToMentor, Key: "note.asks_human", Lane: LaneAnswer})
	m := t.p.Mentor
	switch {
	case m.ID == 0 || !m.Reached:
		t.say("human.organisation", nil)
	case m.Open:
		t.say("human.open", nil)
	case m.Opens != "":
		t.say("human.closed", Vars{"opens": m.Opens})
	default:
		t.say("human.closed_unknown", nil)
	}
	if !t.takesPart() {
		return t.leave()
	}
	return "words"
}

func takeHumanWords(t *turn, a answer) next {
	if a.choice == "" {
		t.note(Note{To: ToMentor, Key: "note.human_words", Vars: map[string]string{"words": quoted(a.words)}, Lane: LaneAnswer})
		t.say("human.passed_on", nil)
	}
	if t.kept("open") != "" {
		return done // the question that was open comes back
	}
	t.say("thread.aside", nil)
	return t.leave()
}
