package dialog

import (
	"regexp"
	"slices"
	"time"
)

// staleAfter is the age from which an answer is said with its date before it.
const staleAfter = 18 * 30 * 24 * time.Hour

// asGood is how near the second passage must come to the first to count as good as it.
const asGood = 0.9

// judge decides what may be said: the first passage, or why not.
func (t *turn) judge(f Found) (Verdict, Passage) {
	if f.Failed || !f.Answered || len(f.Passages) == 0 {
		return VerdictUnanswered, Passage{}
	}
	first := f.Passages[0]
	switch {
	case !t.holdsFor(first):
		return VerdictNotFit, first
	case len(f.Passages) > 1 && f.Passages[1].Score >= asGood*first.Score && t.holdsFor(f.Passages[1]) && disagree(first, f.Passages[1]):
		return VerdictDisagree, first
	}
	return VerdictAnswered, first
}

// holdsFor tells whether a passage holds for this person: in a scheme or under a guardian much is otherwise.
func (t *turn) holdsFor(p Passage) bool {
	return len(p.FitsWhen) == 0 || slices.Contains(p.FitsWhen, t.p.DebtHelp) || t.p.DebtHelp == DebtHelpNotAsked
}

// old tells whether a passage was checked so long ago that its date comes first.
func (t *turn) old(p Passage) bool {
	return !p.CheckedOn.IsZero() && t.p.Now.Sub(p.CheckedOn) > staleAfter
}

// found is a passage among what was read for this turn.
func (t *turn) found(id string) (Passage, bool) {
	if t.in.Found != nil {
		for _, p := range t.in.Found.Passages {
			if p.ID == id {
				return p, true
			}
		}
	}
	return Passage{}, false
}

// measured are sums of money, shares and terms, each with what it is measured in.
var measured = regexp.MustCompile(`(€) ?([\d.,]*\d)|(\d[\d.,]*) ?(euro|procent|%|dagen|werkdagen|weken|maanden|jaar)`)

// disagree tells whether two passages name different figures of the same kind in what is
// said of them: one says six weeks and the other four.
func disagree(a, b Passage) bool {
	mine, other := figures(a.Short), figures(b.Short)
	for unit, values := range mine {
		if theirs, ok := other[unit]; ok && !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(theirs, v) }) {
			return true
		}
	}
	return false
}

func figures(text string) map[string][]string {
	all := map[string][]string{}
	for _, m := range measured.FindAllStringSubmatch(text, -1) {
		unit, value := m[1], m[2]
		if unit == "" {
			unit, value = m[4], m[3]
		}
		if unit == "euro" {
			unit = "€"
		}
		if unit == "procent" {
			unit = "%"
		}
		all[unit] = append(all[unit], value)
	}
	return all
}
