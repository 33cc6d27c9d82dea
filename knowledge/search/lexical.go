package search

import "sort"

// work is the scratch space of one question.
type work struct {
	passages, docs *tally
	top            []scored // the best passage of each document touched
}

// lexical ranks documents by BM25 of the whole and of its best passage. What weighs
// most is counted first; once the rest together could not lift a new document among
// the best, only those that can still get there are finished (MaxScore). The outcome
// is that of counting everything, but for the rounding of the last digit.
func (ix *Index) lexical(q question) []found { return ix.ranked(q, longList) }

// longList is from how many postings it pays to look whether counting can stop.
const longList = 2000

func (ix *Index) ranked(q question, long int) []found {
	w := ix.tallies.Get().(*work)
	defer ix.tallies.Put(w)
	defer w.passages.clear()
	defer w.docs.clear()
	concepts, rest := ix.byMost(q.concepts)
	for i, c := range concepts {
		if i > 0 && ix.passage.postingsOf(c) >= long {
			if least := ix.leastOf(w); least > rest[i] {
				return ix.finish(w, concepts[i:], least-rest[i])
			}
		}
		w.passages.add(ix.passage, c)
		w.docs.add(ix.document, c)
	}
	ix.pickTops(w)
	best := newBest(legDocs)
	for _, d := range w.docs.touched {
		best.offer(d, ix.together(w, d))
	}
	return w.found(best)
}

// byMost orders the concepts by the most that each can add to a document; rest[i] is
// the most that those from i on can add together.
func (ix *Index) byMost(concepts []concept) ([]concept, []float32) {
	type bounded struct {
		concept
		most float64
	}
	all := make([]bounded, len(concepts))
	for i, c := range concepts {
		all[i] = bounded{c, ix.tuning.Whole*ix.document.most(c) + ix.tuning.Best*ix.passage.most(c)}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].most > all[b].most })
	out, rest := make([]concept, len(all)), make([]float32, len(all)+1)
	for i := len(all) - 1; i >= 0; i-- {
		out[i], rest[i] = all[i].concept, rest[i+1]+float32(all[i].most)*1.0001 // sums are rounded
	}
	return out, rest
}

func (ix *Index) pickTops(w *work) {
	for _, d := range w.docs.touched {
		w.top[d] = scored{}
	}
	for _, p := range w.passages.touched {
		s := scored{p, w.passages.score[p]}
		if d := ix.docOf[p]; s.before(w.top[d]) {
			w.top[d] = s
		}
	}
}

func (ix *Index) together(w *work, doc int32) float32 {
	return float32(ix.tuning.Whole)*w.docs.score[doc] + float32(ix.tuning.Best)*w.top[doc].score
}

// leastOf is what a document needs at least to be among those handed on; 0 while
// there are not enough.
func (ix *Index) leastOf(w *work) float32 {
	if len(w.docs.touched) < legDocs {
		return 0
	}
	ix.pickTops(w)
	best := newBest(legDocs)
	for _, d := range w.docs.touched {
		best.offer(d, ix.together(w, d))
	}
	return best.items[0].score
}

// finish counts the remaining concepts for the documents that have at least least.
func (ix *Index) finish(w *work, remaining []concept, least float32) []found {
	best := newBest(legDocs)
	for _, d := range w.docs.touched {
		if ix.together(w, d) < least {
			continue
		}
		for _, c := range remaining {
			w.docs.score[d] += ix.document.worth(c, d)
		}
		w.top[d] = scored{}
		for _, p := range ix.passagesOf[d] {
			s := scored{p, w.passages.score[p]}
			for _, c := range remaining {
				s.score += ix.passage.worth(c, p)
			}
			if s.score > 0 && s.before(w.top[d]) {
				w.top[d] = s
			}
		}
		best.offer(d, ix.together(w, d))
	}
	return w.found(best)
}

func (w *work) found(best *best) []found {
	out := make([]found, 0, len(best.items))
	for _, s := range best.sorted() {
		out = append(out, found{s.item, w.top[s.item].item, s.score})
	}
	return out
}
