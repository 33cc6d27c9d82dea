package desk

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"stapmaat/prompts"
)

// longestSentence is what staff reads in one breath, in words; participants get shorter ones.
const longestSentence = 16

// TestTheDeskSpeaksPlainly holds the desk's words to the gate's lists and to a length. A
// letter's greeting and lines to fill in count as sentences of their own.
func TestTheDeskSpeaksPlainly(t *testing.T) {
	t.Parallel()
	gate, err := prompts.NewGate()
	require.NoError(t, err)
	require.NotEmpty(t, gate.Stiff)
	all, err := readWords()
	require.NoError(t, err)
	require.Greater(t, len(all), 500)
	for key, text := range all {
		said := " " + strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' }), " ")) + " "
		for list, phrases := range map[string][]string{"blame": gate.Blame, "stiff": gate.Stiff} {
			for _, phrase := range phrases {
				assert.NotContains(t, said, " "+strings.ToLower(phrase)+" ", "%s is %s", key, list)
			}
		}
		for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return slices.Contains([]rune(".?!:\n"), r) }) {
			assert.LessOrEqual(t, len(strings.Fields(sentence)), longestSentence, "%s: “%s”", key, strings.TrimSpace(sentence))
		}
		assert.NotContains(t, text, "!", key)
	}
}
