package search

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDutchWordsAreTold(t *testing.T) {
	t.Parallel()
	for _, w := range []string{"beter", "willen", "kansen", "helpen", "kabel", "lopen", "Moeder", "betaald", "gebeld", "schulden", "deurwaarder", "één", "niet"} {
		is, err := IsDutch(w)
		require.NoError(t, err)
		require.True(t, is, w)
	}
	for _, w := range []string{"Fatima", "samira", "Yıldız", "achmed", "fatma", "xqzt", "", "0612345678"} {
		is, err := IsDutch(w)
		require.NoError(t, err)
		require.False(t, is, w)
	}
}
