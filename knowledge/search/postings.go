package search

import "math"

// posting says how much a term speaks for an item: BM25's part without the idf.
type posting struct {
	item   int32
	impact float32
}

// level holds the postings of one kind of item, passages or whole documents, by term.
type level struct {
	postings [][]posting
	highest  []float32 // impact of each term
	items    int
}

// bag is the weighted words of one item.
type bag struct {
	counts map[int32]float32
	length float64
}

func newLevel(bags []bag, terms int, t Tuning) level {
	total := 0.0
	for _, b := range bags {
		total += b.length
	}
	mean := max(total/float64(max(len(bags), 1)), 1)
	sizes := make([]int32, terms)
	for _, b := range bags {
		for term := range b.counts {
			sizes[term]++
		}
	}
	l := level{postings: make([][]posting, terms), highest: make([]float32, terms), items: len(bags)}
	for term, n := range sizes {
		l.postings[term] = make([]posting, 0, n)
	}
	for i, b := range bags {
		hold := t.K1 * (1 - t.B + t.B*b.length/mean)
		for term, tf := range b.counts {
			impact := float64(tf) * (t.K1 + 1) / (float64(tf) + hold)
			l.postings[term] = append(l.postings[term], posting{int32(i), float32(impact)})
			l.highest[term] = max(l.highest[term], float32(impact))
		}
	}
	return l
}

// idf is BM25's, never negative.
func (l level) idf(term int32) float64 {
	n := float64(len(l.postings[term]))
	return math.Log(1 + (float64(l.items)-n+0.5)/(n+0.5))
}

// mostIDF is what a word is worth that stands nowhere.
func (l level) mostIDF() float64 { return math.Log(1 + (float64(l.items)+0.5)/0.5) }

// tally adds up the scores of items. It is kept and used again: clearing what was
// touched is cheaper than a new one for every question.
type tally struct {
	score   []float32
	current []float32 // of the concept at hand
	seen    []bool
	touched []int32
	now     []int32
}

func newTally(items int) *tally {
	return &tally{score: make([]float32, items), current: make([]float32, items), seen: make([]bool, items)}
}

// add scores one concept: the best of its alternatives counts for each item.
func (t *tally) add(l level, c concept) {
	for _, a := range c.alternatives {
		weight := float32(c.weight * a.weight * a.idf)
		if weight <= 0 {
			continue
		}
		for _, p := range l.postings[a.term] {
			v := weight * p.impact
			if !t.seen[p.item] {
				t.seen[p.item] = true
				t.touched = append(t.touched, p.item)
			}
			if t.current[p.item] == 0 {
				t.now = append(t.now, p.item)
			}
			if v > t.current[p.item] {
				t.score[p.item] += v - t.current[p.item]
				t.current[p.item] = v
			}
		}
	}
	for _, item := range t.now {
		t.current[item] = 0
	}
	t.now = t.now[:0]
}

func (t *tally) clear() {
	for _, item := range t.touched {
		t.score[item], t.seen[item] = 0, false
	}
	t.touched = t.touched[:0]
}

// has says whether the item has the term.
func (l level) has(term, item int32) bool { return l.impact(term, item) > 0 }

// impact is 0 when the item does not have the term; postings lie in the order of items.
func (l level) impact(term, item int32) float32 {
	list := l.postings[term]
	i, j := 0, len(list)
	for i < j {
		if h := (i + j) / 2; list[h].item < item {
			i = h + 1
		} else {
			j = h
		}
	}
	if i < len(list) && list[i].item == item {
		return list[i].impact
	}
	return 0
}

// worth is what a concept adds to an item: the best of its alternatives.
func (l level) worth(c concept, item int32) float32 {
	best := float32(0)
	for _, a := range c.alternatives {
		best = max(best, float32(c.weight*a.weight*a.idf)*l.impact(a.term, item))
	}
	return best
}

// most is the most that a concept can add to any item.
func (l level) most(c concept) float64 {
	best := 0.0
	for _, a := range c.alternatives {
		best = max(best, c.weight*a.weight*a.idf*float64(l.highest[a.term]))
	}
	return best
}

func (l level) postingsOf(c concept) int {
	n := 0
	for _, a := range c.alternatives {
		n += len(l.postings[a.term])
	}
	return n
}
