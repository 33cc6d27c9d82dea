package risk

import (
	"slices"
	"time"
)

// ByRulesAlone is what the rules make of a text without the classifier, for when the
// screen as a whole broke on it.
func ByRulesAlone(text string, now time.Time) Verdict {
	if text == "" {
		return Verdict{}
	}
	load()
	return rulebook.byRules(rulebook.read(text), now).verdict
}

// UrgencyIn is the protocol's table for what a letter announces, by days from today.
func UrgencyIn(days int) Urgency { return urgencyIn(days) }

// Labels tells whether a category and an urgency are labels of the protocol.
func Labels(c Category, u Urgency) bool {
	return slices.Contains(categories, c) && slices.Contains(urgencies, u)
}
