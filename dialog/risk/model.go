package risk

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
)

// model.bin is written by make risk-train: see train/.
//
//go:embed model.bin
var modelFile []byte

// The heads of the classifier: is it danger at all, is it danger today or now,
// which category, which urgency.
const (
	headDanger = iota
	headUrgent
	headCategory                    // seven of them
	headUrgency  = headCategory + 7 // three of them
	heads        = headUrgency + 3
)

// model is a linear model with one-byte weights. Row p holds the weights of
// place p for all heads.
type model struct {
	bias, scale [heads]float32
	weights     []int8
}

var errModel = errors.New("reading the classifier: model.bin is not of this program, run make risk-train")

// readModel reads what model.write wrote: biases, scales, weights. An empty
// file is a model that knows nothing, so that training can begin.
func readModel(file []byte) (*model, error) {
	m := &model{weights: make([]int8, modelSize*heads)}
	if len(file) == 0 {
		return m, nil
	}
	if len(file) != 8*heads+len(m.weights) {
		return nil, errModel
	}
	for h := range heads {
		m.bias[h] = math.Float32frombits(binary.LittleEndian.Uint32(file[4*h:]))
		m.scale[h] = math.Float32frombits(binary.LittleEndian.Uint32(file[4*(heads+h):]))
	}
	for i, b := range file[8*heads:] {
		m.weights[i] = int8(b)
	}
	return m, nil
}

// scores are the heads' values for one window, before the logistic function.
type scores [heads]float32

// guess is what the classifier makes of a text.
type guess struct {
	danger   float32 // 0 to 1, any urgency
	urgent   float32 // 0 to 1, today or now
	category Category
	urgency  Urgency
}

// read scores every window of the words and keeps the most dangerous one: in a
// long story one clause counts.
func (m *model) read(words []heard) guess {
	best := scores{headDanger: -100}
	if len(words) == 0 {
		return m.guess(best)
	}
	sums := m.sums(words)
	for from := 0; ; from += windowHop {
		to := min(from+windowLen, len(words))
		if s := m.window(sums, from, to); s[headDanger]+s[headUrgent] > best[headDanger]+best[headUrgent] {
			best = s
		}
		if to == len(words) {
			return m.guess(best)
		}
	}
}

// running holds the sums of all weights up to a word, and how many pieces they are of.
type running struct {
	sum [heads]int32
	n   int32
}

func (m *model) sums(words []heard) []running {
	all := make([]running, len(words)+1)
	for i := range words {
		r := all[i]
		features(words, i, func(p uint32) {
			row := m.weights[p*heads : p*heads+heads : p*heads+heads]
			for h := range heads {
				r.sum[h] += int32(row[h])
			}
			r.n++
		})
		all[i+1] = r
	}
	return all
}

func (m *model) window(sums []running, from, to int) scores {
	var s scores
	norm := float32(1 / math.Sqrt(float64(max(sums[to].n-sums[from].n, leastPieces))))
	for h := range heads {
		s[h] = m.bias[h] + m.scale[h]*norm*float32(sums[to].sum[h]-sums[from].sum[h])
	}
	return s
}

// leastPieces keeps a text of a word or two from weighing as much as a sentence.
const leastPieces = 200

func (m *model) guess(s scores) guess {
	g := guess{danger: logistic(s[headDanger]), urgent: logistic(s[headUrgent])}
	g.category = categories[largest(s[headCategory:headUrgency])]
	g.urgency = urgencies[largest(s[headUrgency:])]
	return g
}

func largest(s []float32) int {
	best := 0
	for i := range s {
		if s[i] > s[best] {
			best = i
		}
	}
	return best
}

func logistic(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }
