package dialog

import (
	"unicode"
	"unicode/utf8"
)

// The second half of a link: whether it holds back or helps, and her own words.

// askLinkSure reads back what her words say: "door schulden slaap ik slecht" needs no
// question about which way it goes.
func askLinkSure(t *turn) next {
	if t.kept("kind") == "" {
		return "kind" // come back to by "terug": there was nothing to read back
	}
	return t.ask("links.sure", Vars{"said": t.linkSaid(t.kept("kind"))}, t.opts("yes", "no")...)
}

func takeLinkSure(t *turn, a answer) next {
	if a.choice == "no" {
		return "kind"
	}
	return t.drawLink()
}

func askKind(t *turn) next {
	vars := Vars{"harder": t.linkSaid("holds"), "easier": t.linkSaid("helps")}
	return t.ask("links.kind", vars, t.opts("holds", "helps", "turned")...)
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

// linkSaid says a link in words: "Door schulden gaat het moeilijker met wonen". kind
// is "holds" or "helps".
func (t *turn) linkSaid(kind string) string { return t.texts.label("links."+kind, t.linkVars()) }

func sayLink(t *turn) next { return t.ask("links.say", nil, t.opt("skipit")) }

func takeLinkWords(t *turn, a answer) next {
	switch {
	case t.unsaid(a) == odd || a.choice == "" && t.private(a.words):
		return again
	case a.choice == "" && !t.texts.noWords(a.words):
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
	vars["said"] = t.linkSaid(t.kept("kind"))
	t.say(said, vars)
	t.keep("again", "yes")
	if len(t.p.Links) >= mostLinks {
		return "first"
	}
	return "more"
}

func (t *turn) linkVars() Vars {
	words := t.kept("words")
	return Vars{"from": lower(t.subTitle(t.kept("from"))), "to": lower(t.subTitle(t.kept("to"))), "words": quoted(words), "own": own(quoted(words))}
}

// lower is a title within a sentence.
func lower(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToLower(first)) + title[size:]
}
