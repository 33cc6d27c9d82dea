package dialog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// under18 tells whether somebody says to be younger than 18: "ik ben 16", "ik word
// volgende maand 18". It reads one clause at a time and wants it whole: who speaks,
// an age, and after it nothing but what goes with an age. So "ik ben 16 weken
// zwanger", "toen ik 16 was" and "mijn zoon is 16" are no such words. What it
// finds is asked back, never acted on.
//
// The words stand in the texts, under "age.…".
func (t *Texts) under18(text string) bool {
	for _, clause := range clauses.Split(halves.ReplaceAllString(strings.ToLower(text), "$1"), -1) {
		words := strings.Fields(plain(clause))
		for i := range words {
			if t.minorFrom(words, i) {
				return true
			}
		}
	}
	return false
}

var (
	clauses = regexp.MustCompile(`[.,;:!?\n()"“”]+`)
	halves  = regexp.MustCompile(`(\d+)[.,]5\b`) // "17,5" is 17
)

// minorFrom reads the clause from the i-th word on.
func (t *Texts) minorFrom(words []string, i int) bool {
	rest := words[i:]
	if n := begins(rest, t.Phrases["age.said"]); n > 0 && n == len(rest) && t.speaker(words[:i]) {
		return true // "minderjarig", "nog geen 18"
	}
	if n := begins(rest, t.Phrases["age.am"]); n > 0 && t.begun(words[:i], rest[:n]) {
		return t.aged(rest[n:], 17)
	}
	if n := begins(rest, t.Phrases["age.become"]); n > 0 {
		return t.begun(words[:i], rest[:n]) && t.aged(rest[n:], 18) // who turns 18 is 17 now
	}
	return t.inverted(words, i)
}

// aged wants an age up to most, what may stand before it, and an end after it.
func (t *Texts) aged(rest []string, most int) bool {
	for len(rest) > 0 {
		if age, ok := t.age(rest[0]); ok {
			return age <= most && !t.listed(rest[1:]) && t.ended(rest[1:])
		}
		n := begins(rest, t.Phrases["age.before"])
		if n == 0 {
			return false
		}
		rest = rest[n:]
	}
	return false
}

// inverted is "omdat ik 16 ben", but not "toen ik 16 was" or "alsof ik 16 ben".
func (t *Texts) inverted(words []string, i int) bool {
	rest := words[i:]
	if begins(rest, t.Phrases["age.i"]) == 0 || slices.ContainsFunc(words[:i], t.unreal) {
		return false
	}
	for n := 1; n < len(rest) && n <= 5; n++ {
		if begins(rest[n:], t.Phrases["age.verb"]) > 0 && t.aged(rest[1:n], 17) {
			return t.ended(rest[n+1:])
		}
	}
	return false
}

// listed tells whether a number is the first of two: "10 en 11 december".
func (t *Texts) listed(rest []string) bool {
	n := begins(rest, t.Phrases["age.then"])
	if n == 0 || n == len(rest) {
		return false
	}
	_, err := strconv.Atoi(rest[n])
	return err == nil
}

func (t *Texts) unreal(word string) bool { return slices.Contains(t.Phrases["age.unreal"], word) }

// begun tells whether "ben 16" may be about the speaker: with "ik" it is, without
// it only at the beginning of the clause.
func (t *Texts) begun(before, verb []string) bool {
	if begins(verb, t.Phrases["age.verb"]) == len(verb) && len(before) > 0 {
		return false
	}
	return !slices.ContainsFunc(before, t.unreal)
}

// speaker tells whether the clause so far is about the speaker.
func (t *Texts) speaker(before []string) bool {
	for i := range before {
		if n := begins(before[i:], t.Phrases["age.am"]); n > 0 && !slices.ContainsFunc(before[:i], t.unreal) {
			return onlyOf(before[i+n:], t.Phrases["age.before"])
		}
	}
	return false
}

// ended tells whether the age is the end of what is said, or something follows
// that can't count ("jaar", "en", "dus").
func (t *Texts) ended(rest []string) bool {
	for len(rest) > 0 {
		if begins(rest, t.Phrases["age.then"]) > 0 {
			return true
		}
		n := begins(rest, t.Phrases["age.after"])
		if n == 0 {
			return false
		}
		rest = rest[n:]
	}
	return true
}

// age reads "16" and "zestien", from 8 on: below that nobody types this.
func (t *Texts) age(word string) (int, bool) {
	const youngest = 8
	if n, err := strconv.Atoi(word); err == nil {
		return n, n >= youngest && len(word) <= 2
	}
	if i := slices.Index(t.Phrases["age.number"], word); i >= 0 {
		return youngest + i, true
	}
	return 0, false
}

// begins is how many words of the longest phrase stand at the front; 0 for none.
func begins(words, phrases []string) int {
	longest := 0
	for _, p := range phrases {
		known := strings.Fields(p)
		if len(known) > longest && len(known) <= len(words) && slices.Equal(words[:len(known)], known) {
			longest = len(known)
		}
	}
	return longest
}

// onlyOf tells whether words are nothing but such phrases.
func onlyOf(words, phrases []string) bool {
	for len(words) > 0 {
		n := begins(words, phrases)
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return true
}
