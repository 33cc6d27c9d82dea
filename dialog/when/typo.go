package when

import (
	"slices"
	"sync"
)

var correctable = sync.OnceValue(func() []string {
	var names []string
	for name := range lexicon() {
		if means(name, []string{"correctable"}) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
})

// corrected is the name that a word is one slip away from. The first letter is
// nearly always right, and asking for it keeps other words out.
func corrected(text string) (string, bool) {
	if len(text) < 5 || len(text) > 12 {
		return "", false
	}
	for _, name := range correctable() {
		if text[0] == name[0] && oneSlip(text, name) {
			return name, true
		}
	}
	return "", false
}

// oneSlip tells whether two words differ by one letter that is wrong, missing or
// too many, or by two neighbours that changed places.
func oneSlip(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	swapped := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return swapped || len(a) <= 1 && len(b) <= 1
}
