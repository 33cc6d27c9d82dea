//go:build bench

package library_test

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/store/library"
)

// TestBenchNearest prints how many of the passages that are really nearest the index of a
// large release finds, and what it takes. The usual run makes a small release count as large;
// with BENCH_LONG it is one.
func TestBenchNearest(t *testing.T) {
	s := newShelf(t)
	passages, documents := 4000, 2
	if os.Getenv("BENCH_LONG") != "" {
		passages, documents = 24_000, 12
	} else {
		library.ExactUpTo(s.DB, passages-1)
	}
	vectors := s.large(passages, documents)
	require.Equal(t, 1, s.h.Count("pg_indexes WHERE indexdef LIKE '%hnsw%'"))
	const asked, most = 100, 100
	random := rand.New(rand.NewPCG(7, 8))
	found, times := 0, []time.Duration{}
	for range asked {
		query := clustered(random)
		began := time.Now()
		near, err := s.Nearest(ctx, s.h.Org, query, most)
		times = append(times, time.Since(began))
		require.NoError(t, err)
		exact := nearestOf(vectors, query, most)
		for _, n := range near {
			if exact[n.ID] {
				found++
			}
		}
	}
	slices.Sort(times)
	fmt.Printf("%d passages of %d numbers: the index finds %.3f of the %d that are really nearest; p50 %s, p99 %s\n",
		passages, dims, float64(found)/asked/most, most, times[asked/2].Round(10*time.Microsecond), times[asked-1].Round(10*time.Microsecond))
}

// large releases so many passages, and gives their vectors.
func (s *shelf) large(passages, documents int) map[string][]float32 {
	s.t.Helper()
	for n := range documents {
		var body strings.Builder
		for i := range passages / documents {
			fmt.Fprintf(&body, "## Kop %d\n> kort: Nummer %d.\n\nTekst %d.\n\n", i, i, i)
		}
		d := document(fmt.Sprintf("veel-%d", n), "")
		d.Body = body.String()
		s.approve(d)
	}
	_, err := s.Want(ctx, s.h.Org, library.BecauseApproved, s.eve)
	require.NoError(s.t, err)
	m := library.Made{Embedder: "test", Dimensions: dims, Vectors: map[string][]float32{}}
	random := rand.New(rand.NewPCG(9, 10))
	r, _, err := s.Build(ctx, func(_ context.Context, _ library.Release, all []library.Chosen) (library.Made, error) {
		for _, c := range all {
			for _, p := range c.Passages {
				m.Vectors[p.ID] = clustered(random)
			}
		}
		return m, nil
	})
	require.NoError(s.t, err)
	require.True(s.t, r.Live)
	require.Len(s.t, m.Vectors, passages)
	return m.Vectors
}

const (
	dims     = 128
	subjects = 60 // texts crowd round subjects, and so do their vectors
)

// clustered is a vector near one of the subjects.
func clustered(random *rand.Rand) []float32 {
	of := rand.New(rand.NewPCG(11, uint64(random.IntN(subjects))))
	v := make([]float32, dims)
	for i := range v {
		v[i] = float32(of.NormFloat64() + 0.6*random.NormFloat64())
	}
	return v
}

// nearestOf are the ids that are really nearest, by cosine.
func nearestOf(vectors map[string][]float32, query []float32, most int) map[string]bool {
	type near struct {
		id     string
		cosine float64
	}
	var all []near
	for id, v := range vectors {
		dot, length := 0.0, 0.0
		for i := range v {
			dot += float64(v[i]) * float64(query[i])
			length += float64(v[i]) * float64(v[i])
		}
		all = append(all, near{id, dot / math.Sqrt(length)})
	}
	slices.SortFunc(all, func(a, b near) int { return cmp.Compare(b.cosine, a.cosine) })
	found := map[string]bool{}
	for _, n := range all[:most] {
		found[n.id] = true
	}
	return found
}
