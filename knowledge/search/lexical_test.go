package search

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Stopping early finds what counting everything finds, in the same order: compared by
// score, for documents that differ in the last digit only may change places.
func TestStoppingEarlyLosesNothing(t *testing.T) {
	t.Parallel()
	word := rapid.Custom(func(t *rapid.T) string {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		return "woord" + string(rune('a'+n*rapid.IntRange(0, 1).Draw(t, "common")%26))
	})
	rapid.Check(t, func(t *rapid.T) {
		passages := make([]Passage, rapid.IntRange(60, 150).Draw(t, "passages"))
		for i := range passages {
			passages[i] = Passage{ID: fmt.Sprintf("p%03d", i), Doc: fmt.Sprintf("d%03d", i/2), Text: strings.Join(rapid.SliceOfN(word, 1, 12).Draw(t, "text"), " ")}
		}
		ix, err := Build(passages, Options{NoVector: true})
		require.NoError(t, err)
		q := ix.understand(strings.Join(rapid.SliceOfN(word, 1, 8).Draw(t, "question"), " "))
		all, early := ix.ranked(q, 1<<30), ix.ranked(q, 0)
		require.Len(t, early, len(all))
		for i := range all {
			require.InDelta(t, all[i].score, early[i].score, 1e-3, "place %d", i)
		}
	})
}

// One rare word that many have, and common ones after it: counting does stop, and
// the same documents come in the same order.
func TestCountingStops(t *testing.T) {
	t.Parallel()
	var passages []Passage
	for i := range 2000 {
		text := "gemeente formulier inkomen"
		if i%16 == 0 {
			text += strings.Repeat(" huurtoeslag", 1+i/16%5)
		}
		passages = append(passages, Passage{ID: fmt.Sprintf("p%04d", i), Doc: fmt.Sprintf("d%04d", i/2), Text: text})
	}
	ix, err := Build(passages, Options{NoVector: true})
	require.NoError(t, err)
	q := ix.understand("huurtoeslag formulier gemeente inkomen")
	concepts, rest := ix.byMost(q.concepts)
	w := ix.tallies.New().(*work)
	w.passages.add(ix.passage, concepts[0])
	w.docs.add(ix.document, concepts[0])
	require.Greater(t, ix.leastOf(w), rest[1], "nothing to stop for")
	all, early := ix.ranked(q, 1<<30), ix.ranked(q, 0)
	for i := range all {
		require.Equal(t, all[i].doc, early[i].doc)
		require.InDelta(t, all[i].score, early[i].score, 1e-3)
	}
}
