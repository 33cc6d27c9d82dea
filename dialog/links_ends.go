package dialog

import (
	"slices"
	"strings"
)

// The two ends of a link: where it begins, and where it is felt.

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
