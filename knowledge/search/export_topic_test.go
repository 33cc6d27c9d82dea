package search

import "strings"

// EverydayWords are the words of the curated list, folded.
func EverydayWords() map[string]bool {
	all := map[string]bool{}
	for _, l := range lines(everydayFile) {
		for _, w := range words(fold(strings.ToLower(l.text))) {
			all[w] = true
		}
	}
	return all
}
