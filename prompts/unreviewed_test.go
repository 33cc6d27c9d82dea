package prompts

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestUnreviewed holds until a professional has read the crisis texts: then this
// test and the file change together.
func TestUnreviewed(t *testing.T) {
	t.Parallel()
	texts, numbers, err := Unreviewed("nl")
	require.NoError(t, err)
	require.Contains(t, texts, "crisis.yaml")
	ids := map[string]bool{}
	for _, n := range numbers {
		ids[n.ID] = true
		require.NotEmpty(t, n.Source, n.ID)
		require.NotEmpty(t, n.Hours, n.ID)
	}
	require.True(t, ids["112"] && ids["113"])
}

// TestNumbersComeFromTheList finds a telephone number that was typed into a text.
func TestNumbersComeFromTheList(t *testing.T) {
	t.Parallel()
	nl, err := Load("nl")
	require.NoError(t, err)
	all := maps.Clone(nl.Messages)
	maps.Copy(all, nl.Labels)
	for key, text := range all {
		require.NotRegexp(t, `\b(112|113|0[89]00|08[58]|06)[- ]?\d*\b`, text, "%s: a number comes from numbers.yaml, as {tel_…}", key)
	}
}
