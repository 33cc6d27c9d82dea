package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/eval"
	"stapmaat/dialog/transcript"
)

// evaluate plays people and gives what `bot eval --json` prints, with the folder of the talks.
func evaluate(t *testing.T, args ...string) (eval.Report, string) {
	t.Helper()
	p := newPlace(t)
	talks := t.TempDir()
	out, errors, code := call(t, p.with(map[string]string{"LOG_LEVEL": "error", "MASTER_KEY_FILE": ""}), "", append([]string{"eval", "--json", "--talks", talks}, args...)...)
	require.Zero(t, code, errors)
	var r eval.Report
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	return r, talks
}

// Without a language model everybody comes to a goal with a small step on a day, and the
// bot keeps to its own rules.
func TestEvalEverybodyReachesAFirstStep(t *testing.T) {
	t.Parallel()
	r, talks := evaluate(t)
	require.GreaterOrEqual(t, len(r.People), 12)
	for _, one := range r.People {
		require.Equal(t, 1, one.FirstStep, "%s came to no first step", one.ID)
		text, err := os.ReadFile(filepath.Join(talks, one.ID+".txt"))
		require.NoError(t, err)
		_, err = transcript.Parse(string(text))
		require.NoError(t, err, "a talk is kept as a transcript")
	}
	require.Zero(t, r.Total.Invented, r)
	require.Zero(t, r.Total.GateFailures, r)
	require.Zero(t, r.Total.ManyQuestions, r)
	require.Zero(t, r.Total.Unconfirmed, r)
	require.Zero(t, r.Total.Advice, r)
	require.Greater(t, r.Total.LongTerm, 0.5)
}

// One person from a file, who does nothing but refuse, is told as one who came nowhere.
func TestEvalTellsWhoCameNowhere(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "weigeraar.yaml")
	require.NoError(t, os.WriteFile(file, []byte("id: weigeraar\nwho: Stel, iemand die niet wil.\nhour: 10\nlost: [nee]\nrules:\n  - {says: [nee]}\n"), 0o600))
	r, _ := evaluate(t, "--people", file)
	require.Len(t, r.People, 1)
	require.Zero(t, r.People[0].FirstStep)
	require.Zero(t, r.People[0].TurnsToStep)
}
