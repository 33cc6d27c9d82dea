package risk

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed phrases.tsv
var phraseFile string

var table = readPhrases(phraseFile)

// node is a place in a phrase: what may come next, and what is said when it ends here.
type node struct {
	next    map[string]*node
	verdict Verdict
}

// phrases is phrases.tsv, made ready for reading: phrases that begin alike share their beginning.
type phrases struct {
	root  *node
	words map[int][][]rune // words that may be mistyped, by their length
	known map[string]bool  // every word of a phrase
	lists map[string]map[string]bool
}

// readPhrases reads the table. A fault in it is a bug that every test finds, so it panics.
func readPhrases(file string) *phrases {
	p := &phrases{root: &node{}, words: map[int][][]rune{}, known: map[string]bool{}, lists: map[string]map[string]bool{}}
	sets := map[string]string{}
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\n")
		field := strings.Split(line, "\t")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case len(field) != 3:
			panic(fmt.Sprintf("phrases.tsv: %q has no three fields", line))
		case field[0] == "set":
			sets["<"+field[1]+">"] = "(" + field[2] + ")"
		case field[1] == "":
			p.lists[field[0]] = map[string]bool{}
			for _, w := range strings.Fields(field[2]) {
				p.lists[field[0]][w] = true
			}
		default:
			v := Verdict{Page, Category(field[0]), Urgency(field[1])}
			if !known[v.Category] || rank(v.Urgency) == 0 {
				panic(fmt.Sprintf("phrases.tsv: %q is no category and urgency", line))
			}
			p.add(field[2], sets, v)
		}
	}
	for w := range p.known {
		if r := []rune(w); len(r) >= longWord && !p.lists["exact"][w] {
			p.words[len(r)] = append(p.words[len(r)], r)
		}
	}
	return p
}

func (p *phrases) add(pattern string, sets map[string]string, v Verdict) {
	for name, set := range sets {
		pattern = strings.ReplaceAll(pattern, name, set)
	}
	if strings.ContainsAny(pattern, "<>") {
		panic(fmt.Sprintf("phrases.tsv: %q names a set that is not there", pattern))
	}
	for _, text := range choices(pattern) {
		for _, words := range orders(strings.Fields(text)) {
			n := p.root
			for _, w := range words {
				p.known[w] = true
				n = n.after(w)
			}
			if rank(v.Urgency) > rank(n.verdict.Urgency) {
				n.verdict = v
			}
		}
	}
}

func (n *node) after(word string) *node {
	if n.next == nil {
		n.next = map[string]*node{}
	}
	if n.next[word] == nil {
		n.next[word] = &node{}
	}
	return n.next[word]
}

// choices writes out "a (b|c)" as "a b" and "a c", from the innermost brackets on.
func choices(pattern string) []string {
	end := strings.IndexByte(pattern, ')')
	if end < 0 {
		return []string{pattern}
	}
	start := strings.LastIndexByte(pattern[:end], '(')
	var all []string
	for _, one := range strings.Split(pattern[start+1:end], "|") {
		// A choice within a choice is written out by who is around it.
		all = append(all, choices(pattern[:start]+one+pattern[end+1:])...)
	}
	return all
}

// orders gives the places that a Dutch verb can have: second, first and last.
func orders(words []string) [][]string {
	at := slices.IndexFunc(words, func(w string) bool { return len(w) > 1 && w[0] == '*' })
	if at < 0 {
		return [][]string{words}
	}
	verb := words[at][1:]
	rest := slices.Concat(words[:at], words[at+1:])
	return [][]string{slices.Concat(words[:at], []string{verb}, words[at+1:]), slices.Concat([]string{verb}, rest), slices.Concat(rest, []string{verb})}
}
