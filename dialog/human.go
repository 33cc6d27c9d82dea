package dialog

// human brings a human: at once when somebody is there, and with the truth when not.
func human() flow {
	return flow{name: "human", steps: []step{
		{name: "begin", ask: beginHuman},
		{name: "offer", ask: offerHuman, take: takeOffered},
		{name: "tell", ask: tellHuman},
		{name: "words", words: true, asks: 1,
			ask:  func(t *turn) next { return t.ask("human.words", nil, t.opts("nothing")...) },
			take: takeHumanWords},
		{name: "sure", words: true, asks: 1, ask: askHumanWords, take: takeHumanSure},
	}}
}

// beginHuman tells whether the person asked, or the bot is lost and may only offer.
func beginHuman(t *turn) next {
	if t.kept("why") != "" {
		return "offer"
	}
	return "tell"
}

func offerHuman(t *turn) next {
	key := "repair.human"
	if t.kept("why") == "model" {
		key = "model.human" // a model thinks that she wants one: she says so herself
	}
	return t.ask(key, nil, t.opts("callme", "nohuman")...)
}

func takeOffered(t *turn, a answer) next {
	switch {
	case a.choice == "callme":
		return "tell"
	case len(t.s.Flows) == 1:
		return t.aside()
	}
	return done
}

// tellHuman tells the mentor first; words may follow.
func tellHuman(t *turn) next {
	t.fact(AskedHuman{}, "", "")
	t.note(Note{To: ToMentor, Key: "note.asks_human", Lane: LaneAnswer})
	m := t.p.Mentor
	switch {
	case m.ID == 0 || !m.Reached:
		t.say("human.organisation", nil)
	case m.Open:
		t.say("human.open", nil)
	case !m.Opens.IsZero():
		t.say("human.closed", Vars{"opens": t.moment(m.Opens.In(t.p.Now.Location()))})
	default:
		t.say("human.closed_unknown", nil)
	}
	if !t.takesPart() {
		return t.leave()
	}
	return "words"
}

func takeHumanWords(t *turn, a answer) next {
	switch {
	case a.choice != "":
		return t.endHuman()
	case t.texts.wordless(a.words):
		return unclear
	}
	t.keep("words", a.words)
	return "sure"
}

// askHumanWords reads back what would go to the mentor: nothing goes unseen.
func askHumanWords(t *turn) next {
	return t.ask("human.sure", Vars{"words": quoted(t.kept("words"))}, t.opts("sendit", "dontsend")...)
}

func takeHumanSure(t *turn, a answer) next {
	switch {
	case a.choice == "sendit":
		t.note(Note{To: ToMentor, Key: "note.human_words", Vars: map[string]string{"words": quoted(t.kept("words"))}, Lane: LaneAnswer})
		t.say("human.passed_on", nil)
	case a.choice == "dontsend":
		t.say("human.not_sent", nil)
	case t.texts.wordless(a.words):
		return unclear
	default: // other words instead
		t.keep("words", a.words)
		return again
	}
	return t.endHuman()
}

func (t *turn) endHuman() next {
	if t.kept("open") != "" {
		return done // the question that was open comes back
	}
	t.say("thread.aside", nil)
	return t.leave()
}
