package prompts

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// TestAVersionNamesOneText : calls are kept by the version of their prompt, so a text that
// changed is another version. With -update a new version is added; an old one is never changed.
func TestAVersionNamesOneText(t *testing.T) {
	t.Parallel()
	require.False(t, *update && os.Getenv("CI") != "", "versions are not added under CI")
	const file = "testdata/versions.txt"
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	had := string(data)
	for _, p := range []struct {
		prompt Prompt
		told   string
	}{
		{AskReply(dialog.ReplyAsked{Language: "nl"}), replyTold + replyQuestion + replyPassages + replyPlaces + replyNothing + replyWays + fmt.Sprint(phases, topics)},
		{AskScreen(dialog.ScreenAsked{Language: "nl"}), screenTold},
		{AskSumUp(dialog.SumUpAsked{Language: "nl"}), sumUpTold},
		{AskCurate(CurateAsked{Language: "nl"}), curateTold},
	} {
		name := p.prompt.Name + "@" + p.prompt.Version + " "
		line := fmt.Sprintf("%s%x\n", name, sha256.Sum256([]byte(p.told+string(p.prompt.Schema))))
		switch {
		case strings.Contains(had, line):
		case strings.Contains(had, name):
			t.Errorf("%sis told other words than before: raise its version", name)
		case *update:
			had += line
		default:
			t.Errorf("%sis not in %s: run with -update", name, file)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(had), 0o644))
	}
}
