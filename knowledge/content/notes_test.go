package content_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/knowledge/content"
)

func TestNotesGoUnderTheHeadingOfAPassage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, want string }{
		"a heading":          {"## Een\nwoorden", "## Een\n> kort: K\n> vraag: V\n\nwoorden"},
		"an empty line":      {"## Een\n\nwoorden", "## Een\n> kort: K\n> vraag: V\n\nwoorden"},
		"underlined":         {"Een\n---\nwoorden", "Een\n---\n> kort: K\n> vraag: V\n\nwoorden"},
		"no heading":         {"woorden", "> kort: K\n> vraag: V\n\nwoorden"},
		"laid out":           {"## Een\n> kort: \n> vraag:\n> vraag: \n\nwoorden", "## Een\n> kort: K\n> vraag: V\n\nwoorden"},
		"a quote":            {"## Een\n> Een spreuk.", "## Een\n> kort: K\n> vraag: V\n\n> Een spreuk."},
		"a list":             {"## Een\n1. eerst\n2. dan", "## Een\n> kort: K\n> vraag: V\n\n1. eerst\n2. dan"},
		"headings that join": {"## Een\nwoorden\n\n## Twee\nwoorden", ""},
		"a later part":       {"## Een\n\n" + strings.Repeat("woord ", 200) + "\n\n" + strings.Repeat("nog een ", 100), ""},
	} {
		d := content.Document{Key: "k", Title: "T", Body: c.body}
		all, _ := d.Cut()
		last := all[len(all)-1]
		with, ok := d.WithNotes(last.ID, "K", []string{"V"})
		if c.want == "" {
			require.False(t, ok, name)
			require.Equal(t, c.body, with.Body, name)
			continue
		}
		require.True(t, ok, name)
		require.Equal(t, c.want, with.Body, name)
		after, _ := with.Cut()
		require.Equal(t, "K", after[0].Short, name)
		require.Equal(t, last.Text, after[0].Text, name)
	}
}

func TestWhatAPassageLacksIsAdded(t *testing.T) {
	t.Parallel()
	d := content.Document{Key: "k", Title: "T", Body: "## Een\n> kort: Van een mens,\n> op twee regels.\n\nwoorden"}
	all, _ := d.Cut()
	with, ok := d.WithNotes(all[0].ID, "", []string{"V", "W"})
	require.True(t, ok)
	after, _ := with.Cut()
	require.Equal(t, all[0].Short, after[0].Short)
	require.Equal(t, []string{"V", "W"}, after[0].Questions)
}

func TestInventedFigures(t *testing.T) {
	t.Parallel()
	const source = "Je krijgt € 1.250 voor 3 mei 2026, of 10 procent. Binnen zes weken hoor je iets."
	for text, want := range map[string]string{
		"Je krijgt 1250 euro.": "", "Voor 3 mei 2026 of 3 mei.": "", "Het is 10%.": "", "Je hoort iets binnen zes weken.": "", "Niets.": "",
		"Je krijgt 1300 euro.": "1300", "Voor 10 mei.": "10 mei", "Het is 10 euro.": "10 euro", "Binnen vier weken.": "vier", "Op maandag.": "maandag", "Het is 1250%.": "1250%",
	} {
		require.Equal(t, want, content.Invented(text, source), text)
	}
}
