package dialog

import "slices"

// Hints are what a model heard about places on the bridge while something else was told.
// They wait until the talk comes to that place; there they are read back with her own words,
// and only her yes makes them facts.
type Hints struct {
	Places []Proposed `json:"places,omitempty"`
	Links  []Linked   `json:"links,omitempty"`
}

// mostHints of each kind are kept, the newest; hintWords is how long the words may be.
const (
	mostHints = 4
	hintWords = 200
)

// noteHints keeps what can be read back: places that exist and are open, with words that she said.
func (t *turn) noteHints(p Proposal, said string, m moves) {
	if !m.place {
		return
	}
	for _, h := range p.Placings {
		sub, _, ok := t.p.Bridge.Sub(h.Sub)
		_, placed := t.p.Position(h.Sub)
		if h.Words = t.hintSaid(h.Words, said); !ok || placed || !t.mayKeep(sub) || h.Rung < 1 || h.Rung > len(sub.Rungs) || h.Words == "" {
			continue
		}
		if sub.Rungs[h.Rung-1].Risk != "" {
			continue // that place is danger: it is asked about in its own way
		}
		t.dropPlaceHint(h.Sub)
		t.s.Hints.Places = lastOf(append(t.s.Hints.Places, h))
	}
	for _, h := range p.Links {
		from, _, one := t.p.Bridge.Sub(h.From)
		to, _, other := t.p.Bridge.Sub(h.To)
		if h.Words = t.hintSaid(h.Words, said); !one || !other || h.From == h.To || !t.mayKeep(from) || !t.mayKeep(to) || h.Words == "" {
			continue
		}
		t.dropLinkHint(h.From, h.To)
		t.s.Hints.Links = lastOf(append(t.s.Hints.Links, h))
	}
}

func lastOf[T any](all []T) []T { return all[max(0, len(all)-mostHints):] }

// hintSaid is the part of her words that a hint stands on, as she wrote it.
func (t *turn) hintSaid(words, said string) string {
	words = literally(words, said)
	if len(tokens(words)) < 2 || len([]rune(words)) > hintWords || t.unkept(words) {
		return ""
	}
	return words
}

// placeHint is what was heard about a place of her own bridge.
func (t *turn) placeHint(id string) (Proposed, bool) {
	sub, _, ok := t.p.Bridge.Sub(id)
	i := slices.IndexFunc(t.s.Hints.Places, func(h Proposed) bool { return h.Sub == id && h.Rung <= len(sub.Rungs) })
	if i < 0 || !ok || !t.mayKeep(sub) {
		return Proposed{}, false
	}
	return t.s.Hints.Places[i], true
}

// linkHint is the first one of which both ends are placed and that was not drawn.
func (t *turn) linkHint() (Linked, bool) {
	placed := t.placed()
	real := func(id string) bool { return slices.ContainsFunc(placed, func(s SubPillar) bool { return s.ID == id }) }
	for _, h := range t.s.Hints.Links {
		drawn := slices.ContainsFunc(t.p.Links, func(l Link) bool { return l.From == h.From && l.To == h.To })
		if real(h.From) && real(h.To) && !drawn {
			return h, true
		}
	}
	return Linked{}, false
}

func (t *turn) dropPlaceHint(sub string) {
	t.s.Hints.Places = slices.DeleteFunc(slices.Clone(t.s.Hints.Places), func(h Proposed) bool { return h.Sub == sub })
}

func (t *turn) dropLinkHint(from, to string) {
	t.s.Hints.Links = slices.DeleteFunc(slices.Clone(t.s.Hints.Links), func(h Linked) bool { return h.From == from && h.To == to })
}

// askPlaceHeard reads back what she said earlier and the place that it points at.
func askPlaceHeard(t *turn) next {
	sub, ok := t.subNow()
	h, heard := t.placeHint(sub.ID)
	if !ok || !heard {
		return "group"
	}
	vars := Vars{"title": sub.Title, "emoji": t.emoji(sub.ID), "words": quoted(h.Words), "sentence": sub.Rungs[h.Rung-1].Sentence}
	return t.ask("model.place", vars, t.opts("yes", "no")...)
}

func takePlaceHeard(t *turn, a answer) next {
	sub, _ := t.subNow()
	h, heard := t.placeHint(sub.ID)
	t.dropPlaceHint(sub.ID)
	if a.choice != "yes" || !heard {
		return "group"
	}
	t.keep("words", h.Words)
	return t.place(sub, sub.Rungs[h.Rung-1], false)
}

// askLinkHeard reads back how one thing leads to another in what she said.
func askLinkHeard(t *turn) next {
	h, ok := t.linkHint()
	if !ok {
		return "ask"
	}
	t.forget("lost")
	t.keep("from", h.From)
	t.keep("to", h.To)
	t.keep("words", h.Words)
	t.keep("kind", "holds")
	if h.Helps {
		t.keep("kind", "helps")
	}
	return t.ask("model.link", Vars{"words": quoted(h.Words), "said": t.linkSaid(t.kept("kind"))}, t.opts("yes", "no")...)
}

func takeLinkHeard(t *turn, a answer) next {
	t.dropLinkHint(t.kept("from"), t.kept("to"))
	if a.choice == "yes" {
		return t.drawLink()
	}
	t.forget("from", "to", "kind", "words")
	if _, more := t.linkHint(); more {
		return again
	}
	if len(t.p.Links) > 0 {
		return "more"
	}
	return "ask"
}
