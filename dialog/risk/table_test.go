//go:build train

package risk

import (
	"encoding/binary"
	"math"
)

// table is the weights of some heads while they are learned, a row of heads for each place.
type table struct {
	heads, places uint32
	weights, seen []float32
	bias          []float32
	sum           []float32 // of the weights after each remembered epoch, the biases behind them
	epochs        float32
}

func newTable(places, heads int) table {
	n := places * heads
	return table{uint32(heads), uint32(places), make([]float32, n), make([]float32, n), make([]float32, heads), make([]float32, n+heads), 0}
}

func perPiece(n int) float32 { return float32(1 / math.Sqrt(float64(max(n, leastPieces)))) }

func (t *table) score(hashes []uint32) []float32 {
	s := make([]float32, t.heads)
	for _, hash := range hashes {
		at := hash % t.places * t.heads
		for h := range t.heads {
			s[h] += t.weights[at+h]
		}
	}
	n := perPiece(len(hashes))
	for h := range s {
		s[h] = s[h]*n + t.bias[h]
	}
	return s
}

func (t *table) step(hashes []uint32, g []float32) {
	n := perPiece(len(hashes))
	for _, hash := range hashes {
		at := hash % t.places * t.heads
		for h := range t.heads {
			i := at + h
			d := g[h]*n + decay*t.weights[i]
			t.seen[i] += d * d
			t.weights[i] -= rate * d / float32(math.Sqrt(float64(t.seen[i])+1e-4))
		}
	}
	for h := range t.bias {
		t.bias[h] -= 0.01 * g[h]
	}
}

// remember adds the weights to what is averaged.
func (t *table) remember() {
	t.epochs++
	for i, w := range t.weights {
		t.sum[i] += w
	}
	for h, b := range t.bias {
		t.sum[len(t.weights)+h] += b
	}
}

func (t *table) average() {
	for i := range t.weights {
		t.weights[i] = t.sum[i] / t.epochs
	}
	for h := range t.bias {
		t.bias[h] = t.sum[len(t.weights)+h] / t.epochs
	}
}

// file writes the weights as bytes, each head on its own scale.
func (l *learner) file() []byte {
	out := make([]byte, 0, modelBytes)
	for _, t := range []*table{&l.decides, &l.names} {
		for _, b := range t.bias {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(b))
		}
	}
	scales := [][]float32{l.decides.scales(), l.names.scales()}
	for _, s := range scales {
		for _, x := range s {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
		}
	}
	for k, t := range []*table{&l.decides, &l.names} {
		for i, w := range t.weights {
			out = append(out, byte(int8(math.Round(float64(w/max(scales[k][i%len(scales[k])], 1e-9))))))
		}
	}
	return out
}

func (t *table) scales() []float32 {
	s := make([]float32, t.heads)
	for i, w := range t.weights {
		h := i % len(s)
		s[h] = max(s[h], float32(math.Abs(float64(w)))/127)
	}
	return s
}
