package risk

import (
	_ "embed"
	"strings"
)

// aliases.txt says which spellings stand for which word: "k = ik", "kwil = ik wil".
//
//go:embed rules/aliases.txt
var aliasFile string

// everyday.txt holds ordinary words that look like a dangerous one with a typing
// error, so that they are never taken for it.
//
//go:embed rules/everyday.txt
var everydayFile string

var (
	aliases  = readAliases(aliasFile)
	everyday = readEveryday(everydayFile)
)

func readAliases(file string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(file) {
		from, to, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(from) {
			all[word] = strings.Fields(to)
		}
	}
	return all
}

func readEveryday(file string) map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(file) {
		if !strings.HasPrefix(line, "#") {
			for word := range strings.FieldsSeq(line) {
				all[word] = true
			}
		}
	}
	return all
}

// plain rewrites tokens into the words the rules are written in: letters that
// were held down, figures that stand for letters, short and spoken forms, words
// run together or cut in two.
func (l *lexicon) plain(in []token) []token {
	out := make([]token, 0, len(in)+4)
	for i := 0; i < len(in); i++ {
		if i+1 < len(in) && l.glued[in[i].word+in[i+1].word] {
			t := in[i]
			t.word += in[i+1].word
			out = append(out, t)
			i++
			continue
		}
		out = l.spell(out, in[i])
	}
	return out
}

func (l *lexicon) spell(out []token, t token) []token {
	t.word = l.steady(l.unleet(t.word))
	if to, ok := aliases[t.word]; ok {
		return appendWords(out, t, to)
	}
	t.word = strings.ReplaceAll(t.word, "'", "")
	if to, ok := aliases[t.word]; ok {
		return appendWords(out, t, to)
	}
	if len(t.word) > 6 && len(t.word) <= gluedMost && !l.knows(t.word) {
		if parts := l.pieces(t.word); parts != nil {
			return appendWords(out, t, parts)
		}
	}
	return append(out, t)
}

func appendWords(out []token, t token, words []string) []token {
	for _, w := range words {
		t.word = w
		out = append(out, t)
	}
	return out
}

var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "*", "o")

// unleet reads "d00d" and "z3lfm00rd", and leaves "2e", "w8" and numbers alone.
func (l *lexicon) unleet(word string) string {
	if !strings.ContainsAny(word, "013457@$*") || len(word) < 3 {
		return word
	}
	if w := leet.Replace(word); ascii(w) && w[0] >= 'a' && strings.ContainsAny(word, "abcdefghijklmnopqrstuvwxyz") {
		if _, short := aliases[w]; short || l.words[w] != nil {
			return w
		}
	}
	return word
}

// steady takes back letters that were held down: "doooood" is "dood", "ikkkk" is "ik".
func (l *lexicon) steady(word string) string {
	if !held(word) {
		return word
	}
	two, one := squeeze(word, 2), squeeze(word, 1)
	if _, short := aliases[one]; !l.knows(two) && (short || l.knows(one)) {
		return one
	}
	return two
}

func held(word string) bool {
	for i := 2; i < len(word); i++ {
		if word[i] == word[i-1] && word[i] == word[i-2] && (word[i] < '0' || word[i] > '9') {
			return true
		}
	}
	return false
}

func squeeze(word string, most int) string {
	out, run := make([]byte, 0, len(word)), 0
	for i := range len(word) {
		if i > 0 && word[i] == word[i-1] {
			run++
		} else {
			run = 1
		}
		if run <= most || word[i] >= 0x80 {
			out = append(out, word[i])
		}
	}
	return string(out)
}

// openers are the words that a run of glued words begins with: "ikwilniemeer".
var openers = []string{"ik", "k", "hij", "ze", "zij", "het", "mijn", "wil", "kan", "niet", "ben"}

// Cutting is tried on words that somebody may have typed, and not for ever.
const (
	gluedMost = 40 // letters
	cutMost   = 400
)

// pieces cuts glued words, if all of it is words the rules or the aliases know.
func (l *lexicon) pieces(word string) []string {
	for _, first := range openers {
		if rest, ok := strings.CutPrefix(word, first); ok {
			tries := 0
			if tail := l.cut(rest, &tries); len(tail) > 0 {
				return append([]string{first}, tail...)
			}
		}
	}
	return nil
}

func (l *lexicon) cut(word string, tries *int) []string {
	if word == "" {
		return []string{}
	}
	if *tries++; *tries > cutMost {
		return nil
	}
	for n := min(len(word), 14); n >= 2; n-- {
		to, short := aliases[word[:n]]
		if !short && l.words[word[:n]] == nil {
			continue
		}
		if tail := l.cut(word[n:], tries); tail != nil {
			if !short {
				to = []string{word[:n]}
			}
			return append(append([]string{}, to...), tail...)
		}
	}
	return nil
}
