package dialog

import (
	"slices"
	"strings"
)

// size says what makes a step too big to begin with.
type size string

// The sizes of a step.
const (
	small   size = ""       // one act, it can be done
	noAct   size = "no act" // nothing in it that one can do with hand, foot or mouth
	tooLong size = "long"   // more words than one act needs
	tooMuch size = "much"   // "alles", "regelen", "mijn schulden"
)

// stepWords is how many words one act needs at most.
const stepWords = 12

// tooBig is the rule for a small step: a first act, in few words, and nothing that
// is a heap by itself. That a step has a day is seen to by the question after it.
func (t *Texts) tooBig(words string) size {
	said := plain(words)
	for _, p := range t.Phrases["step.fine"] { // "bel Anne over mijn schulden" is small
		said = strings.ReplaceAll(" "+said+" ", " "+p+" ", "  ")
	}
	said = " " + strings.Join(strings.Fields(said), " ") + " "
	switch {
	case len(strings.Fields(plain(words))) > stepWords:
		return tooLong
	case holds(said, t.Phrases["step.heap"]):
		return tooMuch
	case holds(said, t.Phrases["step.not"]) || !t.hasAct(said):
		return noAct
	}
	return small
}

// hasAct tells whether a word is something one can do: "bel", "opbellen", "langsgaan".
func (t *Texts) hasAct(said string) bool {
	for _, w := range strings.Fields(said) {
		if t.isAct(w) {
			return true
		}
		for _, p := range t.Phrases["step.before"] {
			if rest, ok := strings.CutPrefix(w, p); ok && t.isAct(rest) {
				return true
			}
		}
	}
	return false
}

// isAct forgives one typo in longer words.
func (t *Texts) isAct(word string) bool {
	if slices.Contains(t.Phrases["step.does"], word) {
		return true // by somebody else: "mijn zoon haalt de map op"
	}
	for _, known := range t.Phrases["step.act"] {
		if word == known || len(known) >= 6 && distance(word, known, 1) <= 1 {
			return true
		}
	}
	return false
}
