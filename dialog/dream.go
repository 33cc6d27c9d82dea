package dialog

// dream comes before a goal: what is far away and good gives the small its sense.
func dream() flow {
	return flow{name: "dream", steps: []step{
		{name: "ask", words: true,
			ask:  func(t *turn) next { return t.ask("dream.ask", nil, t.opt("notknown")) },
			take: takeDream},
	}}
}

func takeDream(t *turn, a answer) next {
	switch kind := t.unsaid(a); {
	case kind == odd:
		return again
	case kind != ownWords || a.choice == "notknown":
		t.pass("dream")
		t.say("dream.later", nil)
		return done
	case t.private(a.words):
		return again
	}
	t.fact(DreamTold{a.words}, t.line("log.dream", Vars{"words": quoted(a.words)}), t.line("bare.dream", nil))
	t.say("dream.kept", Vars{"words": quoted(a.words)})
	return done
}
