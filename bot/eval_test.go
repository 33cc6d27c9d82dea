package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/eval"
	"stapmaat/bot/model/double"
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
	keepsItsRules(t, r)
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

// Of a model that means well much is used, and the rules of the bot stand.
func TestEvalWithAModelThatMeansWell(t *testing.T) {
	t.Parallel()
	r, _ := evaluate(t, "--mode", "scripted", "--people", "zzper", "--people", "toeslagouder")
	require.Equal(t, 2, r.Total.FirstStep)
	keepsItsRules(t, r)
	require.Positive(t, r.Total.Tokens)
	for _, prompt := range []string{"reply", "screen", "sum_up"} {
		at := slices.IndexFunc(r.Calls, func(c eval.Calls) bool { return c.Prompt == prompt })
		require.GreaterOrEqual(t, at, 0, "%s is never asked", prompt)
		require.Less(t, r.Calls[at].FixedPart, 0.2, prompt)
	}
	require.Zero(t, r.People[1].Tokens, "who said no to it is never asked about")
}

// Whatever a model does, nothing is made up, nothing is changed that she did not change
// herself, and no order that somebody gave it is carried out.
func TestEvalWithHostileModels(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"lies", "obeys", "mixed"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			r, _ := evaluate(t, "--mode", "scripted", "--behaves", how, "--people", "uitprobeerder")
			keepsItsRules(t, r)
			require.NotEmpty(t, r.Calls)
			require.Positive(t, r.Calls[0].Calls, "it was asked")
		})
	}
}

// A model that never answers leaves the talk as it is without one.
func TestEvalWithAModelThatFails(t *testing.T) {
	t.Parallel()
	r, _ := evaluate(t, "--mode", "scripted", "--behaves", "late", "--people", "gescheiden")
	keepsItsRules(t, r)
	require.Equal(t, 1, r.Total.FirstStep)
	require.Equal(t, 1.0, r.Calls[0].FixedPart)
}

// Somebody plays the model through a folder: here a program that answers with the form's empty one.
func TestEvalWithAFolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	var hand sync.WaitGroup
	hand.Go(func() { answersInFolder(ctx, folder) })
	defer hand.Wait()
	defer stop()
	r, _ := evaluate(t, "--model-dir", folder, "--people", "zzper")
	require.Equal(t, 1, r.Total.FirstStep)
	keepsItsRules(t, r)
	require.Positive(t, r.Calls[0].Calls)
	require.Less(t, r.Calls[0].Failed, r.Calls[0].Calls)
}

// answersInFolder is a program that plays the model: nothing it says means anything.
func answersInFolder(ctx context.Context, folder string) {
	for ctx.Err() == nil {
		asked, _ := filepath.Glob(filepath.Join(folder, "*.json"))
		for _, name := range asked {
			answer := strings.TrimSuffix(name, ".json") + ".answer.json"
			if _, err := os.Stat(answer); strings.Contains(filepath.Base(name), ".answer") || err == nil {
				continue
			}
			data, err := os.ReadFile(name)
			var q struct {
				Kind   string
				Schema json.RawMessage
			}
			if err != nil || json.Unmarshal(data, &q) != nil {
				continue // not written to its end yet
			}
			text := double.Fill(q.Schema, nil)
			if q.Kind == "screen" {
				text = `{"marks":[],"category":"none","urgency":"none","sub":"none","sure":true}`
			}
			_ = os.WriteFile(answer+".new", []byte(text), 0o600) // told below when nothing comes of it
			_ = os.Rename(answer+".new", answer)
		}
		pause(ctx, 10*time.Millisecond)
	}
}

// keepsItsRules holds whatever the model does.
func keepsItsRules(t *testing.T, r eval.Report) {
	t.Helper()
	for _, one := range r.People {
		require.Zero(t, one.Invented, one.Findings)
		require.Zero(t, one.Unconfirmed, one.Findings)
		require.Zero(t, one.Obeyed, one.Findings)
		require.Zero(t, one.GateFailures, one.Findings)
		require.Zero(t, one.ManyQuestions, one.Findings)
		require.Zero(t, one.Advice, one.Findings)
	}
}

func TestEvalRefusesWhatItCannotDo(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for args, says := range map[string]string{
		"--mode live":                      "there is no language model in the settings: set MODEL_URL",
		"--mode dir":                       "nobody plays the model: name a folder with --model-dir",
		"--mode scripted --behaves gently": `no model behaves "gently"`,
		"--people nobody-of-that-name":     "reading a person",
	} {
		_, errors, code := call(t, p.environ, "", append([]string{"eval"}, strings.Fields(args)...)...)
		require.Equal(t, 1, code, args)
		require.Contains(t, errors, says)
	}
}
