package picture

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// gap stands where words were left out because the font has no letters for them.
const gap = "…"

// clean makes a text drawable. Signs without a glyph (emoji) go; a word with a
// letter that cannot be drawn goes as a whole and leaves a gap, because half a
// word would be a wrong word. A text of which nothing is left comes out empty.
func (f *fonts) clean(s string) string { return f.drawable(start(s, mostLetters)) }

func (f *fonts) drawable(s string) string {
	var kept []string
	words := false
	for _, word := range strings.Fields(norm.NFC.String(s)) {
		drawn, ok := f.cleanWord(word)
		switch {
		case ok && drawn != "":
			kept, words = append(kept, drawn), true
		case !ok && (len(kept) == 0 || kept[len(kept)-1] != gap):
			kept = append(kept, gap)
		}
	}
	if !words {
		return ""
	}
	return strings.Join(kept, " ")
}

// mostLetters is more than any place of a bridge or plan holds; beyond it nothing is even measured.
const mostLetters = 1000

// start is the first so many letters of s.
func start(s string, most int) string {
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i]
		}
	}
	return s
}

// cleanWord returns what can be drawn of a word; it is false when a letter is missing.
func (f *fonts) cleanWord(word string) (string, bool) {
	var b strings.Builder
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r): // joiners, direction marks, shy hyphens
		case f.has(r):
			b.WriteRune(r)
		case f.plain(&b, r):
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			return "", false
		}
	}
	return b.String(), true
}

// plain writes r in its compatible form: a letter dressed up as maths, a wide letter, a ligature.
func (f *fonts) plain(b *strings.Builder, r rune) bool {
	form := norm.NFKC.String(string(r))
	for _, c := range form {
		if !f.has(c) {
			return false
		}
	}
	b.WriteString(form)
	return true
}
