package when

import (
	"iter"
	"sync"
)

type compiled struct {
	form
	phrase
	order    int
	relative bool
}

// catalogue has the phrases by what they may begin with: a word as it stands
// ("=half"), or a sense.
type catalogue map[string][]compiled

// compiledPhrases is made at the first use. A fault in a table stops the program;
// every test meets it.
var compiledPhrases = sync.OnceValue(func() catalogue {
	known := make(map[string]bool)
	for _, senses := range lexicon() {
		for _, s := range senses {
			known[s.class] = true
		}
	}
	for _, class := range figureClasses {
		known[class] = true
	}
	all := make(catalogue)
	order := 0
	for i, table := range [][]phrase{relativePhrases, calendarPhrases, clockPhrases} {
		for _, p := range table {
			f := parseForm(p.form)
			if err := f.check(known); err != nil {
				panic("when: " + p.form + ": " + err.Error())
			}
			order++
			for key := range f.beginnings() {
				all[key] = append(all[key], compiled{f, p, order, i == 0})
			}
		}
	}
	return all
})

// of gives the phrases that may begin with a token, some of them twice.
func (c catalogue) of(t token) iter.Seq[compiled] {
	return func(yield func(compiled) bool) {
		keys := []string{"=" + t.text}
		for _, s := range t.senses {
			keys = append(keys, s.class)
		}
		for _, key := range keys {
			for _, p := range c[key] {
				if !yield(p) {
					return
				}
			}
		}
	}
}
