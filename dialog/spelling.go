package dialog

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// How typed words are laid beside known ones.

func same(said, known string) bool { return said == known }

// nearly forgives a typo: one in a word of four letters or more, two from nine.
func nearly(said, known string) bool {
	n := len([]rune(known))
	switch {
	case n < 4:
		return false
	case n < 9:
		return distance(said, known, 1) <= 1
	default:
		return distance(said, known, 2) <= 2
	}
}

// within finds the known words in a sentence of at most six, unless a word says no to them.
func within(said, known string) bool {
	s, k := strings.Fields(said), strings.Fields(known)
	if len(s) > 6 || len(k) == 0 || len(k) > len(s) {
		return false
	}
	for i := 0; i+len(k) <= len(s); i++ {
		if slices.Equal(s[i:i+len(k)], k) {
			return slices.Contains(k, "niet") || !denied(s)
		}
	}
	return false
}

func denied(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return w == "niet" || w == "geen" || w == "nooit" || w == "nog" || w == "not"
	})
}

// plain is text as it is compared: lower case, without accents, signs and emoji.
func plain(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// distance counts the edits (a swap of neighbours is one) from a to b; beyond
// most it may stop and say most+1.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > most || -d > most {
		return most + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
