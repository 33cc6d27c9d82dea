package dialog

import "time"

// mostLinks is how many links one sitting asks for: more is a task, not a look.
const mostLinks = 3

// links lets the person see what holds back or helps what. She says it, we say it
// back in her words; which of it counts is hers to tell.
func links() flow {
	return flow{name: "links", steps: []step{
		{name: "heard", ask: askLinkHeard, take: takeLinkHeard},
		{name: "ask", words: true, ask: askLink, take: takeLink},
		{name: "from", words: true, ask: askFrom, take: takeFrom},
		{name: "to", words: true, ask: askTo, take: takeTo},
		{name: "sure", ask: askLinkSure, take: takeLinkSure},
		{name: "kind", ask: askKind, take: takeKind},
		{name: "say", words: true, ask: sayLink, take: takeLinkWords},
		{name: "more", words: true, ask: moreLinks, take: takeMoreLinks},
		{name: "first", words: true, ask: askFirst, take: takeFirst},
		{name: "other", words: true, ask: askOther, take: takeFirst},
	}}
}

// mayLink tells whether there are two real places to see something between; a part
// of life that is "not for me" is none.
func (t *turn) mayLink() bool {
	return len(t.p.Links) == 0 && len(t.placed()) >= 2 && !t.passed("links", 7*24*time.Hour)
}

func askLink(t *turn) next {
	t.forget("from", "to", "kind", "words", "lost")
	key := "links.ask"
	if t.kept("again") != "" {
		key = "links.where"
	}
	return t.ask(key, nil, append(t.subOptions(t.placed()), t.opt("dontknow"))...)
}

func takeLink(t *turn, a answer) next {
	if a.choice == "dontknow" {
		return t.noLink()
	}
	if sub, ok := chosenSub(a); ok {
		t.keep("from", sub)
		return "to"
	}
	switch t.unsaid(a) {
	case odd:
		return again
	case plainNo:
		return t.noLink()
	case plainYes:
		t.keep("again", "yes")
		return "ask"
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

// noLink is "weet ik niet": fine at once, and fine after the first one. Words that
// found no place on the bridge are kept all the same.
func (t *turn) noLink() next {
	words := t.kept("words")
	switch {
	case words != "":
		t.fact(LinkSaid{words}, t.line("log.link_said", Vars{"words": quoted(words)}), t.line("bare.link", nil))
		t.say("links.kept", Vars{"words": quoted(words)})
	case len(t.p.Links) == 0:
		t.say("links.passed", nil)
	}
	if len(t.p.Links) > 0 {
		return "first"
	}
	t.pass("links")
	return done
}

func moreLinks(t *turn) next {
	if _, heard := t.linkHint(); heard {
		return "heard"
	}
	return t.ask("links.more", nil, t.opts("onemorelink", "enoughlinks")...)
}

func takeMoreLinks(t *turn, a answer) next {
	switch a.choice {
	case "onemorelink":
		return "ask"
	case "enoughlinks":
		return "first"
	}
	if t.unsaid(a) == plainNo {
		return "first"
	}
	t.forget("from", "to", "kind", "words", "lost")
	return takeLink(t, a)
}
