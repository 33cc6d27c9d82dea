package measure

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Outcome is what one ranking made of one question.
type Outcome struct {
	ID        string
	Ranked    []string
	Answered  bool
	Right     map[string]bool // empty: nothing answers it
	HasRights bool
}

// place is the rank of the first right document, 0 when there is none.
func (o Outcome) place() int {
	for i, doc := range o.Ranked {
		if o.Right[doc] {
			return i + 1
		}
	}
	return 0
}

// MRR10 is 1/rank of the first right document among ten.
func (o Outcome) MRR10() float64 {
	if p := o.place(); p > 0 && p <= 10 {
		return 1 / float64(p)
	}
	return 0
}

// Recall5 is the share of right documents among the first five.
func (o Outcome) Recall5() float64 {
	n := 0
	for _, doc := range o.Ranked[:min(5, len(o.Ranked))] {
		if o.Right[doc] {
			n++
		}
	}
	return float64(n) / float64(len(o.Right))
}

// Hit5 is 1 when a right document is among the first five.
func (o Outcome) Hit5() float64 {
	if p := o.place(); p > 0 && p <= 5 {
		return 1
	}
	return 0
}

// First is 1 when the first document is right.
func (o Outcome) First() float64 {
	if o.place() == 1 {
		return 1
	}
	return 0
}

// NDCG10 is the normalised discounted gain of the first ten.
func (o Outcome) NDCG10() float64 {
	gain, ideal := 0.0, 0.0
	for i, doc := range o.Ranked[:min(10, len(o.Ranked))] {
		if o.Right[doc] {
			gain += 1 / math.Log2(float64(i)+2)
		}
	}
	for i := range min(10, len(o.Right)) {
		ideal += 1 / math.Log2(float64(i)+2)
	}
	return gain / ideal
}

// Figure is a mean with its 95% interval.
type Figure struct{ Mean, Low, High float64 }

// draws of the bootstrap.
const draws = 2000

// Mean is the mean over the outcomes, with a bootstrap interval (fixed seed), or
// Wilson's where all values are 0 or 1.
func Mean(outcomes []Outcome, of func(Outcome) float64) Figure {
	values := make([]float64, len(outcomes))
	sum, binary := 0.0, true
	for i, o := range outcomes {
		values[i] = of(o)
		sum += values[i]
		binary = binary && (values[i] == 0 || values[i] == 1)
	}
	n := float64(len(values))
	if n == 0 {
		return Figure{math.NaN(), math.NaN(), math.NaN()}
	}
	if binary {
		low, high := wilson(sum, n)
		return Figure{sum / n, low, high}
	}
	random := rand.New(rand.NewPCG(1, 2))
	means := make([]float64, draws)
	for i := range means {
		for range values {
			means[i] += values[random.IntN(len(values))]
		}
		means[i] /= n
	}
	sort.Float64s(means)
	return Figure{sum / n, means[draws*25/1000], means[draws*975/1000]}
}

func wilson(k, n float64) (float64, float64) {
	const z = 1.959964
	p := k / n
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}
