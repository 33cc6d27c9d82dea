package search

// shortest is how few letters a part of a compound may have.
const shortest = 3

// links are the letters that Dutch puts between the parts of a compound.
var links = []string{"", "s", "e", "en", "n"}

// splitter cuts compounds into the stems of their parts: huurtoeslagaanvraag is
// huur, toeslag and aanvragen. A part is a word of the release, or of the word list
// from four letters on.
type splitter struct {
	d     *dutchData
	own   map[string]int // surface words of the release and how often they stand there
	known map[string][]string
}

func newSplitter(d *dutchData, own map[string]int) *splitter {
	return &splitter{d: d, own: own, known: map[string][]string{}}
}

// parts are the stems of the parts, or nothing when the word is no compound.
func (s *splitter) parts(word string) []string {
	if len(word) < 2*shortest || len(word) > 60 || !letters(word) {
		return nil
	}
	if parts, ok := s.known[word]; ok {
		return parts
	}
	found, _ := s.split(word, 4)
	if len(found) < 2 {
		found = nil
	}
	if len(s.known) < remembered {
		s.known[word] = found
	}
	return found
}

// split finds the cheapest way to cut the word into at most most parts.
func (s *splitter) split(word string, most int) ([]string, float64) {
	best, cost := []string(nil), 1e9
	if c := s.cost(word); c < cost && most < 4 {
		best, cost = []string{s.d.stems.stem(word)}, c
	}
	if most < 2 {
		return best, cost
	}
	for i := shortest; i <= len(word)-shortest; i++ {
		head := word[:i]
		headCost, headStem := s.head(head)
		if headStem == "" {
			continue
		}
		rest, restCost := s.split(word[i:], min(most-1, 3))
		if rest == nil {
			continue
		}
		if c := headCost + restCost + 1; c < cost {
			best, cost = append([]string{headStem}, rest...), c
		}
	}
	return best, cost
}

// head is the cost and stem of a part that is not the last, links taken off.
func (s *splitter) head(part string) (float64, string) {
	cost, stem := 1e9, ""
	for _, link := range links {
		if len(part)-len(link) < shortest || part[len(part)-len(link):] != link {
			continue
		}
		bare := part[:len(part)-len(link)]
		c := s.cost(bare)
		if link != "" {
			c += 0.3
		}
		if c < cost {
			cost, stem = c, s.d.stems.stem(bare)
		}
	}
	return cost, stem
}

// cost is low for a word that is surely one: long, and known in the release.
func (s *splitter) cost(word string) float64 {
	if s.d.stop[word] && len(word) < 5 {
		return 1e9
	}
	n := s.own[word]
	switch {
	case n > 1 && len(word) >= 4:
		return 1
	case n > 0 && len(word) >= 4:
		return 1.3
	case n > 1 && len(word) == 3:
		return 2.5
	case len(word) >= 4 && s.d.list.has(s.d.stems.stem(word)):
		return 2
	}
	return 1e9
}
