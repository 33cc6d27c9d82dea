package dialog

import "unicode/utf8"

// draftWords is how many characters of own words a draft holds: the state must stay
// small. Facts get them in full.
const draftWords = 300

// labelRunes is what fits a button on a small phone.
const labelRunes = 18

// private tells whether words are about health while the person said that nothing
// about it may be kept. It says so, once, kindly; the question comes again.
func (t *turn) private(words string) bool {
	if !t.unkept(words) {
		return false
	}
	t.say("health.not_kept", nil)
	return true
}

// unkept tells whether words may not be kept: they are about health, and nobody said yes to that.
func (t *turn) unkept(words string) bool {
	return !t.given(Sensitive) && t.texts.says(words, "health.words")
}

// forget empties drafts of the flow on top.
func (t *turn) forget(drafts ...string) {
	for _, d := range drafts {
		delete(t.top().Draft, d)
	}
}

// fits cuts a label that holds a name to what a button can show.
func fits(label string) string {
	if utf8.RuneCountInString(label) <= labelRunes {
		return label
	}
	return clip(label, labelRunes)
}

// stands is what a fact keeps of own words, whole; nothing when the answer was a button.
func stands(a answer) string {
	if a.choice != "" {
		return ""
	}
	return a.words
}
