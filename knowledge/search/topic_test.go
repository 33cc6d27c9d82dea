package search_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/knowledge/search"
)

// What a question is about may say nothing of who asked: only words of the library come out.
func TestATopicHasNoWordThatIsNotTheLibrarys(t *testing.T) {
	t.Parallel()
	passages := []search.Passage{
		{ID: "a#1", Doc: "a", Title: "Huurtoeslag aanvragen", Text: "Huurtoeslag is geld voor je huur. In 2026 vraag je het aan met DigiD.", Questions: []string{"Krijg ik huurtoeslag?"}},
		{ID: "b#1", Doc: "b", Title: "Post openen", Text: "Begin met een brief. Leg hem open op tafel."},
	}
	ix, err := search.Build(passages, search.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"aanvragen", "huurtoeslag"}, ix.Topic("Ik ben Fatima Özdemir, 0612345678, Kerkstraat 12b. Kan ik huurtoeslag aanvragen?"))
	require.Equal(t, "ik ben kan ik huurtoeslag aanvragen", ix.Bare("Ik ben Fatima Özdemir, 0612345678, Kerkstraat 12b. Kan ik huurtoeslag aanvragen?"))
	require.Empty(t, ix.Bare("Ik ben Xqzwv Youssef 2026 NL91ABNA0417164300"), "little words alone say nothing")
	require.Empty(t, ix.Topic("Xqzwv Youssef 2026 NL91ABNA0417164300"))
	mine := map[string]bool{}
	for _, p := range passages {
		for _, w := range strings.FieldsFunc(strings.ToLower(p.Title+" "+p.Text+" "+strings.Join(p.Questions, " ")), func(r rune) bool { return r < 'a' || r > 'z' }) {
			mine[w] = true
		}
	}
	everyday := search.EverydayWords()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zA-Zé]{1,12}[ 0-9.,-]){0,20}`), rapid.SampledFrom([]string{
			"mijn huur en Jan de Boer", "brieven openen op 3 maart", "HUURTOESLAG! huurtoeslagen 06-1"})).Draw(t, "text")
		for _, w := range ix.Topic(text) {
			if !mine[w] && !everyday[w] {
				t.Fatalf("%q came out of %q", w, text)
			}
			if strings.ContainsAny(w, "0123456789") {
				t.Fatalf("a number came out: %q", w)
			}
		}
	})
}
