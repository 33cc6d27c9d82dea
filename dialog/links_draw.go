package dialog

// The second half of a link: whether it holds back or helps, and her own words.

func askKind(t *turn) next {
	return t.ask("links.kind", t.linkVars(), t.opts("holds", "helps", "turned")...)
}

func takeKind(t *turn, a answer) next {
	if a.choice == "turned" {
		from := t.kept("from")
		t.keep("from", t.kept("to"))
		t.keep("to", from)
		return again
	}
	t.keep("kind", a.choice)
	if t.kept("words") == "" {
		return "say"
	}
	return t.drawLink()
}

func sayLink(t *turn) next { return t.ask("links.say", nil, t.opt("skipit")) }

func takeLinkWords(t *turn, a answer) next {
	if a.choice == "" {
		if t.private(a.words) {
			return again
		}
		t.keep("words", a.words)
	}
	return t.drawLink()
}

// drawLink records the link and says it back.
func (t *turn) drawLink() next {
	vars, words := t.linkVars(), t.kept("words")
	key, said := "log.link_holds", "links.drawn"
	if t.kept("kind") == "helps" {
		key = "log.link_helps"
	}
	if words != "" {
		said = "links.heard"
	}
	t.fact(LinkDrawn{t.kept("from"), t.kept("to"), t.kept("kind") == "helps", words}, t.line(key, vars), t.line("bare.link", nil))
	t.say(said, vars)
	t.keep("again", "yes")
	if len(t.p.Links) >= mostLinks {
		return "first"
	}
	return "more"
}

func (t *turn) linkVars() Vars {
	words := t.kept("words")
	return Vars{"from": t.subTitle(t.kept("from")), "to": t.subTitle(t.kept("to")), "words": quoted(words), "own": own(quoted(words))}
}
