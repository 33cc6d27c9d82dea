package dialog

import (
	"cmp"
	"slices"
	"strings"
)

// Finding parts of life in what somebody typed. A wrong guess costs nothing: each
// is shown before it is kept.

// mention is a sub-pillar that was named, and where in the text.
type mention struct {
	sub string
	at  int
}

// pair reads what works on what: "ik slaap niet door mijn schulden" begins with the
// debts. Without such a word the first that is named comes first.
func (t *turn) pair(words string) (from, to string) {
	found := t.mentions(words)
	switch len(found) {
	case 0:
		return "", ""
	case 1:
		return found[0].sub, ""
	}
	a, b := found[0], found[1]
	between := " " + plain(words)[a.at:b.at] + " "
	if holds(between, t.texts.Phrases["link.because"]) {
		return b.sub, a.sub
	}
	return a.sub, b.sub
}

// kindIn is which way a link goes when words say so themselves: "holds" ("door",
// "omdat"), "helps", or "" when they don't.
func (t *Texts) kindIn(words string) string {
	switch {
	case t.says(words, "link.helps") && denied(strings.Fields(plain(words))):
		return ""
	case t.says(words, "link.helps"):
		return "helps"
	case t.says(words, "link.because"):
		return "holds"
	}
	return ""
}

// subIn is the one sub-pillar that words name beside another; "" when there are
// none or several.
func (t *turn) subIn(words, beside string) string {
	found := slices.DeleteFunc(t.mentions(words), func(m mention) bool { return m.sub == beside })
	if len(found) != 1 {
		return ""
	}
	return found[0].sub
}

// mentions are the sub-pillars named in words, each once, in the order of the text.
func (t *turn) mentions(words string) []mention {
	said := " " + plain(words) + " "
	var found []mention
	for _, s := range t.p.Bridge.Subs() {
		first := -1
		for _, w := range append([]string{plain(s.Title)}, t.texts.Phrases["sub."+s.ID]...) {
			if at := strings.Index(said, " "+w+" "); at >= 0 && (first < 0 || at < first) {
				first = at
			}
		}
		if first >= 0 && t.mayKeep(s) {
			found = append(found, mention{s.ID, first})
		}
	}
	slices.SortStableFunc(found, func(a, b mention) int { return cmp.Compare(a.at, b.at) })
	return found
}

// chosenSub is the sub-pillar of a choice "sub.<id>".
func chosenSub(a answer) (string, bool) { return strings.CutPrefix(a.choice, "sub.") }

// holds tells whether one of the phrases stands in a text as whole words; the
// text has a space at both ends.
func holds(said string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(said, " "+p+" ") })
}

// says is holds for what was typed.
func (t *Texts) says(words, list string) bool { return holds(" "+plain(words)+" ", t.Phrases[list]) }
