//go:build train

package risk

import (
	"bufio"
	"encoding/json"
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

// Chosen by leaving one writer out (make risk-writers): stronger decay flags fewer at
// many questions and more at few.
const (
	epochs  = 14
	settled = 4 // from this epoch on the weights are averaged: what one order of sentences did fades
	rate    = 0.2
	decay   = 4e-3
	// othersCount is how often a sentence of others.jsonl counts: it is by the writers who tempt the screen.
	othersCount = 3
)

type example struct {
	lang     string
	text     string
	voice    string
	hard     bool
	words    []heard
	category int // -1 for none
	urgency  int
}

func examples(t *testing.T) []example {
	t.Helper()
	load()
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
			Lang, Text, Voice, Kind string
			Category                Category
			Urgency                 Urgency
		}
		if err := json.Unmarshal(s.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		read := rulebook.read(m.Text)
		rulebook.meanings(read)
		all = append(all, example{m.Lang, m.Text, m.Voice, m.Kind == "hard", rulebook.spoken(read),
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

// learner is a linear model with steps that shrink where much was learned
// (AdaGrad): one table for the heads that decide, one for those that name.
type learner struct {
	decides, names table
}

func newLearner() *learner {
	return &learner{newTable(decidePlaces, deciders), newTable(namePlaces, namers)}
}

func (l *learner) remember() { l.decides.remember(); l.names.remember() }
func (l *learner) average()  { l.decides.average(); l.names.average() }

// learn takes one step on the most dangerous window of the sentence, the one reading would keep.
func (l *learner) learn(e example, words []heard) {
	var best []uint32
	var score []float32
	for from := 0; ; from += windowHop {
		to := min(from+windowLen, len(words))
		hashes := pieces(words, from, to)
		if s := l.decides.score(hashes); best == nil || s[headDanger]+s[headUrgent] > score[headDanger]+score[headUrgent] {
			best, score = hashes, s
		}
		if to == len(words) {
			break
		}
	}
	l.decides.step(best, []float32{
		logistic(score[headDanger]) - truth(e.category >= 0),
		logistic(score[headUrgent]) - truth(e.urgency >= 1),
	})
	if e.category >= 0 {
		s, g := l.names.score(best), make([]float32, namers)
		soft(s[:headUrgency], g[:headUrgency], e.category)
		soft(s[headUrgency:], g[headUrgency:], e.urgency)
		l.names.step(best, g)
	}
}

func pieces(words []heard, from, to int) []uint32 {
	hashes := []uint32{}
	for i := from; i < to; i++ {
		features(words, i, func(hash uint32) { hashes = append(hashes, hash) })
	}
	return hashes
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
