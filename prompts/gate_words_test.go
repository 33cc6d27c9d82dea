package prompts

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGateFindsWholeWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, wanted string
		found        bool
	}{
		{"Jammer, maar helaas.", "helaas", true},
		{"HELAAS niet", "helaas", true},
		{"helaas", "Helaas", true},
		{"dit is moeten", "moet", false},
		{"ontmoet haar", "moet", false},
		{"ontmoeten, dat moet", "moet", true},
		{"moetmoet moet", "moet", true},
		{"je moet\nnu", "moet nu", false},
		{"(moet)", "moet", true},
		{"moet2", "moet", true},
		{"één éénmalig", "eenmalig", false},
		{"overéén", "één", false},
		{"op ÉÉN na", "één", true},
		{"goed zo!!", "!!", true},
		{"ei\u017f", "eis", true}, // a long s is an s
		{"", "moet", false},
	} {
		require.Equal(t, c.found, hasWords(fold(c.text), c.wanted), "%q in %q", c.wanted, c.text)
	}
}
