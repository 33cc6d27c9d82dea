package search

import "math"

// signs are what tells an answer from a mere best guess.
type signs struct {
	coverage float64 // share of the question's weight (idf) that the first document has
	rarest   float64 // 1 when the first document has the question's rarest word
	score    float64 // lexical score as a share of what a perfect document would get
	margin   float64 // how far the first is ahead of the second, as a share of its score
	likeness float64 // cosine of the vector leg
	agree    float64 // 1 when both legs name the same first document
}

func (ix *Index) signs(q question, all []fused) signs {
	first := all[0]
	s := signs{likeness: first.vector.Score}
	if len(all) > 1 && first.score > 0 {
		s.margin = float64((first.score - all[1].score) / first.score)
	}
	if first.lexical.Rank == 1 && first.vector.Rank == 1 {
		s.agree = 1
	}
	var have, all1, possible, rarest float64
	for _, c := range q.concepts {
		possible += c.weight * c.idf * (ix.tuning.K1 + 1)
		if c.added {
			continue
		}
		strength := ix.strength(c, first.doc)
		all1 += c.weight * c.idf
		have += c.weight * c.idf * strength
		if c.idf > rarest {
			rarest, s.rarest = c.idf, strength
		}
	}
	if all1 > 0 {
		s.coverage = have / all1
	}
	if possible > 0 {
		s.score = first.lexical.Score / (possible * (ix.tuning.Whole + ix.tuning.Best))
	}
	return s
}

// strength is the weight of the best alternative of a concept that the document has.
func (ix *Index) strength(c concept, doc int32) float64 {
	best := 0.0
	for _, a := range c.alternatives {
		if a.weight > best && ix.document.has(a.term, doc) {
			best = a.weight
		}
	}
	return best
}

// threshold and the weights were fitted by logistic regression (README.md).
const threshold = 0.5

func (s signs) confidence() float64 {
	z := -2 + 4*s.coverage + 2*s.score
	return 1 / (1 + math.Exp(-z))
}
