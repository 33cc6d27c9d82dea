package picture

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCleanKeepsWhatTheFontCanDraw(t *testing.T) {
	f, err := openFonts()
	require.NoError(t, err)
	for in, want := range map[string]string{
		"Één huis":          "Één huis",
		"  twee \n regels ": "twee regels",
		"Şükrü, Żółć, Вера, Ελένη":  "Şükrü, Żółć, Вера, Ελένη",
		"e\u0301e\u0301n":           "één",
		"huis 🏡 ❤️ 👩‍👧":             "huis",
		"🏡":                         "",
		"بيت هادئ":                  "",
		"een بيت هادئ in de stad":   "een … in de stad",
		"𝓗𝓾𝓲𝓼 ｆｕｌｌ":                 "Huis full",
		"shy\u00adhyphen\u200fmark": "shyhyphenmark",
		"\xff\xfe kapot":            "kapot",
	} {
		require.Equal(t, want, f.clean(in), "%q", in)
	}
}

func TestVisualTurnsHebrewOnly(t *testing.T) {
	require.Equal(t, "gewoon (zo)", visual("gewoon (zo)"))
	require.Equal(t, "םולש", visual("שלום"))
	require.Equal(t, "Anne םולש", visual("שלום Anne"))
	require.Equal(t, "dag םולש Anne", visual("dag שלום Anne"))
}

func TestWrapKeepsWholeWordsWhereItCan(t *testing.T) {
	f, err := openFonts()
	require.NoError(t, err)
	s := style{size: 26}
	b := f.wrap("een twee drie vier vijf zes zeven acht", s, 150, 2)
	require.Len(t, b.lines, 2)
	require.True(t, b.cut)
	require.Contains(t, b.lines[1], gap)
	for _, l := range f.wrap("Hottentottententoonstelling", s, 120, 9).lines {
		require.LessOrEqual(t, f.width(l, s), 120.0)
	}
}
