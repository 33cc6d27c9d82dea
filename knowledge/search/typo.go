package search

import "sort"

// speller finds the words of the release that somebody may have meant by an unknown
// one. It holds every word with one letter left out (SymSpell), so that two words
// one edit apart, or two for long ones, meet; Damerau's distance decides.
type speller struct {
	words   []string
	counts  []int
	deletes map[string][]int32
}

// prefix bounds the deletes kept of long words.
const prefix = 8

func newSpeller(own map[string]int) *speller {
	s := &speller{deletes: map[string][]int32{}}
	for w := range own {
		if len(w) >= 4 && letters(w) {
			s.words = append(s.words, w)
		}
	}
	sort.Strings(s.words)
	s.counts = make([]int, len(s.words))
	for i, w := range s.words {
		s.counts[i] = own[w]
		for key := range deletes(w) {
			s.deletes[key] = append(s.deletes[key], int32(i))
		}
	}
	return s
}

// deletes are the beginnings of the word with up to two letters left out.
func deletes(word string) map[string]bool {
	if len(word) > prefix {
		word = word[:prefix]
	}
	out := map[string]bool{word: true}
	layer := []string{word}
	for range allowedEdits(len(word)) {
		var next []string
		for _, w := range layer {
			for i := range len(w) {
				if cut := w[:i] + w[i+1:]; !out[cut] {
					out[cut] = true
					next = append(next, cut)
				}
			}
		}
		layer = next
	}
	return out
}

func allowedEdits(length int) int {
	switch {
	case length < 4:
		return 0
	case length < 8:
		return 1
	}
	return 2
}

// meant is the words nearest to a wrongly spelled one, best first, at most three.
func (s *speller) meant(word string) []string {
	if len(word) < 4 || len(word) > 40 || !letters(word) {
		return nil
	}
	type near struct {
		word     string
		distance float64
		count    int
	}
	var found []near
	seen := map[int32]bool{}
	for key := range deletes(word) {
		for _, i := range s.deletes[key] {
			if seen[i] {
				continue
			}
			seen[i] = true
			limit := allowedEdits(min(len(word), len(s.words[i])))
			if d := distance(word, s.words[i], limit); d <= limit {
				cost := float64(d)
				if sounds(word) == sounds(s.words[i]) {
					cost -= 0.6
				}
				if word[0] != s.words[i][0] {
					cost += 0.5
				}
				found = append(found, near{s.words[i], cost, s.counts[i]})
			}
		}
	}
	sort.Slice(found, func(a, b int) bool {
		x, y := found[a], found[b]
		if x.distance != y.distance {
			return x.distance < y.distance
		}
		if x.count != y.count {
			return x.count > y.count
		}
		return x.word < y.word
	})
	var out []string
	for _, f := range found {
		if len(out) == 3 || f.distance > found[0].distance+0.2 {
			break
		}
		out = append(out, f.word)
	}
	return out
}

// distance is Damerau's (optimal string alignment), or limit+1 when it is more.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var rows [3][42]int
	if len(b) > 40 {
		return limit + 1
	}
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
