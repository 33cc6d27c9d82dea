package dialog

import "strings"

// shortRunes is how much of somebody's words a later question repeats.
const shortRunes = 60

// short is quoted for questions that only remind of words: about a line, cut between words.
func short(words string) string {
	words = quoted(words)
	runes := []rune(words)
	if len(runes) <= shortRunes {
		return words
	}
	cut := string(runes[:shortRunes])
	if space := strings.LastIndexByte(cut, ' '); space > shortRunes/2 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " ,.;:…") + "…"
}
