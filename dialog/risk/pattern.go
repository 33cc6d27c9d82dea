package risk

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// element is one place in a pattern: an atom, perhaps optional, after a gap of
// at most gap words.
type element struct {
	atom     atom
	optional bool
	gap      int
}

// pattern is a run of elements; loose ones may stand in any order within span words.
type pattern struct {
	elements []element
	span     int    // 0: in order
	denies   bool   // holds a word of denial itself
	need     []atom // the atoms without which it can't match, those of few words first
}

// book is all rules and the lexicon they are written in.
type book struct {
	*lexicon
	classes map[string][]string
	atoms   map[string]atom
	rules   []rule
	safe    []rule // what says how other words are meant: safe, past, over, again, media
	head    heading
	deny    atom
	ideas   []atom // of the classifier, in the order of their names
}

func newBook() *book {
	return &book{lexicon: newLexicon(), classes: map[string][]string{}, atoms: map[string]atom{}}
}

// define reads a line "@name = words" and leaves every other line alone. A
// class may name another class.
func (b *book) define(l line) error {
	name, words, ok := strings.Cut(l.text, " = ")
	if !ok || !strings.HasPrefix(name, "@") {
		return nil
	}
	for word := range strings.FieldsSeq(words) {
		if strings.HasPrefix(word, "@") {
			more, known := b.classes[word]
			if !known {
				return fmt.Errorf("class %s is not known yet", word)
			}
			b.classes[name] = append(b.classes[name], more...)
			continue
		}
		b.classes[name] = append(b.classes[name], written(word))
	}
	return nil
}

// rule reads a heading or a pattern.
func (b *book) rule(l line) (err error) {
	switch {
	case strings.HasPrefix(l.text, "@") && strings.Contains(l.text, " = "):
		return nil
	case strings.HasPrefix(l.text, "["):
		b.head, err = readHeading(l.text)
		return err
	case b.head.act == "":
		return fmt.Errorf("a pattern before any heading: %q", l.text)
	}
	p, err := b.pattern(l.text)
	if err != nil {
		return err
	}
	r := rule{heading: b.head, pattern: p, line: l.place}
	if outcomeOf[r.act] == None && r.act != actHalf {
		b.safe = append(b.safe, r)
	} else {
		b.rules = append(b.rules, r)
	}
	return nil
}

func (b *book) pattern(text string) (pattern, error) {
	var p pattern
	gap := 0
	for field := range strings.FieldsSeq(text) {
		switch {
		case strings.HasPrefix(field, "&") && len(p.elements) == 0:
			n, err := strconv.Atoi(field[1:])
			if err != nil || n < 2 {
				return p, fmt.Errorf("%q is no span", field)
			}
			p.span = n
			continue
		case strings.Trim(field, ".") == "":
			gap = 3 * (len(field) - 1)
			continue
		}
		word, optional := strings.CutPrefix(field, "?")
		a, err := b.atom(word, &p)
		if err != nil {
			return p, err
		}
		p.elements = append(p.elements, element{atom: a, optional: optional, gap: gap})
		gap = 0
	}
	if len(p.elements) == 0 || p.elements[0].optional {
		return p, fmt.Errorf("pattern %q does not begin with a word", text)
	}
	return p, nil
}

// written is a word of the rules the way plain leaves it in a text.
func written(word string) string {
	word = strings.ReplaceAll(fold(word), "'", "")
	if to := aliases[word]; len(to) == 1 {
		return to[0]
	}
	return word
}

// atom gives the number of a set of words, new ones in order of appearance.
func (b *book) atom(field string, p *pattern) (atom, error) {
	var words []string
	for word := range strings.SplitSeq(field, "|") {
		if !strings.HasPrefix(word, "@") {
			words = append(words, written(word))
			continue
		}
		class, ok := b.classes[word]
		if !ok {
			return 0, fmt.Errorf("no class %s", word)
		}
		words = append(words, class...)
	}
	for _, w := range words {
		p.denies = p.denies || slices.Contains(b.classes["@niet"], w)
	}
	key := strings.Join(words, "|")
	if a, ok := b.atoms[key]; ok {
		return a, nil
	}
	a := atom(len(b.atoms))
	b.atoms[key] = a
	for _, w := range words {
		b.learn(w, a)
	}
	return a, nil
}

// close numbers what the surroundings are read by, and gives each pattern its needs.
func (b *book) close() {
	for _, name := range around {
		var p pattern
		b.atom(name, &p) //nolint:errcheck // a test checks that every class in around is defined
	}
	b.learnIdeas()
	b.deny, b.size = b.class("@niet"), len(b.atoms)
	words := map[atom]int{}
	for key, a := range b.atoms {
		words[a] = strings.Count(key, "|")
	}
	for _, list := range [][]rule{b.rules, b.safe} {
		for i := range list {
			list[i].pattern.needs(words)
		}
	}
}

// needs puts the atoms first that few texts hold, so that most patterns are out at once.
func (p *pattern) needs(words map[atom]int) {
	for _, e := range p.elements {
		if !e.optional {
			p.need = append(p.need, e.atom)
		}
	}
	slices.SortStableFunc(p.need, func(a, b atom) int { return words[a] - words[b] })
}

// learnIdeas gives every class @c_… an atom, for the classifier.
func (b *book) learnIdeas() {
	for _, name := range slices.Sorted(maps.Keys(b.classes)) {
		if strings.HasPrefix(name, "@c_") {
			var p pattern
			a, _ := b.atom(name, &p) // the name is a key of classes, so it is known
			b.ideas = append(b.ideas, a)
			for _, word := range b.classes[name] {
				b.learnHead(word, a)
			}
		}
	}
}

func (b *book) class(name string) atom { return b.atoms[strings.Join(b.classes[name], "|")] }
