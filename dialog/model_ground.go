package dialog

import (
	"html"
	"slices"
	"strings"
)

// An answer in the model's words is said only as far as approved passages hold it. That a
// passage is cited proves nothing: every sentence is held against its words.

// leastQuote is how many words a quote has at least: fewer stand anywhere.
const leastQuote = 3

// grounded are the sentences that a passage holds, and that may be said to this person. It
// looks at passages as they were read for this turn: one that was withdrawn since is not there.
func (t *turn) grounded(sentences []Sentence) []Sentence {
	var all []Sentence
	for _, s := range sentences {
		if p, ok := t.found(s.Passage); ok && t.holdsFor(p) && t.standsIn(s, p) {
			all = append(all, s)
		}
	}
	return all
}

// standsIn tells whether a passage says a sentence: the quote stands in it; every number, date,
// sum stands in the quote, every name and address in the passage; at least half of what the
// sentence says is in the quote and all of it in the passage; and it denies what the quote denies.
func (t *turn) standsIn(s Sentence, p Passage) bool {
	source := strings.Join(append([]string{p.Title, p.Short, p.Words}, p.Steps...), "\n")
	text := strings.TrimSpace(s.Text)
	quote := literally(s.Quote, source)
	if quote == "" || len(tokens(quote)) < leastQuote || strings.Contains(text, "?") || !t.plainMade(strings.TrimRight(text, ".")) {
		return false
	}
	if !t.texts.exactsFrom(text, source) || !t.texts.exactsFrom(numbersOf(t.texts, text), quote) || denies(text) != denies(quote) {
		return false
	}
	inQuote, whole := t.texts.contents(quote), tokens(source)
	words, near := t.texts.contents(text), 0
	for _, w := range words {
		if !among(w, whole) {
			return false
		}
		if among(w, inQuote) {
			near++
		}
	}
	return len(words) > 0 && 2*near >= len(words)
}

// numbersOf are the numbers, days and sums of a text.
func numbersOf(t *Texts, text string) string {
	all := slices.DeleteFunc(t.exacts(text), func(e string) bool {
		return !strings.ContainsAny(e, "0123456789€%") && !slices.Contains(t.Phrases["model.exact"], plain(e))
	})
	return strings.Join(all, " ")
}

// answerMade is the answer in the model's words, where they stand in what the library found
// and the gate lets them pass.
func (t *turn) answerMade() ([]Sentence, bool) {
	said := t.grounded(t.proposed)
	var texts []string
	for _, s := range said {
		texts = append(texts, capital(strings.TrimRight(strings.TrimSpace(s.Text), "."))+".")
	}
	text := strings.Join(texts, " ")
	if len(said) == 0 || t.gated("answer.short", html.EscapeString(text)) == "" {
		return nil, false
	}
	for i := range said {
		said[i].Text = texts[i]
	}
	return said, true
}

// sayMade says it, with where each part is from, and the buttons of the first passage.
func (t *turn) sayMade(said []Sentence) next {
	var texts, sources, ids []string
	own := ""
	first, _ := t.found(said[0].Passage)
	for _, s := range said {
		texts = append(texts, s.Text)
		p, _ := t.found(s.Passage)
		if slices.Contains(ids, p.ID) {
			continue
		}
		ids, sources = append(ids, p.ID), append(sources, t.sourceOf(p))
		if t.old(p) {
			t.say("answer.old", Vars{"date": t.date(p.CheckedOn)})
		}
		if p.Money || p.Kind == "right" {
			own = html.UnescapeString(t.texts.label("answer.own_case", t.vars(nil)))
		}
	}
	m := t.say("answer.made", Vars{"text": strings.Join(texts, " "), "source": strings.Join(sources, "\n"), "own": own})
	m.Text = strings.TrimSpace(m.Text)
	m.Quotes = ids
	n := t.offer(t.opts("clear", "tellmore", "notright")...)
	t.passageButtons(first)
	return n
}
