package knowledge

import "strings"

// The measures of words on a bridge: those of the gate for what the bot says,
// laid upon the parts so that no message made of them can break it. A message
// has 40 words: a question of ten, and the rungs of one group in thirty.
const (
	maxSentence = 14 // words in a sentence
	maxMean     = 10 // words in the mean sentence of a rung, its example with it
	maxQuestion = 10
	maxGroup    = 30 // words in the sentences of the rungs of one group
)

// examplePrefix begins every example, so that it can be shown as it is.
const examplePrefix = "Bijvoorbeeld: "

// question is what the bot asks over a sub-pillar.
func (r *bridgeReader) question(t text) string {
	if t.ok && (strings.Count(t.value, "?") != 1 || !strings.HasSuffix(t.value, "?")) {
		r.add(t.line, "%q is not one question: end it with the only ?", t.value)
	}
	if n := len(words(t.value)); n > maxQuestion {
		r.add(t.line, "the question has %d words: make it at most %d", n, maxQuestion)
	}
	return r.own(t).value
}

// firstPerson checks the sentence of a rung, which the person says of herself.
func (r *bridgeReader) firstPerson(t text) string {
	if t.ok && !hasWord(t.value, "ik", "mij", "me", "mijn", "wij", "we", "ons", "onze") {
		r.add(t.line, "%q is not in the first person: say it with ik, mij or mijn", t.value)
	}
	r.sayPlainly(t)
	return r.own(t).value
}

// example checks the example of a rung, alone and together with its sentence.
func (r *bridgeReader) example(t, sentence text) string {
	if t.ok && !strings.HasPrefix(t.value, examplePrefix) {
		r.add(t.line, "the example must begin with %q", examplePrefix)
	}
	r.sayPlainly(t)
	n, count := len(words(t.value)), len(sentences(t.value))
	n, count = n+len(words(sentence.value)), count+len(sentences(sentence.value))
	if t.ok && sentence.ok && n > maxMean*count {
		r.add(t.line, "sentence and example have %.1f words a sentence: make it at most %d", float64(n)/float64(count), maxMean)
	}
	return r.own(t).value
}

// sayPlainly checks every sentence: no longer than 14 words, and about the
// person who reads it, so never addressed to her.
func (r *bridgeReader) sayPlainly(t text) {
	for _, s := range sentences(t.value) {
		if n := len(words(s)); n > maxSentence {
			r.add(t.line, "a sentence of %d words: make it at most %d", n, maxSentence)
		}
	}
	if hasWord(t.value, "je", "jij", "jou", "jouw", "u", "uw") {
		r.add(t.line, "%q speaks to the person: say it in the first person", t.value)
	}
}

// fitsMessage checks that the sentences of a group can stand in one message.
func (r *bridgeReader) fitsMessage(group string, in []rung) {
	n := 0
	for _, x := range in {
		n += len(words(x.sentence.value))
	}
	if n > maxGroup {
		r.add(in[0].sentence.line, "the sentences of group %q have %d words together: make it at most %d, they share a message", group, n, maxGroup)
	}
}
