package risk

import "slices"

const (
	longWord    = 5 // from here on a word may be mistyped in one place
	mostFillers = 2 // between two words of a phrase
	mostAny     = 3 // words that "_" stands for
)

// said is a text being read.
type said struct {
	*phrases
	words []string
	means [][]string // what each word may be a mistyping of; itself when it is a word of ours
	start int        // where the phrase begins that is being followed
	worst Verdict
}

func (p *phrases) screen(words []string) Verdict {
	s := said{phrases: p, words: words, means: make([][]string, len(words))}
	for i, w := range words {
		s.means[i] = p.meant(w)
	}
	for i := range words {
		s.start = i
		s.follow(p.root, i, 0)
	}
	return s.worst
}

// meant lists the words of ours that a word may stand for.
func (p *phrases) meant(word string) []string {
	if number(word) {
		return []string{"#", word}
	}
	if p.known[word] || p.lists["exact"][word] || p.lists["filler"][word] {
		if like := soundsLike(word); p.known[like] {
			return []string{word, like}
		}
		return []string{word}
	}
	var all []string
	letters := []rune(word)
	n := len(letters)
	for length := max(longWord, n-1); length <= n+1; length++ {
		for _, w := range p.words[length] {
			if mistyped(letters, w) {
				all = append(all, string(w))
			}
		}
	}
	return all
}

var numberWords = []string{"een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "paar"}

func number(word string) bool {
	return slices.Contains(numberWords, word) || len(word) <= 2 && word[0] >= '0' && word[0] <= '9'
}

// soundsLike ends a word in d instead of t, or the other way: "ik word mishandelt".
func soundsLike(word string) string {
	stem := word[:len(word)-1]
	switch word[len(word)-1] {
	case 'd':
		return stem + "t"
	case 't':
		return stem + "d"
	}
	return ""
}

// mistyped tells whether one letter too many, too few, other, or swapped with its
// neighbour makes x of y. The first or the last letter is always right.
func mistyped(x, y []rune) bool {
	if x[0] != y[0] && x[len(x)-1] != y[len(y)-1] {
		return false
	}
	start := 0
	for start < min(len(x), len(y)) && x[start] == y[start] {
		start++
	}
	end := 0
	for end < min(len(x), len(y))-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	dx, dy := len(x)-start-end, len(y)-start-end
	swapped := dx == 2 && dy == 2 && x[start] == y[start+1] && x[start+1] == y[start]
	return dx <= 1 && dy <= 1 || swapped
}

// follow reads on from a place in a phrase, and keeps the worst that is said.
func (s *said) follow(n *node, at, skipped int) {
	if at >= len(s.words) {
		return
	}
	for _, w := range s.means[at] {
		s.enter(n.next[w], at+1)
	}
	if n.next["_"] != nil {
		for k := at; k < min(at+mostAny, len(s.words)) && s.words[k] != "niet"; k++ {
			s.enter(n.next["_"], k+1)
		}
	}
	if n != s.root && skipped < mostFillers && s.lists["filler"][s.words[at]] {
		s.follow(n, at+1, skipped+1)
	}
}

// enter is a word further in a phrase. One that ends here counts, unless it is
// denied or stands in a story.
func (s *said) enter(n *node, end int) {
	if n == nil {
		return
	}
	if v := n.verdict; v.Outcome == Page && !s.denied(s.start, end) && !s.told(s.start) {
		if s.near(v.Category, s.start, end) {
			v.Urgency = Now
		}
		if rank(v.Urgency) > rank(s.worst.Urgency) {
			s.worst = v
		}
	}
	s.follow(n, end, 0)
}

// denied tells whether a "no" stands right behind a phrase or right before it:
// "hij slaat me niet meer", "niet dat ik dood wil".
func (s *said) denied(start, end int) bool {
	if end < len(s.words) && s.words[end] == "gelukkig" {
		end++
	}
	if end < len(s.words) && (s.words[end] == "niet" || s.words[end] == "nooit") {
		if end+1 == len(s.words) || slices.Contains([]string{"meer", "hoor", "gelukkig", "echt", "want", "dus", "maar", "en"}, s.words[end+1]) {
			return true
		}
	}
	before := s.words[max(0, start-3):start]
	n := len(before)
	return n >= 2 && before[n-1] == "dat" && (before[n-2] == "niet" || n == 3 && before[0] == "niet" && before[1] == "zo")
}

// told tells whether a phrase is what a film or a song says: nothing but telling
// stands between them.
func (s *said) told(start int) bool {
	for i := start - 1; i >= max(0, start-5); i-- {
		if s.lists["story"][s.words[i]] {
			return true
		}
		if !s.lists["telling"][s.words[i]] {
			return false
		}
	}
	return false
}

// near tells whether a word of tonight, or for what is lost in days of tomorrow,
// stands in a phrase or beside it. Recent self-harm stays what it is.
func (s *said) near(c Category, start, end int) bool {
	list := "soon"
	switch c {
	case Selfharm, ThreatToOthers, ChildSafety:
		return false
	case Material:
		list = "nearby"
	}
	return slices.ContainsFunc(s.words[max(0, start-1):min(len(s.words), end+1)], func(w string) bool { return s.lists[list][w] })
}
