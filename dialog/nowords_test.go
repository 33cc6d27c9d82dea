package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// TestUnsaid is about what may never be recorded as somebody's own words.
func TestUnsaid(t *testing.T) {
	t.Parallel()
	nl := newEngine(t).Texts["nl"]
	for words, want := range map[string]string{
		"ja": "yes", "ok": "yes", "ja hoor prima": "yes", "is wel goed zo": "yes",
		"nee": "no", "nee is wel goed zo": "no", "doet er niet toe": "no", "maakt niet uit": "no", "ik weet het echt niet": "no",
		"2": "odd", "12 34": "odd", "x": "odd", "aaaa": "odd", "sdfgh": "odd", "hoi": "odd", "hoezo": "odd", "moet dat?": "odd", "": "odd",
		// words of one's own, however short
		"rust": "", "werk": "", "een hond": "", "geen schulden": "", "niet meer bang zijn": "", "misschien een cursus?": "", "moe": "",
		"nee, mijn zus helpt me": "", "weer slapen": "", "tv": "", "أريد المساعدة": "",
	} {
		require.Equal(t, want, dialog.Unsaid(nl, words), words)
	}
}

// TestIsWide: three things, or more words than one goal needs.
func TestIsWide(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]bool{
		"mijn post openen": false, "post en rekeningen bijhouden": false, "werk, rust, een huis": true,
		"deurwaarder weg en werk en zwemles":                                                  true,
		"dat ik aan het eind van elke maand weet wat er nog op mijn rekening staat voor eten": true,
	} {
		require.Equal(t, want, dialog.IsWide(words), words)
	}
}
