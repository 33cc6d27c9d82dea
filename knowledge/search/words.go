package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxRunes bounds the work on one question; Telegram's longest message has 4,096 characters.
const maxRunes = 4096

// fold takes away what does not change a word: case, accents, width, kinds of apostrophes.
func fold(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, " ")
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case r == '’' || r == '‘' || r == '`' || r == '´':
			b.WriteByte('\'')
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ø':
			b.WriteByte('o')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// words cuts folded text at everything that is neither letter nor digit. An
// apostrophe is dropped (auto's, m'n), and a dot inside an abbreviation too (a.o.w.).
func words(folded string) []string {
	var out []string
	var b strings.Builder
	runes := []rune(folded)
	end := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '\'' && b.Len() > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i+1]):
		case r == '.' && inAbbreviation(runes, i):
		default:
			end()
		}
	}
	end()
	return out
}

// inAbbreviation says whether the dot stands between single letters: a.o.w
func inAbbreviation(runes []rune, i int) bool {
	single := i > 0 && unicode.IsLetter(runes[i-1]) && (i < 2 || !unicode.IsLetter(runes[i-2]))
	next := i+1 < len(runes) && unicode.IsLetter(runes[i+1]) && (i+2 >= len(runes) || !unicode.IsLetter(runes[i+2]))
	return single && next
}

// bounded keeps the beginning and the end of an endless text: a story's question stands last.
func bounded(text string) string {
	if len(text) <= maxRunes {
		return text
	}
	runes := []rune(strings.ToValidUTF8(text, " "))
	if len(runes) <= maxRunes {
		return string(runes)
	}
	half := maxRunes / 2
	return string(runes[:half]) + " " + string(runes[len(runes)-half:])
}
