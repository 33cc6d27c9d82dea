//go:build bench

package bench

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"stapmaat/knowledge/search"
)

// TestBenchSearch prints how long building and asking take, and how much memory an
// index holds, on made-up passages whose words are as unevenly common as those of a
// language; and beside it what Postgres' own full-text search takes. Time fails no run; a
// wrong number of hits does.
func TestBenchSearch(t *testing.T) {
	fmt.Printf("| passages | built in | a second | index holds | p50 | p95 | p99 | aim p99 |\n|---|---|---|---|---|---|---|---|\n")
	for _, size := range []struct {
		passages int
		aim      string
	}{{5_000, "15 ms"}, {100_000, "30 ms"}} {
		passages := madeUp(size.passages)
		before := heap()
		began := time.Now()
		ix, err := search.Build(passages, search.Options{})
		must(t, err, "building the index")
		built := time.Since(began)
		held := heap() - before
		times := askAll(t, ix)
		fmt.Printf("| %d | %s | %.0f | %d MiB | %s | %s | %s | %s |\n", size.passages, built.Round(10*time.Millisecond), float64(size.passages)/built.Seconds(),
			held>>20, at(times, 50), at(times, 95), at(times, 99), size.aim)
		full := newFullText(t, passages)
		times = full.askAll(t, min(200, 4_000_000/size.passages)) // the larger, the slower
		fmt.Printf("| %d, Postgres full text | %s | %.0f | | %s | %s | %s | |\n", size.passages, full.built.Round(10*time.Millisecond),
			float64(size.passages)/full.built.Seconds(), at(times, 50), at(times, 95), at(times, 99))
		runtime.KeepAlive(passages)
	}
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func at(times []time.Duration, percent int) time.Duration {
	return times[len(times)*percent/100].Round(10 * time.Microsecond)
}

// askAll asks a thousand questions one after the other, shortest time first.
func askAll(t *testing.T, ix *search.Index) []time.Duration {
	random := rand.New(rand.NewPCG(3, 4))
	var times []time.Duration
	for range 1000 {
		question := madeUpQuestion(random)
		began := time.Now()
		r := ix.Search(question, 10)
		times = append(times, time.Since(began))
		if len(r.Hits) != 10 {
			t.Fatalf("%d hits", len(r.Hits))
		}
	}
	slices.Sort(times)
	return times
}

func madeUpQuestion(random *rand.Rand) string {
	return sentence(random, 4+random.IntN(12)) + ". hoe kan ik mijn huur betalen als ik schulden heb?"
}

// madeUp is passages of some sixty words, four a document.
func madeUp(n int) []search.Passage {
	random := rand.New(rand.NewPCG(1, 2))
	out := make([]search.Passage, n)
	for i := range out {
		out[i] = search.Passage{ID: fmt.Sprintf("d%d#%d", i/4, i%4), Doc: fmt.Sprintf("d%d", i/4), Title: sentence(random, 4), Text: sentence(random, 60)}
	}
	return out
}

// usual are words that questions ask for; each is among the commonest.
var usual = []string{"huur", "schulden", "betalen", "gemeente", "aanvragen", "formulier", "inkomen", "toeslag", "rekening", "termijn"}

// sentence is n words: the k-th commonest comes about 1/k as often as the first.
func sentence(random *rand.Rand, n int) string {
	zipf := rand.NewZipf(random, 1.1, 4, 60_000)
	var b strings.Builder
	for range n {
		k := int(zipf.Uint64())
		if k < len(usual) {
			b.WriteString(usual[k])
		} else {
			b.WriteString(madeWord(k))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

var syllables = []string{"ba", "der", "gen", "hou", "ker", "lin", "mel", "nor", "pas", "rij", "ster", "tel", "voor", "wen", "zak", "oep"}

func madeWord(k int) string {
	var b strings.Builder
	for ; k > 0; k /= len(syllables) {
		b.WriteString(syllables[k%len(syllables)])
	}
	return b.String()
}
