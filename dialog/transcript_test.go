package dialog_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
	"stapmaat/knowledge"
	"stapmaat/prompts"
)

var update = flag.Bool("update", false, "rewrite the transcripts with what the bot says now")

// TestTranscripts plays every talk in testdata and compares the whole file. With
// -update the files are rewritten, which nobody may do under CI.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	require.False(t, *update && os.Getenv("CI") != "", "transcripts are not rewritten under CI")
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			play(t, file)
		})
	}
}

func play(t *testing.T, file string) {
	t.Helper()
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	lines, err := transcript.Parse(string(want))
	require.NoError(t, err)
	world := transcript.NewWorld(newEngine(t))
	out, err := world.Play(lines)
	require.NoError(t, err, "the talk so far:\n%s", transcript.Format(out))
	require.NoError(t, world.Unanswered(), "the talk:\n%s", transcript.Format(out))
	got := transcript.Format(out)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: the talk went otherwise (-file +now):\n%s", file, diff)
	}
}

// newEngine is the conversation with the words and the bridges that we ship.
func newEngine(t testing.TB) *dialog.Engine {
	t.Helper()
	nl, err := prompts.Load("nl")
	require.NoError(t, err)
	library, err := knowledge.Bridges()
	require.NoError(t, err)
	gate, err := prompts.NewGate()
	require.NoError(t, err)
	return &dialog.Engine{Texts: map[string]*dialog.Texts{"nl": nl}, Bridges: library.All(), Gate: gate.Refuses}
}
