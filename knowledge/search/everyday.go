package search

import (
	"errors"
	"fmt"
	"slices"
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
		groups, err := d.groupsOf(line.text)
		if err != nil {
			return nil, fmt.Errorf("data/everyday.txt line %d: %w", line.number, err)
		}
		out = append(out, groups...)
	}
	return out, nil
}

func (d *dutchData) groupsOf(line string) ([]group, error) {
	if left, right, ok := strings.Cut(line, ">"); ok {
		g, err := d.group(left, right)
		return []group{g}, err
	}
	sides := strings.Split(line, "=")
	if len(sides) < 2 {
		return nil, errors.New("neither > nor =")
	}
	var out []group
	for i, side := range sides {
		others := slices.Delete(slices.Clone(sides), i, i+1)
		g, err := d.group(side, strings.Join(others, " "))
		if err != nil {
			return nil, err
		}
		g.both = true
		out = append(out, g)
	}
	return out, nil
}

func (d *dutchData) group(everyday, official string) (g group, err error) {
	for _, phrase := range strings.Split(everyday, ",") {
		stems, err := d.phrase(phrase)
		if err != nil {
			return g, err
		}
		g.everyday = append(g.everyday, stems)
	}
	if g.official = d.content(official); len(g.official) == 0 {
		return g, fmt.Errorf("of the official words %q none says what a text is about", strings.TrimSpace(official))
	}
	return g, nil
}

// phrase is the stems of a phrase. Some little words count: "geen huis" is something else
// than "huis". One of which only a single word is left would be met by that word alone, which
// whoever wrote it can't have meant.
func (d *dutchData) phrase(text string) (stems []string, err error) {
	text = strings.TrimSpace(text)
	said := words(fold(text))
	for _, w := range said {
		switch {
		case d.little[w]:
			stems = append(stems, d.stopKey(w))
		case !d.stop[w]:
			stems = append(stems, d.stems.stem(w))
		}
	}
	switch {
	case len(d.content(text)) == 0:
		return nil, fmt.Errorf("no word of %q says what a question is about: leave it out, or add one that does", text)
	case len(stems) == 1 && len(said) > 1:
		return nil, fmt.Errorf("of %q only one word counts, the others are too common: write that word alone, or add one that counts", text)
	}
	return stems, nil
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
