package dialog

import "slices"

// mostLinks is how many links one sitting asks for: more is a task, not a look.
const mostLinks = 3

// links lets the person see what holds back or helps what. She says it, we say it
// back in her words; which of it counts is hers to tell.
func links() flow {
	return flow{name: "links", steps: []step{
		{name: "ask", words: true, ask: askLink, take: takeLink},
		{name: "from", words: true, ask: askFrom, take: takeFrom},
		{name: "to", words: true, ask: askTo, take: takeTo},
		{name: "kind", ask: askKind, take: takeKind},
		{name: "say", words: true, ask: sayLink, take: takeLinkWords},
		{name: "more", words: true, ask: moreLinks, take: takeMoreLinks},
		{name: "first", words: true, ask: askFirst, take: takeFirst},
		{name: "other", words: true, ask: askOther, take: takeFirst},
	}}
}

func askLink(t *turn) next {
	t.forget("from", "to", "kind", "words")
	if t.kept("again") != "" {
		return t.ask("links.again", nil, append(t.subOptions(t.placed()), t.opt("dontknow"))...)
	}
	return t.ask("links.ask", nil, append(t.subOptions(t.placed()), t.opt("dontknow"))...)
}

func takeLink(t *turn, a answer) next {
	if a.choice == "dontknow" {
		return t.noLink()
	}
	if sub, ok := chosenSub(a); ok {
		t.keep("from", sub)
		return "to"
	}
	if t.private(a.words) {
		return again
	}
	t.keep("words", a.words)
	from, to := t.pair(a.words)
	t.keep("from", from)
	t.keep("to", to)
	return t.linkPart()
}

// noLink is "weet ik niet": fine at once, and fine after the first one.
func (t *turn) noLink() next {
	if len(t.p.Links) > 0 {
		return "first"
	}
	t.pass("links")
	t.say("links.passed", nil)
	return done
}

// linkPart is the question for the part of the link that is not known yet.
func (t *turn) linkPart() next {
	switch {
	case t.kept("from") == "":
		return "from"
	case t.kept("to") == "":
		return "to"
	}
	return "kind"
}

func askFrom(t *turn) next {
	options := append(t.subOptions(t.placed()), t.opt("dontknow"))
	return t.ask("links.from", Vars{"words": quoted(t.kept("words"))}, options...)
}

func takeFrom(t *turn, a answer) next { return t.takeEnd(a, "from") }

func askTo(t *turn) next {
	from := t.kept("from")
	others := slices.DeleteFunc(t.placed(), func(s SubPillar) bool { return s.ID == from })
	return t.ask("links.to", Vars{"from": t.subTitle(from)}, append(t.subOptions(others), t.opt("dontknow"))...)
}

func takeTo(t *turn, a answer) next { return t.takeEnd(a, "to") }

// takeEnd takes one end of a link, by a tap or by words in which it is found.
func (t *turn) takeEnd(a answer, end string) next {
	if a.choice == "dontknow" {
		return t.noLink()
	}
	sub, ok := chosenSub(a)
	if !ok {
		sub = t.subIn(a.words, t.kept("from"))
	}
	if sub == "" {
		t.say("links.choose", nil)
		return again
	}
	t.keep(end, sub)
	if end == "from" && t.kept("to") == sub {
		t.keep("to", "")
	}
	return t.linkPart()
}

func moreLinks(t *turn) next {
	return t.ask("links.more", nil, t.opts("onemorelink", "enoughlinks")...)
}

func takeMoreLinks(t *turn, a answer) next {
	switch a.choice {
	case "onemorelink":
		return "ask"
	case "enoughlinks":
		return "first"
	}
	t.forget("from", "to", "kind", "words")
	return takeLink(t, a)
}
