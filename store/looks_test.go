package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

func TestAPersonReadsWhoLooked(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	require.Contains(t, h.says(7, "wie heeft gekeken")[7][0], "Niemand")
	h.press(1, h.button("log:0"))
	require.Contains(t, h.says(7, "wie heeft gekeken")[7][0], "Anne, vandaag")
}

func TestAMistakeSaidInTheTalkLeavesTheTables(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	h.Receive(h.Arrival(7, dialog.Input{Kind: dialog.Pressed, Press: "x"}))
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.StoryTold{Words: "de huur"}, Line: "De huur."}}}
	})
	before := look(h.House, 7)
	require.Len(t, before.Story, 1)
	require.Contains(t, h.says(7, "dat was een vergissing")[7][0], "De huur.")
	h.says(7, "ja")
	after := look(h.House, 7)
	require.Empty(t, after.Story)
	require.Empty(t, after.Record)
	before.Apply(dialog.Mistaken{Event: before.Record[0].Event, Of: "story_told", At: before.Story[0].At})
	require.Empty(t, before.Story, "Apply says the same")
}
