package dialog_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
	"stapmaat/prompts"
)

// TestEveryTextIsSaid plays all transcripts and finds texts that no talk says: a
// branch without a transcript, or words that nobody needs any more.
func TestEveryTextIsSaid(t *testing.T) {
	t.Parallel()
	engine := newEngine(t)
	said := map[string]bool{}
	engine.Texts["nl"].Used = func(key string) { said[key] = true }
	playAll(t, engine, func(string, []dialog.Message) {})
	for key := range engine.Texts["nl"].Messages {
		if !said[key] && !strings.HasPrefix(key, "group.") && !strings.HasPrefix(key, "alert.letter") && key != "alert.drill_words" { // said by the Telegram face and by mail, in no talk
			t.Errorf("no transcript says %q", key)
		}
	}
	for key := range engine.Texts["nl"].Labels {
		if !said[key] {
			t.Errorf("no transcript shows the label %q", key)
		}
	}
}

// TestMessagesPassTheGate measures what was really said, with real values in place.
func TestMessagesPassTheGate(t *testing.T) {
	t.Parallel()
	gate, err := prompts.NewGate()
	require.NoError(t, err)
	measured := map[string]bool{} // the same words come again and again
	playAll(t, newEngine(t), func(file string, shown []dialog.Message) {
		for _, m := range shown {
			if measured[m.Key+m.Text] {
				continue
			}
			measured[m.Key+m.Text] = true
			for _, finding := range gate.Check(m.Key, m.Text) {
				t.Errorf("%s: %s: %s", file, m.Key, finding)
			}
			for _, row := range m.Buttons {
				for _, b := range row {
					require.LessOrEqual(t, len(b.Data), 64, "%s: data of button %q", m.Key, b.Label)
					for _, finding := range gate.CheckLabel(b.Label) {
						t.Errorf("%s: %s: %s", file, m.Key, finding)
					}
				}
			}
		}
	})
}

func playAll(t *testing.T, engine *dialog.Engine, each func(file string, shown []dialog.Message)) {
	t.Helper()
	playWorlds(t, engine, func(file string, w *transcript.World) { each(file, w.ShownToAll()) })
}

// playEach is playAll for what participants got.
func playEach(t *testing.T, engine *dialog.Engine, each func(file string, shown []dialog.Message)) {
	t.Helper()
	playWorlds(t, engine, func(file string, w *transcript.World) { each(file, w.Shown()) })
}

func playWorlds(t *testing.T, engine *dialog.Engine, each func(file string, w *transcript.World)) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		lines, err := transcript.Parse(string(data))
		require.NoError(t, err)
		w := transcript.NewWorld(engine)
		_, err = w.Play(lines)
		require.NoError(t, err, file)
		each(strings.TrimSuffix(filepath.Base(file), ".txt"), w)
	}
}
