package model_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/model"
	"stapmaat/bot/model/double"
)

// player answers every question of a folder with what answer makes of it, as somebody else would.
func player(t *testing.T, dir string, answer func(n string, q map[string]any) string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var over sync.WaitGroup
	over.Go(func() {
		seen := map[string]bool{}
		look := time.NewTicker(2 * time.Millisecond)
		defer look.Stop()
		for ctx.Err() == nil {
			names, _ := filepath.Glob(filepath.Join(dir, "*.json"))
			for _, name := range names {
				n, isAsk := strings.CutSuffix(filepath.Base(name), ".json")
				if !isAsk || strings.Contains(n, ".") || seen[n] {
					continue
				}
				seen[n] = true
				data, err := os.ReadFile(name)
				var q map[string]any
				if err != nil || json.Unmarshal(data, &q) != nil {
					t.Errorf("question %s is not whole: %v %s", n, err, data)
					continue
				}
				if text := answer(n, q); text != "" {
					_ = os.WriteFile(filepath.Join(dir, q["answer_in"].(string)), []byte(text), 0o600)
				}
			}
			<-look.C
		}
	})
	t.Cleanup(func() { cancel(); over.Wait() })
}

func folder(t *testing.T, dir string) *model.Folder {
	t.Helper()
	f, err := model.NewFolder(dir)
	require.NoError(t, err)
	return f
}

func TestAFolderPlays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const said = `{"intent":"answer","reflection":"Dat is zwaar.","placings":[]}`
	player(t, dir, func(n string, q map[string]any) string {
		if n == "1" {
			return said
		}
		return `{"refusal":"dat doe ik niet"}`
	})
	f := folder(t, dir)
	answer, err := f.Ask(t.Context(), ask())
	require.NoError(t, err)
	require.Equal(t, said, answer.Text)
	require.Equal(t, "folder", answer.Model)
	require.Positive(t, answer.TokensIn)
	_, err = f.Ask(t.Context(), ask())
	require.ErrorIs(t, err, model.ErrRefused)
	var q map[string]any
	data, err := os.ReadFile(filepath.Join(dir, "1.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &q))
	until, err := time.Parse(time.RFC3339, q["until"].(string))
	require.NoError(t, err)
	require.InDelta(t, model.FolderPatience.Seconds(), time.Until(until).Seconds(), 60)
	delete(q, "until")
	var wanted any
	require.NoError(t, json.Unmarshal([]byte(schema), &wanted))
	require.Equal(t, map[string]any{"number": 1.0, "kind": "reply", "system": "Je leest mee.", "user": private, "max_tokens": 400.0, "schema": wanted, "answer_in": "1.answer.json"}, q)
	require.Equal(t, model.FolderPatience, model.Deadline(f, 8*time.Second))
	require.Equal(t, 8*time.Second, model.Deadline(&model.Endpoint{}, 8*time.Second))
}

// What a player writes is believed no more than what an endpoint says.
func TestAFolderIsNotBelieved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad := map[string]string{"1": "[]", "2": `"ja"`, "3": `{"a":"` + strings.Repeat("b ", model.MaxText) + `"}`, "4": `{"half`}
	player(t, dir, func(n string, _ map[string]any) string { return bad[n] })
	f := folder(t, dir)
	for range bad {
		_, err := f.Ask(t.Context(), ask())
		require.ErrorIs(t, err, model.ErrNonsense)
		require.NotContains(t, err.Error(), private)
	}
}

func TestAFolderIsLate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Millisecond)
	defer cancel()
	_, err := folder(t, dir).Ask(ctx, ask())
	require.ErrorIs(t, err, model.ErrLate)
	require.FileExists(t, filepath.Join(dir, "1.late.json"))
	require.NoFileExists(t, filepath.Join(dir, "1.json"))
}

// An answer that is written bit by bit is waited for.
func TestAFolderReadsWholeAnswers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	player(t, dir, func(n string, _ map[string]any) string { return `{"intent":"answer",` })
	done := make(chan error)
	go func() {
		answer, err := folder(t, dir).Ask(t.Context(), ask())
		if err == nil && answer.Text != `{"intent":"answer","x":1}` {
			err = fmt.Errorf("got %s", answer.Text)
		}
		done <- err
	}()
	file := filepath.Join(dir, "1.answer.json")
	require.Eventually(t, func() bool { _, err := os.Stat(file); return err == nil }, 5*time.Second, time.Millisecond)
	require.NoError(t, os.WriteFile(file, []byte(`{"intent":"answer","x":1}`), 0o600))
	require.NoError(t, <-done)
}

