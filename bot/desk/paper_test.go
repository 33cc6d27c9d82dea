package desk_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// On paper a participant's page is what can be read at a table: no menu, no forms, nothing to press.
func TestAParticipantOnPaper(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	r := newRoom(t, 1)
	b := r.NewBrowser(t)
	b.SignIn(t, r.mentor)
	for path, has := range map[string]string{"": "al mijn post open en op een stapel", "/op-tafel": "Jouw doel"} {
		b.Open(t, r.path(0, path))
		text, err := exec.Command("pdftotext", "-layout", b.Paper(t, "paper."+map[string]string{"": "participant", "/op-tafel": "table"}[path]), "-").Output()
		require.NoError(t, err, "pdftotext: run deploy/packages.sh pdftotext")
		require.Contains(t, string(text), has)
		require.Contains(t, string(text), "Fatima")
		for _, pressed := range []string{"Uitloggen", "Verstuur", "Plan een afspraak", "Zet er iets bij", "Pauzeer", "Ja, dat doe ik"} {
			require.NotContains(t, string(text), pressed)
		}
	}
}
