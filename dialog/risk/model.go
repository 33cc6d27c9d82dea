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

// The heads of the classifier. Two decide: is it danger at all, is it danger
// today or now. Ten name it: which category, which urgency.
const (
	headDanger  = 0
	headUrgent  = 1
	deciders    = 2
	headUrgency = 7 // of the namers; the categories come first
	namers      = headUrgency + 3
	heads       = deciders + namers
)

// Places of the tables (decision 0040). What decides has many, so that few pieces share one:
// on writers left out, 2^17 places lost four points of recall against 2^19.
const (
	decidePlaces = 1 << 19
	namePlaces   = 1 << 16
)

// model is a linear model with one-byte weights, a row of them for each place.
type model struct {
	bias, scale   [heads]float32 // the deciders first
	decides, name []int8
}

var errModel = errors.New("reading the classifier: model.bin is not of this program, run make risk-train")

const modelBytes = 8*heads + decidePlaces*deciders + namePlaces*namers

// readModel reads biases, scales, weights. An empty file is a model that knows
// nothing, so that training can begin.
func readModel(file []byte) (*model, error) {
	if len(file) == 0 {
		file = make([]byte, modelBytes)
	}
	if len(file) != modelBytes {
		return nil, errModel
	}
	m := &model{}
	for h := range heads {
		m.bias[h] = math.Float32frombits(binary.LittleEndian.Uint32(file[4*h:]))
		m.scale[h] = math.Float32frombits(binary.LittleEndian.Uint32(file[4*(heads+h):]))
	}
	all := make([]int8, modelBytes-8*heads)
	for i, b := range file[8*heads:] {
		all[i] = int8(b)
	}
	m.decides, m.name = all[:decidePlaces*deciders], all[decidePlaces*deciders:]
	return m, nil
}

// scores are the deciding heads' values for one window, before the logistic function.
type scores [deciders]float32

// guess is what the classifier makes of a text.
type guess struct {
	danger   float32 // 0 to 1, any urgency
	urgent   float32 // 0 to 1, today or now
	category Category
	urgency  Urgency
}

// read scores every window of the words and keeps the most dangerous one: in a
// long story one clause counts. Only a window that may matter gets a name.
func (m *model) read(words []heard) guess {
	best, first, last := scores{headDanger: -100}, 0, 0
	sums := m.sums(words)
	for from := 0; len(words) > 0; from += windowHop {
		to := min(from+windowLen, len(words))
		if s := m.window(sums, from, to); s[headDanger]+s[headUrgent] > best[headDanger]+best[headUrgent] {
			best, first, last = s, from, to
		}
		if to == len(words) {
			break
		}
	}
	g := guess{danger: logistic(best[headDanger]), urgent: logistic(best[headUrgent])}
	if g.danger >= namedFrom {
		g.category, g.urgency = m.named(words, first, last)
	}
	return g
}

const namedFrom = 0.1 // below every limit of the screen

// running holds the sums of the deciding weights up to a word, and how many pieces they are of.
type running struct {
	sum [deciders]int32
	n   int32
}

func (m *model) sums(words []heard) []running {
	all := make([]running, len(words)+1)
	for i := range words {
		r := all[i]
		features(words, i, func(hash uint32) {
			at := hash % decidePlaces * deciders
			r.sum[headDanger] += int32(m.decides[at+headDanger])
			r.sum[headUrgent] += int32(m.decides[at+headUrgent])
			r.n++
		})
		all[i+1] = r
	}
	return all
}

func (m *model) window(sums []running, from, to int) scores {
	var s scores
	norm := float32(1 / math.Sqrt(float64(max(sums[to].n-sums[from].n, leastPieces))))
	for h := range deciders {
		s[h] = m.bias[h] + m.scale[h]*norm*float32(sums[to].sum[h]-sums[from].sum[h])
	}
	return s
}

// named is the likeliest category and urgency of a window.
func (m *model) named(words []heard, from, to int) (Category, Urgency) {
	var sum [namers]int32
	n := 0
	for i := from; i < to; i++ {
		features(words, i, func(hash uint32) {
			at := hash % namePlaces * namers
			for h, w := range m.name[at : at+namers : at+namers] {
				sum[h] += int32(w)
			}
			n++
		})
	}
	var s [namers]float32
	norm := float32(1 / math.Sqrt(float64(max(n, leastPieces))))
	for h := range s {
		s[h] = m.bias[deciders+h] + m.scale[deciders+h]*norm*float32(sum[h])
	}
	return categories[largest(s[:headUrgency])], urgencies[largest(s[headUrgency:])]
}

// leastPieces keeps a text of a word or two from weighing as much as a sentence.
const leastPieces = 200

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
