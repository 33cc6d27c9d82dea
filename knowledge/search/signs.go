package search

import "math"

// signs are what tells an answer from a mere best guess.
type signs struct {
	coverage float64 // share of the question's weight (idf) that the first document has; told, not weighed
	score    float64 // lexical score as a share of what a perfect document would get
	raw      float64 // lexical score a word, in tens
	margin   float64 // how far the first is ahead of the second, as a share of its score
	likeness float64 // cosine of the vector leg
	absent   float64 // share of everyday phrases whose official word the release does not have
	short    float64 // 1 over the number of words with content: the share above comes easy to few words
}

func (ix *Index) signs(q question, all []fused, own bool) signs {
	first := all[0]
	s := signs{likeness: first.vector.Score, coverage: ix.coverage(q, first.doc)}
	if !own {
		s.likeness = usual
	}
	if len(all) > 1 && first.score > 0 {
		s.margin = float64((first.score - all[1].score) / first.score)
	}
	for _, p := range q.met {
		if _, ok := ix.terms[p.official[0]]; !ok {
			s.absent += 1 / float64(len(q.met))
		}
	}
	var possible, weights float64
	for _, c := range q.concepts {
		possible += c.weight * c.idf * (ix.tuning.K1 + 1)
		if c.added {
			continue
		}
		weights += c.weight
	}
	if possible > 0 {
		s.score = first.lexical.Score / (possible * (ix.tuning.Whole + ix.tuning.Best))
	}
	if weights > 0 {
		s.raw, s.short = first.lexical.Score/(10*weights), 1/weights
	}
	return s
}

// list is the signs in the order of weigh.
func (s signs) list() [6]float64 {
	return [...]float64{s.score, s.raw, s.margin, s.likeness, s.absent, s.short}
}

// threshold, bias and weigh were fitted by logistic regression on questions of our own (README.md).
const threshold, bias = 0.39, -1.769

// SureFrom is the confidence from which a question is answered.
const SureFrom = threshold

var weigh = [6]float64{5.965, -0.145, 0.172, 4.858, -4.055, -7.553}

// usual is the likeness taken for granted where it comes from another embedder, whose
// cosines mean something else, or from none.
const usual = 0.62

// confidence is how likely the first document answers the question.
func (s signs) confidence() float64 {
	z := bias
	for i, v := range s.list() {
		z += weigh[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}
