//go:build train

package risk

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestTrain is make risk-train: it reads train/train.jsonl and writes model.bin.
// It is a test so that it can use what the screen itself uses, and nothing of it
// is in the program. The same sentences give the same bytes.
func TestTrain(t *testing.T) {
	all := examples(t)
	l := newLearner()
	order := rand.New(rand.NewPCG(4, 2026))
	for epoch := range epochs {
		order.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, e := range all {
			l.learn(e, blur(e.words, order, epoch))
		}
	}
	if err := os.WriteFile("model.bin", l.file(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d sentences, %d epochs", len(all), epochs)
}

const (
	epochs = 20
	rate   = 0.1
	decay  = 1e-5
)

type example struct {
	words    []heard
	category int // -1 for none
	urgency  int
}

func examples(t *testing.T) []example {
	t.Helper()
	files, err := filepath.Glob("train/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	for _, path := range files {
		all = append(all, readExamples(t, path)...)
	}
	return all
}

func readExamples(t *testing.T, path string) []example {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []example
	for s := bufio.NewScanner(f); s.Scan(); {
		var m struct {
			Text     string
			Category Category
			Urgency  Urgency
		}
		if err := json.Unmarshal(s.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		read := rulebook.read(m.Text)
		rulebook.meanings(read)
		all = append(all, example{rulebook.spoken(read), slices.Index(categories, m.Category), slices.Index(urgencies, m.Urgency)})
	}
	return all
}

// blur leaves a word out or mistypes one, so that the model learns to do without.
func blur(words []heard, r *rand.Rand, epoch int) []heard {
	if epoch%3 == 0 || len(words) < 3 {
		return words
	}
	out := make([]heard, 0, len(words))
	for _, w := range words {
		switch x := r.IntN(100); {
		case x < 5 && len(w.word) > 3:
		case x < 12 && len(w.word) > 4:
			i := 1 + r.IntN(len(w.word)-2)
			out = append(out, heard{w.word[:i] + w.word[i+1:], nil})
		default:
			out = append(out, w)
		}
	}
	return out
}

// learner is a linear model with steps that shrink where much was learned (AdaGrad).
type learner struct {
	weights, seen []float32
	bias          [heads]float32
}

func newLearner() *learner {
	return &learner{weights: make([]float32, modelSize*heads), seen: make([]float32, modelSize*heads)}
}

// learn takes one step on the most dangerous window of the sentence, the one reading would keep.
func (l *learner) learn(e example, words []heard) {
	var best []uint32
	var score scores
	for from := 0; ; from += windowHop {
		to := min(from+windowLen, len(words))
		places := pieces(words, from, to)
		if s := l.score(places); best == nil || s[headDanger]+s[headUrgent] > score[headDanger]+score[headUrgent] {
			best, score = places, s
		}
		if to == len(words) {
			break
		}
	}
	l.step(best, gradient(e, score))
}

func pieces(words []heard, from, to int) []uint32 {
	places := []uint32{}
	for i := from; i < to; i++ {
		features(words, i, func(p uint32) { places = append(places, p) })
	}
	return places
}

func perPiece(n int) float32 { return float32(1 / math.Sqrt(float64(max(n, leastPieces)))) }

func (l *learner) score(places []uint32) scores {
	var s scores
	for _, p := range places {
		for h := range heads {
			s[h] += l.weights[p*heads+uint32(h)]
		}
	}
	for h := range heads {
		s[h] = s[h]*perPiece(len(places)) + l.bias[h]
	}
	return s
}

func gradient(e example, s scores) scores {
	var g scores
	g[headDanger] = logistic(s[headDanger]) - truth(e.category >= 0)
	g[headUrgent] = logistic(s[headUrgent]) - truth(e.urgency >= 1)
	if e.category >= 0 {
		soft(s[headCategory:headUrgency], g[headCategory:headUrgency], e.category)
		soft(s[headUrgency:], g[headUrgency:], e.urgency)
	}
	return g
}

func truth(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func soft(s, g []float32, right int) {
	var sum float64
	top := slices.Max(s)
	for _, x := range s {
		sum += math.Exp(float64(x - top))
	}
	for i, x := range s {
		g[i] = float32(math.Exp(float64(x-top))/sum) - truth(i == right)
	}
}

func (l *learner) step(places []uint32, g scores) {
	n := perPiece(len(places))
	for _, p := range places {
		for h := range heads {
			i := p*heads + uint32(h)
			d := g[h]*n + decay*l.weights[i]
			l.seen[i] += d * d
			l.weights[i] -= rate * d / float32(math.Sqrt(float64(l.seen[i])+1e-4))
		}
	}
	for h := range heads {
		l.bias[h] -= 0.01 * g[h]
	}
}

// file writes the weights as bytes, each head on its own scale.
func (l *learner) file() []byte {
	out := make([]byte, 8*heads, 8*heads+len(l.weights))
	var scale [heads]float32
	for i, w := range l.weights {
		h := i % heads
		scale[h] = max(scale[h], float32(math.Abs(float64(w)))/127)
	}
	for h := range heads {
		binary.LittleEndian.PutUint32(out[4*h:], math.Float32bits(l.bias[h]))
		binary.LittleEndian.PutUint32(out[4*(heads+h):], math.Float32bits(scale[h]))
	}
	for i, w := range l.weights {
		out = append(out, byte(int8(math.Round(float64(w/max(scale[i%heads], 1e-9))))))
	}
	return out
}
