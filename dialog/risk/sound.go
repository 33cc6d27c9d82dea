package risk

import "strings"

// sound is how a Dutch word sounds, roughly: two spellings of one word mostly
// share it ("zelfmoort", "zelfmoord"; "me eige", "mijn eigen"). It only finds
// words that are no known word as they stand, so it may be crude.
func sound(word string) string {
	if strings.HasSuffix(word, "en") && len(word) > 4 {
		word = word[:len(word)-1]
	}
	word = sounds.Replace(word)
	out := make([]byte, 0, len(word))
	for i := range len(word) {
		if n := len(out); n == 0 || out[n-1] != word[i] {
			out = append(out, word[i])
		}
	}
	if n := len(out); n > 0 && out[n-1] == 'd' {
		out[n-1] = 't'
	}
	return string(out)
}

var sounds = strings.NewReplacer("sch", "sg", "ch", "g", "dt", "t", "td", "t", "ei", "y", "ij", "y", "au", "ou", "uw", "u",
	"ie", "i", "z", "s", "v", "f", "c", "k", "x", "ks", "q", "k", "ph", "f", "th", "t")

// oneOff lists the word without each of its letters, itself first: two words of
// one edit, or two neighbours swapped, share an entry.
func oneOff(word string, yield func(string) bool) {
	if !yield(word) {
		return
	}
	buf := make([]byte, 0, len(word))
	for i := 1; i < len(word); i++ { // the first letter is seldom wrong
		buf = append(append(buf[:0], word[:i]...), word[i+1:]...)
		if !yield(string(buf)) {
			return
		}
	}
}