// Two programs, and one that starts anew, never ask under one number.
func TestNumbersOfAFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	player(t, dir, func(n string, q map[string]any) string { return fmt.Sprintf(`{"user":%q}`, q["user"]) })
	const each = 15
	var all sync.WaitGroup
	for program := range 2 {
		f := folder(t, dir)
		for i := range each {
			all.Go(func() {
				a := ask()
				a.User = fmt.Sprintf("%d of %d", i, program)
				answer, err := f.Ask(t.Context(), a)
				if err != nil || answer.Text != fmt.Sprintf(`{"user":%q}`, a.User) {
					t.Errorf("asked %s, got %s, %v", a.User, answer.Text, err)
				}
			})
		}
	}
	all.Wait()
	asked, err := filepath.Glob(filepath.Join(dir, "*.answer.json"))
	require.NoError(t, err)
	require.Len(t, asked, 2*each)
	_, err = folder(t, dir).Ask(t.Context(), ask())
	require.NoError(t, err)
	require.FileExists(t, filepath.Join(dir, fmt.Sprintf("%d.json", 2*each+1)))
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestNoFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := model.NewFolder(filepath.Join(dir, "none"))
	require.ErrorContains(t, err, "is not there")
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err = model.NewFolder(file)
	require.ErrorContains(t, err, "is no folder")
	gone := filepath.Join(dir, "gone")
	require.NoError(t, os.Mkdir(gone, 0o700))
	f := folder(t, gone)
	require.NoError(t, os.Remove(gone))
	_, err = f.Ask(t.Context(), ask())
	require.ErrorIs(t, err, model.ErrDown)
}

func TestAFolderHears(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	player(t, dir, func(n string, q map[string]any) string {
		audio, err := os.ReadFile(filepath.Join(dir, q["recording"].(string)))
		if err != nil || string(audio) != "OggS" || q["language"] != "nl" || q["kind"] != "hear" {
			t.Errorf("%v %v %s", q, err, audio)
		}
		return `{"text":" Ik heb de brief open gemaakt. "}`
	})
	text, err := folder(t, dir).Hear(t.Context(), strings.NewReader("OggS"), "file_7.oga", "nl")
	require.NoError(t, err)
	require.Equal(t, "Ik heb de brief open gemaakt.", text)
	require.NoFileExists(t, filepath.Join(dir, "1.oga"), "a voice is kept nowhere")
}

// Speech by HTTP: the double takes no recording without an extension, and no other language code.
func TestEars(t *testing.T) {
	t.Parallel()
	server := start(t, double.Options{})
	ears, err := model.NewEars(model.Settings{URL: server.URL(), Key: secret, Name: double.Model, Pause: time.Millisecond})
	require.NoError(t, err)
	server.Script("hear", double.Broken(503), double.Text("Ik durf de brief niet open te maken."), double.Text(strings.Repeat("help ", 40)))
	text, err := ears.Hear(t.Context(), strings.NewReader("OggS"), "file_7.oga", "nl")
	require.NoError(t, err)
	require.Equal(t, "Ik durf de brief niet open te maken.", text)
	got := server.Requests()[1]
	require.Equal(t, []any{"voice.ogg", "nl", "OggS"}, []any{got.File, got.Language, string(got.Audio)})
	text, err = ears.Hear(t.Context(), strings.NewReader("OggS"), "voice.ogg", "nl")
	require.NoError(t, err)
	require.Equal(t, 40, strings.Count(text, "help"), "who calls for help is heard")
	asked := len(server.Requests())
	for name, audio := range map[string]string{"voice": "OggS", "voice.": "OggS", "voice.ogg": "", "v.ogg": strings.Repeat("x", model.MaxAudio+1)} {
		_, err = ears.Hear(t.Context(), strings.NewReader(audio), name, "nl")
		require.ErrorIs(t, err, model.ErrNonsense, name)
	}
	require.Len(t, server.Requests(), asked, "what cannot be heard is not sent")
	azure, err := model.NewEars(model.Settings{URL: server.AzureURL(), Key: secret, Name: double.Model, API: model.Azure, Version: double.Version})
	require.NoError(t, err)
	server.Script("hear", double.Text("Ja."))
	text, err = azure.Hear(t.Context(), strings.NewReader("OggS"), "voice.ogg", "nl")
	require.NoError(t, err)
	require.Equal(t, "Ja.", text)
	server.Script("hear", double.Text("  "), double.Text(strings.Repeat("a b c ", model.MaxHeard)), double.Broken(400), double.Silent())
	for _, want := range []error{model.ErrNonsense, model.ErrNonsense, model.ErrDown, model.ErrLate} {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		_, err = ears.Hear(ctx, strings.NewReader("OggS"), "voice.ogg", "nl")
		cancel()
		require.ErrorIs(t, err, want)
		require.NotContains(t, err.Error(), server.URL())
	}
}
