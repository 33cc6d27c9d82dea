package dialog

import (
	"slices"
	"strings"
	"time"
)

// mostLinks is how many links one sitting asks for: more is a task, not a look.
const mostLinks = 3

// links lets the person see what holds back or helps what. She says it, we say it
// back in her words; which of it counts is hers to tell.
func links() flow {
	return flow{name: "links", steps: []step{
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

// linkPart is the question for the part of the link that is not known yet. What her
// own words say already is only read back.
func (t *turn) linkPart() next {
	switch {
	case t.kept("from") == "":
		return "from"
	case t.kept("to") == "":
		return "to"
	}
	if kind := t.texts.kindIn(t.kept("words")); kind != "" {
		t.keep("kind", kind)
		return "sure"
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
		switch t.unsaid(a) {
		case odd:
			return again
		case plainNo, plainYes:
			return t.noLink()
		}
		if t.private(a.words) {
			return again
		}
		sub = t.subIn(a.words, t.kept("from"))
	}
	if sub == "" {
		return t.lostEnd(a.words)
	}
	t.keep(end, sub)
	if end == "from" && t.kept("to") == sub {
		t.keep("to", "")
	}
	return t.linkPart()
}

// lostEnd is for words in which no part of life is found. After a second try they
// are kept as they are.
func (t *turn) lostEnd(words string) next {
	t.keep("words", strings.TrimPrefix(t.kept("words")+". "+words, ". "))
	if t.kept("lost") != "" {
		return t.noLink()
	}
	t.keep("lost", "yes")
	t.say("links.choose", nil)
	return again
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
	if t.unsaid(a) == plainNo {
		return "first"
	}
	t.forget("from", "to", "kind", "words", "lost")
	return takeLink(t, a)
}
