package store_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// A bot with a long queue must not make every look at the outbox longer, nor keep the
// others out of it.
func TestEveryBotGivesItsShareOfWhatGoesOut(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	first := h.Bot
	second, err := h.AddBot(context.Background(), h.Org, store.Terminal, "", "other")
	require.NoError(t, err)
	for chat := range int64(9) {
		answers(h, 100+chat, text(dialog.LaneAnswer, "van de een"))
	}
	h.Bot = second
	answers(h, 200, text(dialog.LaneAnswer, "van de ander"))
	answers(h, 201, text(dialog.LaneSafety, "bel 113"))

	out, err := h.Outgoing(context.Background(), []int64{first, second}, nil, 4)
	require.NoError(t, err)
	count := map[int64]int{}
	for _, o := range out {
		count[o.Bot]++
	}
	require.Len(t, out, 4)
	require.Equal(t, "bel 113", out[0].Message.Text, "the lowest lane goes first, whichever bot it is of")
	require.LessOrEqual(t, count[first], 3, "half of four, and one")

	out, err = h.Outgoing(context.Background(), []int64{first}, nil, 50)
	require.NoError(t, err)
	require.Len(t, out, 9, "a bot alone may have all places")
}
