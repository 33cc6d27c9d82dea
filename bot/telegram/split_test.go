package telegram

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		limit int
		want  []string
	}{
		"short":                  {"a b", 10, []string{"a b"}},
		"at a line break":        {"aaa bb\ncccc", 8, []string{"aaa bb\n", "cccc"}},
		"at a space":             {"aaa bbb ccc", 8, []string{"aaa bbb ", "ccc"}},
		"anywhere":               {"aaaaabbb", 5, []string{"aaaaa", "bbb"}},
		"tags don't count":       {"<b>aaaaa</b>", 5, []string{"<b>aaaaa</b>"}},
		"bold goes on":           {"<b>aaa bbb</b>", 4, []string{"<b>aaa </b>", "<b>bbb</b>"}},
		"an entity is one":       {"&amp;&amp;&lt;", 2, []string{"&amp;&amp;", "&lt;"}},
		"an emoji is two":        {"😀😀😀", 4, []string{"😀😀", "😀"}},
		"nothing but line ends":  {"aaaa\n\n\n\n\n\nb", 5, []string{"aaaa\n", "b"}},
		"a bare less-than is it": {"a < b", 9, []string{"a < b"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, split(c.text, c.limit))
		})
	}
}

// Whatever the text: no part is too long, none is empty, and all words are there.
func TestSplitLosesNothing(t *testing.T) {
	t.Parallel()
	piece := rapid.SampledFrom([]string{"a", "bb", " ", "\n", "<b>", "</b>", "&amp;", "&lt;", "😀", "é"})
	rapid.Check(t, func(t *rapid.T) {
		text := balanced(rapid.SliceOfN(piece, 0, 60).Draw(t, "pieces"))
		limit := rapid.IntRange(2, 20).Draw(t, "limit")
		var all []string
		for _, part := range split(text, limit) {
			shown := plainText(part)
			if len(utf16.Encode([]rune(shown))) > limit {
				t.Fatalf("%q is longer than %d", part, limit)
			}
			if strings.Count(part, "<b>") != strings.Count(part, "</b>") {
				t.Fatalf("%q is not balanced", part)
			}
			all = append(all, shown)
		}
		without := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := without(strings.Join(all, "")), without(plainText(text)); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

// balanced drops the tags that would not nest.
func balanced(pieces []string) string {
	var b strings.Builder
	bold := false
	for _, p := range pieces {
		if p == "<b>" && bold || p == "</b>" && !bold {
			continue
		}
		switch p {
		case "<b>":
			bold = true
		case "</b>":
			bold = false
		}
		b.WriteString(p)
	}
	if bold {
		b.WriteString("</b>")
	}
	return b.String()
}
