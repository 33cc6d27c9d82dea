package search

import (
	"fmt"
	"strings"
)

// group is one line of data/everyday.txt: when somebody says any of the everyday
// phrases, the official words are looked for too.
type group struct {
	everyday [][]string // stems of each phrase; all of them have to be said
	official []string   // stems
	both     bool       // the line had "=": every side stands for every other
}

// readGroups reads lines of "phrase, phrase > official words, words" and
// "phrase = phrase = phrase". See the top of the file.
func readGroups(file string, d *dutchData) ([]group, error) {
	var out []group
	for _, line := range lines(file) {
		if left, right, ok := strings.Cut(line.text, ">"); ok {
			g := group{everyday: d.phrases(left), official: d.content(right)}
			if len(g.everyday) == 0 || len(g.official) == 0 {
				return nil, fmt.Errorf("data/everyday.txt line %d: a side has no words of content", line.number)
			}
			out = append(out, g)
			continue
		}
		sides := strings.Split(line.text, "=")
		if len(sides) < 2 {
			return nil, fmt.Errorf("data/everyday.txt line %d: neither > nor =", line.number)
		}
		for i, side := range sides {
			g := group{everyday: d.phrases(side), both: true}
			for j, other := range sides {
				if j != i {
					g.official = append(g.official, d.content(other)...)
				}
			}
			if len(g.everyday) == 0 || len(g.official) == 0 {
				return nil, fmt.Errorf("data/everyday.txt line %d: a side has no words of content", line.number)
			}
			out = append(out, g)
		}
	}
	return out, nil
}

// phrases are the stems of each of the phrases between commas. Little words count:
// "geen huis" is something else than "huis".
func (d *dutchData) phrases(list string) [][]string {
	var out [][]string
	for _, phrase := range strings.Split(list, ",") {
		if len(d.content(phrase)) == 0 {
			continue
		}
		var stems []string
		for _, w := range words(fold(phrase)) {
			switch {
			case d.little[w]:
				stems = append(stems, d.stopKey(w))
			case !d.stop[w]:
				stems = append(stems, d.stems.stem(w))
			}
		}
		out = append(out, stems)
	}
	return out
}

// stopKey is how a little word is known among the words of a phrase.
func (d *dutchData) stopKey(word string) string { return "~" + d.stems.stem(word) }

// content is the stems of the words that say something, each once.
func (d *dutchData) content(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range words(fold(text)) {
		if d.stop[w] {
			continue
		}
		if stem := d.stems.stem(w); !seen[stem] {
			seen[stem] = true
			out = append(out, stem)
		}
	}
	return out
}
