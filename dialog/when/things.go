package when

import (
	"strings"
	"sync"
)

// things are the words of the lexicon that have a number: a street, a file.
var things = sync.OnceValue(func() []string {
	var words []string
	for w := range lexicon() {
		if means(w, []string{"thing"}) {
			words = append(words, w)
		}
	}
	return words
})

// isThing knows "kerkstraat" by its ending.
func isThing(text string) bool {
	for _, ending := range things() {
		if strings.HasSuffix(text, ending) {
			return true
		}
	}
	return false
}
