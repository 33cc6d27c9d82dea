package knowledge

import (
	"strings"
	"unicode"
)

// Counting words here is the same rough count as in the gate that watches what
// the bot says; content is held to it before anybody sees it.

// sentences cuts a text after every ., ! or ? that a space or the end follows.
func sentences(s string) []string {
	var all []string
	start := 0
	runes := []rune(s)
	for i, r := range runes {
		ends := strings.ContainsRune(".!?…", r) && (i+1 == len(runes) || unicode.IsSpace(runes[i+1]))
		if ends {
			all = append(all, string(runes[start:i+1]))
			start = i + 1
		}
	}
	if rest := string(runes[start:]); len(words(rest)) > 0 {
		all = append(all, rest)
	}
	return all
}

// words are the parts between spaces that hold a letter or a digit, bare of
// marks and in small letters.
func words(s string) []string {
	var all []string
	for _, w := range strings.Fields(s) {
		bare := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if bare != "" {
			all = append(all, strings.ToLower(bare))
		}
	}
	return all
}

// hasWord tells whether one of these words stands in a text.
func hasWord(s string, wanted ...string) bool {
	for _, w := range words(s) {
		for _, x := range wanted {
			if w == x {
				return true
			}
		}
	}
	return false
}

// trademarks are names that belong to others (EMPath, Boston). Our instruments
// learnt from theirs and say so in adapted_from, and carry the names nowhere else.
var trademarks = []string{
	"brug naar zelfredzaamheid",
	"bridge to self sufficiency",
	"mobility mentoring",
}

// trademark finds such a name, however it is spelt: capitals, ®, hyphens, spaces.
func trademark(s string) (string, bool) {
	bare := strings.NewReplacer("®", " ", "™", " ", "-", " ", "‑", " ").Replace(s)
	bare = strings.Join(strings.Fields(strings.ToLower(bare)), " ")
	for _, name := range trademarks {
		if strings.Contains(bare, name) {
			return name, true
		}
	}
	return "", false
}
