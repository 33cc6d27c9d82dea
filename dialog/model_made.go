package dialog

import (
	"html"
	"slices"
	"strings"
	"unicode"
)

// Sentences that a model made. Each is held against what the person said, the method and the
// gate; one that does not pass is not said, and fixed words stand in its place.

// lengths of one made sentence, in words.
const (
	leastMade = 2
	mostMade  = 18
)

// reflection is the sentence that gives back what was said, "" when it may not be said. It is
// hers: nothing in it may be new, save how something feels. It is said as what was heard, so
// that nothing in it, also not what somebody made her type, stands there as a fact of ours.
func (t *turn) reflection(p Proposal, said string, m moves) string {
	text := strings.TrimRight(strings.TrimSpace(p.Reflection), ".")
	if !m.reflect || !t.plainMade(text) || strings.Contains(text, "?") || !t.fromHer(text, said) {
		return ""
	}
	key := "model.reflects"
	if t.s.Called%2 == 0 {
		key = "model.reflects_too" // not the same words before it each time
	}
	return t.gated(key, t.texts.message(key, t.vars(Vars{"said": inSentence(text, said)})))
}

// plainMade tells whether a text is no more than one short line of words.
func (t *turn) plainMade(text string) bool {
	n := len(tokens(text))
	return n >= leastMade && n <= mostMade && !strings.ContainsAny(text, "<>{}“”\"„«»[]|*_#\n\t!&") && len(ends.Split(text, -1)) == 1
}

// fromHer tells whether a text holds what she said: each word that says something is hers, or
// one for how it feels, or as plain as those with which one asks, and of the rest at least half
// is hers; no number or name is new, nothing is denied that she did not deny, and no word of
// advice, promise or diagnosis is not hers.
func (t *turn) fromHer(text, said string) bool {
	hers := tokens(said)
	if !t.texts.exactsFrom(text, said, t.texts.Phrases["model.feeling"]...) || denies(text) && !denies(said) {
		return false
	}
	for _, phrase := range t.texts.Phrases["model.never"] {
		words := strings.Fields(phrase)
		if holds(" "+plain(text)+" ", []string{phrase}) && !among(words[len(words)-1], hers) {
			return false
		}
	}
	all, found := 0, 0
	for _, w := range t.texts.contents(text) {
		switch {
		case among(w, hers) || joins(w, hers):
			all, found = all+1, found+1
		case slices.Contains(t.texts.Phrases["model.feeling"], w):
		case slices.Contains(t.texts.Phrases["model.asking"], w):
			all++
		default:
			return false
		}
	}
	return 2*found >= all
}

// inSentence is a text after a colon: its first letter small, unless she wrote that word with a capital.
func inSentence(text, said string) string {
	first := strings.Fields(text)[0]
	if slices.Contains(strings.Fields(said), first) {
		return text
	}
	return lower(text)
}

// question is the one open question, "" when it may not be put. Its words are hers or those
// with which one asks, so it can't ask for what is nobody's business and can't advise.
func (t *turn) question(p Proposal, said string, m moves) string {
	text := strings.TrimSpace(p.Question)
	if len(m.topics) == 0 || !strings.HasSuffix(text, "?") || strings.Count(text, "?") != 1 || !t.plainMade(text) || !t.opens(text) {
		return ""
	}
	hers := tokens(said)
	for _, w := range t.texts.contents(text) {
		if !among(w, hers) && !slices.Contains(t.texts.Phrases["model.asking"], w) && !slices.Contains(t.texts.Phrases["model.feeling"], w) {
			return ""
		}
	}
	if !t.texts.exactsFrom(text, said, t.texts.Phrases["model.asking"]...) || t.texts.says(text, "model.never") {
		return ""
	}
	if gated := t.gated("model.asks", html.EscapeString(text)); gated == "" {
		return ""
	}
	return text
}

// opens tells whether a question is open, and no "why not".
func (t *turn) opens(text string) bool {
	words := tokens(text)
	if words[0] == "waarom" {
		return slices.Contains(words, "belangrijk") && !denies(text)
	}
	return slices.Contains(t.texts.Phrases["model.open"], words[0]) ||
		slices.Contains(t.texts.Phrases["model.before_open"], words[0]) && slices.Contains(t.texts.Phrases["model.open"], words[1])
}

// gated is a text of the model when the gate lets it pass, else "".
func (t *turn) gated(key, text string) string {
	if t.engine.Gate == nil || t.engine.Gate(key, text) != nil || strings.ContainsFunc(text, unicode.IsControl) {
		return ""
	}
	return text
}

// reflects says what was heard.
func (t *turn) reflects(text string) {
	if text != "" {
		t.send(Message{Key: "model.reflects", Text: text, Lane: LaneAnswer})
		t.reflected = true
	}
}
