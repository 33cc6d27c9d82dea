package librarian_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/librarian"
	"stapmaat/knowledge"
	"stapmaat/knowledge/content"
	"stapmaat/knowledge/search"
	"stapmaat/prompts"
	"stapmaat/store/library"
)

// What ships with the program passes everything that a curator's own documents must pass,
// golden questions included.
func TestTheStarterLibraryIsFit(t *testing.T) {
	t.Parallel()
	documents, err := knowledge.Documents()
	require.NoError(t, err)
	gate, err := prompts.NewGate()
	require.NoError(t, err)
	var all []library.Chosen
	var passages []search.Passage
	for _, d := range documents {
		report := content.Lint(d, func(text string) []string { return gate.Check("answer.short", text) }, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))
		for _, f := range report.Findings {
			if f.Stops || f.Key == "small" || f.Key == "long" {
				t.Errorf("%s:%d: %s %s", d.Key, f.Line, f.Key, f.What)
			}
		}
		require.Equal(t, "nobody yet", d.Reviewed, "%s: a review that nobody did", d.Key)
		all = append(all, library.Chosen{Document: d, Passages: report.Passages})
		for _, p := range report.Passages {
			passages = append(passages, search.Passage{ID: p.ID, Doc: d.Key, Title: d.Title, Heading: p.Heading, Text: p.Text, Short: p.Short, Questions: p.Questions})
		}
	}
	index, err := search.Build(passages, search.Options{})
	require.NoError(t, err)
	require.Empty(t, librarian.Golden(index, all))
}
