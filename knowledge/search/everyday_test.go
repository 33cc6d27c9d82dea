package search

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPhrasesThatAreNoPhraseAreRefused(t *testing.T) {
	t.Parallel()
	d, err := language()
	require.NoError(t, err)
	for line, why := range map[string]string{
		"mijn zoon, mijn kind > kinderen": `data/everyday.txt line 1: of "mijn zoon" only one word counts, the others are too common: write that word alone, or add one that counts`,
		"zoon, wie ben ik > kinderen":     `data/everyday.txt line 1: no word of "wie ben ik" says what a question is about: leave it out, or add one that does`,
		"zoon,  > kinderen":               `data/everyday.txt line 1: no word of "" says what a question is about: leave it out, or add one that does`,
		"# remark\nzoon > van de":         `data/everyday.txt line 2: of the official words "van de" none says what a text is about`,
		"zoon = van mijn dochter":         `data/everyday.txt line 1: of "van mijn dochter" only one word counts, the others are too common: write that word alone, or add one that counts`,
		"zoon kinderen":                   `data/everyday.txt line 1: neither > nor =`,
	} {
		_, err := readGroups(line, d)
		require.EqualError(t, err, why)
	}
	got, err := readGroups("geen huis, huis kwijt > dakloos\nwoning = huis", d)
	require.NoError(t, err)
	require.Len(t, got, 3)
	require.Len(t, got[0].everyday, 2)
	require.Len(t, got[0].everyday[0], 2, "geen is a little word that counts")
	require.True(t, got[2].both)
	require.Equal(t, d.content("woning"), got[2].official)
}
