package eval

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// typed is a line as her fingers make it. What is sent and what is tapped stays as it is.
func (p *player) typed(line string) string {
	if strings.HasPrefix(line, "(") || strings.HasPrefix(line, "/") {
		return line
	}
	if p.RunOn {
		line = runOn(line)
	}
	if p.Typos == 0 {
		return line
	}
	words := strings.Fields(line)
	for i, w := range words {
		if utf8.RuneCountInString(w) >= 6 && plain(w) && p.chance.IntN(p.Typos) == 0 {
			words[i] = p.misspelt(w)
		}
	}
	return strings.Join(words, " ")
}

// runOn is a text as voice typing leaves it.
func runOn(line string) string {
	line = strings.Map(func(r rune) rune {
		if strings.ContainsRune(".,;:!", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, line)
	return strings.Join(strings.Fields(line), " ")
}

// misspelt swaps two letters in the middle, drops one or doubles one.
func (p *player) misspelt(word string) string {
	r := []rune(word)
	at := 1 + p.chance.IntN(len(r)-3)
	switch p.chance.IntN(3) {
	case 0:
		r[at], r[at+1] = r[at+1], r[at]
		return string(r)
	case 1:
		return string(r[:at]) + string(r[at+1:])
	}
	return string(r[:at]) + string(r[at]) + string(r[at:])
}

func plain(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}
