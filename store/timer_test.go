package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

func TestTimersRingOnceWhenDue(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Joins(7, 0, store.Details{})
	start := h.Clock.Now()
	set := func(timers ...dialog.Timer) {
		h.Receive(h.Says(7, "x"))
		h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
			return s, dialog.Effects{Timers: timers}
		})
	}
	ring := func() (rang []dialog.Due) {
		for {
			n, err := h.DueTimers(t.Context(), h.Clock.Now(), 2)
			require.NoError(t, err)
			if n == 0 {
				break
			}
		}
		h.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			require.Equal(t, dialog.TimerDue, in.Kind)
			rang = append(rang, *in.Due)
			return s, dialog.Effects{}
		})
		return rang
	}
	require.Empty(t, ring())
	set(dialog.Timer{Kind: dialog.TalkEnds, Due: start.Add(time.Hour)},
		dialog.Timer{Kind: dialog.StepReminder, Ref: "1", Due: start.Add(2 * time.Hour)},
		dialog.Timer{Kind: dialog.StepReminder, Ref: "2", Due: start.Add(2 * time.Hour)},
		dialog.Timer{Kind: dialog.StepReminder, Ref: "3", Due: start.Add(2 * time.Hour)})
	set(dialog.Timer{Kind: dialog.TalkEnds, Due: start.Add(90 * time.Minute)}, // moved
		dialog.Timer{Kind: dialog.StepReminder, Ref: "2"},                                                   // taken away
		dialog.Timer{Kind: dialog.Tomorrow, Due: start.Add(time.Hour)}, dialog.Timer{Kind: dialog.Tomorrow}) // set and taken away in one turn
	h.Clock.Add(time.Hour)
	require.Empty(t, ring())
	h.Clock.Add(time.Hour)
	rang := ring()
	require.Len(t, rang, 3)
	require.Equal(t, dialog.TalkEnds, rang[0].Kind, "the longest due first")
	require.True(t, rang[0].At.Equal(start.Add(90*time.Minute)))
	require.ElementsMatch(t, []string{"1", "3"}, []string{rang[1].Ref, rang[2].Ref})
	require.Empty(t, ring(), "once")

	set(dialog.Timer{Kind: dialog.TalkEnds, Due: start.Add(90 * time.Minute)})
	require.Empty(t, ring(), "one that rang for that moment does not ring for it again")
}

func TestEnqueueKnowsRepeatsAndPassesOverWhoIsGone(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	person := h.Joins(7, 0, store.Details{})
	items := []store.Item{
		{Person: person, Source: store.FromCall, Ref: "call:1", Input: dialog.Input{Kind: dialog.Failed}},
		{Person: 999, Source: store.FromCall, Ref: "call:2", Input: dialog.Input{Kind: dialog.Failed}},
	}
	for _, want := range []int{1, 0} {
		fresh, err := h.Enqueue(t.Context(), items)
		require.NoError(t, err)
		require.Equal(t, want, fresh)
	}
}
