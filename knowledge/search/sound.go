package search

import "strings"

// alike are spellings that sound the same to a Dutch ear, longest first.
var alike = strings.NewReplacer(
	"sch", "sg", "ch", "g", "ij", "ei", "y", "ei", "ouw", "au", "auw", "au", "ou", "au",
	"dt", "t", "d", "t", "b", "p", "ck", "k", "c", "k", "q", "k", "x", "ks", "ph", "f", "v", "f", "z", "s", "th", "t",
	"aa", "a", "ee", "e", "oo", "o", "uu", "u", "ie", "i",
)

// sounds is a word as it is heard: ij and ei, d and t, double letters are one.
func sounds(word string) string {
	heard := alike.Replace(word)
	var b strings.Builder
	for i := range len(heard) {
		if i == 0 || heard[i] != heard[i-1] {
			b.WriteByte(heard[i])
		}
	}
	return b.String()
}
