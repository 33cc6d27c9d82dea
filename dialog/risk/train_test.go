//go:build train

package risk

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestTrain is make risk-train: it reads train/*.jsonl and writes model.bin.
// It is a test so that it can use what the screen itself uses, and nothing of it
// is in the program. The same sentences give the same bytes.
func TestTrain(t *testing.T) {
	all := examples(t)
	if err := os.WriteFile("model.bin", train(all).file(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d sentences, %d epochs", len(all), epochs)
}

// TestVoices is make risk-voices: for each voice of the training sentences a
// classifier is trained without it, and the whole screen reads that voice. So
// writers are read whom the classifier never met; the rules did meet them.
func TestVoices(t *testing.T) {
	all, shipped := examples(t), classifier
	defer func() { classifier = shipped }()
	voices := map[string]bool{}
	for _, e := range all {
		voices[e.voice] = true
	}
	var sum tally
	for _, voice := range slices.Sorted(maps.Keys(voices)) {
		if voice == "" || voice == "programma" || voice == "sjablonen" {
			continue
		}
		without := slices.DeleteFunc(slices.Clone(all), func(e example) bool { return e.voice == voice })
		var err error
		if classifier, err = readModel(train(without).file()); err != nil {
			t.Fatal(err)
		}
		var of tally
		for _, e := range all {
			if e.voice == voice {
				of.count(e)
				sum.count(e)
			}
		}
		t.Logf("%-22s %s", voice, of)
	}
	t.Logf("%-22s %s", "all", sum)
}

// tally is what the screen did with a voice.
type tally struct{ urgent, flagged, paged, ordinary, asked, alarmed, hard, hardPaged int }

func (c *tally) count(e example) {
	v := Screen(e.text)
	switch {
	case e.urgency >= 1:
		c.urgent++
		c.flagged += int(truth(v.Outcome != None))
		c.paged += int(truth(v.Outcome == Page))
	case e.category < 0 && e.hard:
		c.hard++
		c.hardPaged += int(truth(v.Outcome == Page))
	case e.category < 0:
		c.ordinary++
		c.asked += int(truth(v.Outcome == Ask))
		c.alarmed += int(truth(v.Outcome == Page))
	}
}

func (c tally) String() string {
	return fmt.Sprintf("now and today: %d flagged, %d paged of %d; ordinary: %d asked, %d paged of %d; hard: %d paged of %d",
		c.flagged, c.paged, c.urgent, c.asked, c.alarmed, c.ordinary, c.hardPaged, c.hard)
}

// train learns from all sentences, in an order of its own each time round.
func train(sentences []example) *learner {
	all, l := slices.Clone(sentences), newLearner()
	order := rand.New(rand.NewPCG(4, 2026))
	for epoch := range epochs {
		order.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, e := range all {
			l.learn(e, blur(e.words, order, epoch))
		}
		if epoch >= settled {
			l.remember()
		}
	}
	l.average()
	return l
}

const (
	epochs  = 30
	settled = 5 // from this epoch on the weights are averaged: what one order of sentences did fades
	rate    = 0.1
	// othersCount is how often a sentence of others.jsonl counts: its writers had not read the rules.
	othersCount = 2
	decay       = 1e-3
)

type example struct {
	text     string
	voice    string
	hard     bool
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
		read := readExamples(t, path)
		all = append(all, read...)
		if filepath.Base(path) == "others.jsonl" {
			for range othersCount - 1 {
				all = append(all, read...)
			}
		}
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
			Text, Voice, Kind string
			Category          Category
			Urgency           Urgency
		}
		if err := json.Unmarshal(s.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		read := rulebook.read(m.Text)
		rulebook.meanings(read)
		all = append(all, example{m.Text, m.Voice, m.Kind == "hard", rulebook.spoken(read),
			slices.Index(categories, m.Category), slices.Index(urgencies, m.Urgency)})
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
			out = append(out, hear(w.word[:i]+w.word[i+1:], nil))
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
	sum           []float32 // of the weights after each epoch, the biases behind them
	epochs        float32
}

func newLearner() *learner {
	return &learner{weights: make([]float32, modelSize*heads), seen: make([]float32, modelSize*heads)}
}

// remember adds the weights to what is averaged.
func (l *learner) remember() {
	if l.sum == nil {
		l.sum = make([]float32, len(l.weights)+heads)
	}
	l.epochs++
	for i, w := range l.weights {
		l.sum[i] += w
	}
	for h, b := range l.bias {
		l.sum[len(l.weights)+h] += b
	}
}

func (l *learner) average() {
	for i := range l.weights {
		l.weights[i] = l.sum[i] / l.epochs
	}
	for h := range l.bias {
		l.bias[h] = l.sum[len(l.weights)+h] / l.epochs
	}
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
