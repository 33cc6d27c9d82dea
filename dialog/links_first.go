package dialog

import (
	"cmp"
	"slices"
)

// The end of the links: where the person herself wants to begin.

// askFirst offers what she linked, the most linked first. It is her own drawing
// that we hold up; the order is no advice.
func askFirst(t *turn) next {
	return t.ask("links.first", nil, append(t.subOptions(t.linked()), t.opt("elsewhere"))...)
}

// askOther offers what was placed and stands in no link.
func askOther(t *turn) next {
	linked := t.linked()
	rest := slices.DeleteFunc(t.placed(), func(s SubPillar) bool {
		return slices.ContainsFunc(linked, func(l SubPillar) bool { return l.ID == s.ID })
	})
	return t.ask("links.other", nil, append(t.subOptions(rest), t.opt("dontknow"))...)
}

func takeFirst(t *turn, a answer) next {
	switch a.choice {
	case "elsewhere":
		return "other"
	case "dontknow":
		return done
	}
	sub, ok := chosenSub(a)
	if !ok {
		switch t.unsaid(a) {
		case odd:
			return again
		case plainNo, plainYes:
			return done // nowhere in particular is fine
		}
		if t.private(a.words) {
			return again
		}
		sub = t.subIn(a.words, "")
	}
	t.s.First = sub
	if sub != "" {
		t.say("links.chosen", Vars{"title": t.subTitle(sub)})
	} else {
		t.say("links.chosen_words", Vars{"words": quoted(a.words)})
	}
	return done
}

// linked lists the sub-pillars in the links, the most linked first.
func (t *turn) linked() []SubPillar {
	count := map[string]int{}
	for _, l := range t.p.Links {
		count[l.From]++
		count[l.To]++
	}
	subs := slices.DeleteFunc(t.p.Bridge.Subs(), func(s SubPillar) bool { return count[s.ID] == 0 || !t.mayKeep(s) })
	slices.SortStableFunc(subs, func(a, b SubPillar) int { return cmp.Compare(count[b.ID], count[a.ID]) })
	return subs
}
