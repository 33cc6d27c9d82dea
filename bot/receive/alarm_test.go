package receive_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/receive"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// The screen reads in the transaction that takes a message in: what it found is known
// when that is over, and the sender is woken at once, before the turns.
func TestDangerWakesTheSender(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	anne := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.Joins(7, anne, store.Details{Name: "Fatima"})
	var woken []string
	r := &receive.Receiver{DB: h.DB, Screen: dialog.ScreenIn,
		Alerted: func() { woken = append(woken, "sender") }, Poke: func() { woken = append(woken, "turns") }}
	danger := h.Says(7, "ik maak er vannacht een eind aan")
	for _, step := range []struct {
		batch []store.Arrival
		wakes []string
	}{
		{[]store.Arrival{h.Says(7, "hoi")}, []string{"turns"}},
		{[]store.Arrival{h.Says(1, "ik maak er vannacht een eind aan")}, []string{"turns"}}, // staff raises none
		{[]store.Arrival{h.Says(7, "hoi"), danger}, []string{"sender", "turns"}},
		{[]store.Arrival{danger}, nil}, // it came before
	} {
		woken = nil
		require.NoError(t, r.Receive(t.Context(), h.Bot, step.batch, 0))
		require.Equal(t, step.wakes, woken)
	}
	require.Equal(t, 1, h.Count("alert"), "and there was something to send")
}
