package risk

import (
	"strings"
	"unicode"
)

// token is one word of a text, with the sentence and the clause it stands in.
type token struct {
	word   string
	raw    string // as written, for numbers and leet
	sent   int
	clause int
}

// tokens cuts folded text into words. Sentences end at . ! ? and at an empty
// line, not at one line break: people send one thought over many lines. Three
// dots hold a sentence together.
func tokens(text string) []token {
	c := cutter{all: make([]token, 0, len(text)/5+1)}
	runes := []rune(text)
	for i, r := range runes {
		if inWord(runes, i) {
			c.word = append(c.word, r)
			continue
		}
		c.flush()
		c.mark(runes, i)
	}
	c.flush()
	return joinLetters(c.all)
}

type cutter struct {
	all          []token
	word         []rune
	sent, clause int
}

func (c *cutter) flush() {
	if len(c.word) == 0 {
		return
	}
	w := string(c.word)
	c.all = append(c.all, token{word: w, raw: w, sent: c.sent, clause: c.clause})
	c.word = c.word[:0]
}

func (c *cutter) mark(runes []rune, i int) {
	switch runes[i] {
	case ',', ';', ':', '(', ')':
		c.clause++
	case '.', '!', '?', '…', '؟', '۔':
		c.clause++
		if runes[i] != '…' && !dots(runes, i) && spaceAfter(runes, i) {
			c.sent++
		}
	case '\n':
		if i > 0 && runes[i-1] == '\n' {
			c.sent, c.clause = c.sent+1, c.clause+1
		}
	}
}

func dots(runes []rune, i int) bool {
	near := func(j int) bool { return j >= 0 && j < len(runes) && runes[j] == '.' }
	return runes[i] == '.' && (near(i-1) || near(i+1))
}

func spaceAfter(runes []rune, i int) bool {
	return i+1 >= len(runes) || !unicode.IsLetter(runes[i+1]) && !unicode.IsDigit(runes[i+1])
}

// inWord says whether a character belongs to a word: letters and digits; @ $ *
// and 's only between letters, where they stand for a letter.
func inWord(runes []rune, i int) bool {
	r := runes[i]
	if r < 0x80 {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return true
		}
		if !strings.ContainsRune("@$*'", r) {
			return false
		}
		return i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i+1]) && (unicode.IsLetter(runes[i-1]) || unicode.IsDigit(runes[i-1]))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// joinLetters makes one word of three or more letters that stand apart, "d o o d".
func joinLetters(all []token) []token {
	out := all[:0]
	for i := 0; i < len(all); {
		n := 0
		for i+n < len(all) && len(all[i+n].word) == 1 && all[i+n].word[0] >= 'a' {
			n++
		}
		if n < 3 {
			out = append(out, all[i])
			i++
			continue
		}
		t := all[i]
		var b strings.Builder
		for _, l := range all[i : i+n] {
			b.WriteString(l.word)
		}
		t.word, t.raw = b.String(), b.String()
		out = append(out, t)
		i += n
	}
	return out
}
