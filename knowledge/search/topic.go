package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// mostTopic is how many words say what a question is about.
const mostTopic = 4

// Topic is what a question is about, in words of the release's own texts or of the curated
// list of everyday words, rarest ones kept, in the order of the alphabet. Whatever else
// somebody wrote, a name, a number, an address, is no word of those and never comes out.
func (ix *Index) Topic(text string) []string {
	var found []string
	for _, w := range words(fold(bounded(text))) {
		if ix.d.stop[w] || !allLetters(w) {
			continue
		}
		if known, ok := ix.topics[ix.d.stems.stem(w)]; ok && !slices.Contains(found, known) {
			found = append(found, known)
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return cmp.Compare(ix.own[a], ix.own[b]) })
	found = found[:min(len(found), mostTopic)]
	slices.Sort(found)
	return found
}

// Bare is a question in words of the library's own, in their order, with the little words
// between them: what may be told to an embedding endpoint. Names, numbers and whatever else
// no text and no list of the library says are left out, as by Topic. It is "" when nothing
// is left that says something.
func (ix *Index) Bare(text string) string {
	var kept []string
	says := false
	for _, w := range words(fold(bounded(text))) {
		if ix.d.stop[w] {
			kept = append(kept, w)
		} else if known, ok := ix.topics[ix.d.stems.stem(w)]; ok && allLetters(w) {
			kept, says = append(kept, known), true
		}
	}
	if !says {
		return ""
	}
	return strings.Join(kept, " ")
}

// topicWords gives each stem the word by which it is called: the one that the release says
// most; for everyday words that no text has, the one of the list.
func (ix *Index) topicWords() map[string]string {
	all := map[string]string{}
	for w, n := range ix.own {
		if ix.d.stop[w] || !allLetters(w) {
			continue
		}
		stem := ix.d.stems.stem(w)
		if before, ok := all[stem]; !ok || n > ix.own[before] || n == ix.own[before] && w < before {
			all[stem] = w
		}
	}
	for _, l := range lines(everydayFile) {
		for _, w := range words(fold(l.text)) {
			stem := ix.d.stems.stem(w)
			if _, ok := all[stem]; !ok && !ix.d.stop[w] && allLetters(w) {
				all[stem] = w
			}
		}
	}
	return all
}

// allLetters tells that a word has no digit in it, and is long enough to say something.
func allLetters(w string) bool {
	return len(w) > 2 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}
