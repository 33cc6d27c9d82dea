package dialog

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// choose finds the one choice that typed text means: by its number, its label,
// what people type for it, a typo of these, or one of these within a short
// sentence. Where own words are an answer too (whole), a sentence is own words.
func (t *Texts) choose(text string, choices []Choice, whole bool) (string, bool) {
	words := plain(text)
	if words == "" {
		return "", false
	}
	if n, ok := t.ordinal(words); ok && n <= len(choices) {
		return choices[n-1].ID, true
	}
	matches := []func(said, known string) bool{same, nearly, within}
	if whole {
		matches = matches[:2]
	}
	for _, match := range matches {
		if id, ok := t.only(words, choices, match); ok {
			return id, true
		}
	}
	return "", false
}

// nod reads a thumb up or down, and nothing beside it, as yes or no.
func (t *Texts) nod(text string, choices []Choice) (string, bool) {
	if plain(text) != "" {
		return "", false
	}
	for _, word := range []string{"yes", "no"} {
		for _, sign := range t.Phrases["emoji."+word] {
			if said := t.Phrases["choice."+word]; strings.Contains(text, sign) && len(said) > 0 {
				return t.only(said[0], choices, same)
			}
		}
	}
	return "", false
}

// labelled is the choice whose label was typed as it stands on the button.
func (t *Texts) labelled(text string, choices []Choice) (string, bool) {
	for _, c := range choices {
		if words := plain(text); words != "" && words == plain(c.Label) {
			return c.ID, true
		}
	}
	return "", false
}

// only is the choice that matches when it is the only one: a sentence that fits two is not guessed at.
func (t *Texts) only(words string, choices []Choice, match func(said, known string) bool) (string, bool) {
	found := ""
	for _, c := range choices {
		known := append([]string{plain(c.Label)}, t.Phrases["choice."+c.ID]...)
		if slices.ContainsFunc(known, func(k string) bool { return k != "" && match(words, k) }) {
			if found != "" && found != c.ID {
				return "", false
			}
			found = c.ID
		}
	}
	return found, found != ""
}

// wish finds what people can ask for at any time ("stop", "ik wil een mens").
// A wish must be all that was typed: in the middle of a story "stop" is a word.
func (t *Texts) wish(text string) (string, bool) {
	words := plain(text)
	for _, name := range wishes {
		if slices.Contains(t.Phrases["wish."+name], words) {
			return name, true
		}
	}
	return "", false
}

// ordinal reads "2", "nummer 2" and "de tweede".
func (t *Texts) ordinal(words string) (int, bool) {
	for _, lead := range t.Phrases["ordinal.lead"] {
		words = strings.TrimPrefix(words, lead+" ")
	}
	if n, err := strconv.Atoi(words); err == nil && n >= 1 && n <= 20 {
		return n, true
	}
	if i := slices.Index(t.Phrases["ordinal"], words); i >= 0 {
		return i + 1, true
	}
	if i := slices.Index(t.Phrases["ordinal.th"], words); i >= 0 {
		return i + 1, true
	}
	return 0, false
}

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

func numeral(n int) string { return strconv.Itoa(n) }
