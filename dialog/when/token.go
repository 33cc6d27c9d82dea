package when

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxRunes is the longest message of Telegram; what comes after it is not read.
const maxRunes = 4096

type kind uint8

const (
	word   kind = iota
	figure      // digits, also with marks between them: 15, 3-12, 14.30
	mark        // anything else that can be seen
)

// token is a piece of the text. senses is all that it may mean by itself.
type token struct {
	text     string // lower case, without accents
	from, to int    // bytes in the text
	kind     kind
	glued    bool // stands against the token before it
	typo     bool
	senses   []sense
}

type sense struct {
	class string
	value int
}

func (t token) sense(class string) (int, bool) {
	for _, s := range t.senses {
		if s.class == class {
			return s.value, true
		}
	}
	return 0, false
}

func (t token) is(classes ...string) bool {
	for _, class := range classes {
		if _, ok := t.sense(class); ok {
			return true
		}
	}
	return false
}

// tokenise cuts the text into tokens, without looking at what they mean.
func tokenise(text string) []token {
	var tokens []token
	text = cut(text, maxRunes)
	for from := 0; from < len(text); {
		first, width := utf8.DecodeRuneInString(text[from:])
		t := token{from: from, to: from + width, kind: mark}
		switch {
		case isDigit(first):
			t.kind, t.to = figure, endOfFigure(text, from)
		case isLetter(first):
			t.kind, t.to = word, endOfWord(text, from)
		}
		if t.kind != mark || first == '\n' || !unicode.IsSpace(first) && !unicode.IsControl(first) {
			t.text = fold(text[from:t.to])
			t.glued = len(tokens) > 0 && tokens[len(tokens)-1].to == from
			tokens = append(tokens, t)
		}
		from = t.to
	}
	return tokens
}

func cut(text string, runes int) string {
	for i := range text {
		if runes == 0 {
			return text[:i]
		}
		runes--
	}
	return text
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// isLetter counts apostrophes and invisible marks in, for "'s avonds" and "foto's".
func isLetter(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Mn, unicode.Cf) || strings.ContainsRune("'’‘`´", r)
}

// endOfWord keeps "a.s." together, but not "vrijdag.ik".
func endOfWord(text string, from int) int {
	for i, r := range text[from:] {
		dotted := r == '.' && i == 1 && len(text) > from+3 && text[from+3] == '.'
		if !isLetter(r) && !dotted {
			return from + i
		}
	}
	return len(text)
}

// fold makes "Één" and "een" the same, and takes quotes and invisible marks away.
func fold(text string) string {
	text = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "´", "'").Replace(text)
	keep := func(r rune) rune {
		if unicode.In(r, unicode.Mn, unicode.Cf) {
			return -1
		}
		return unicode.ToLower(r)
	}
	return strings.Trim(strings.Map(keep, norm.NFD.String(text)), "'")
}
