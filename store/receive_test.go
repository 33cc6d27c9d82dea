package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

func TestReceiveMakesWhatANewChatNeeds(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	fresh, err := h.DB.Receive(context.Background(), h.Bot, []store.Arrival{h.Says(7, "hallo"), h.Says(8, "hoi"), h.Says(7, "ben je er?")}, 4)
	require.NoError(t, err)
	require.Equal(t, 3, fresh)

	require.Equal(t, 2, h.Count("person WHERE role = 'unknown' AND key IS NOT NULL"))
	require.Equal(t, 2, h.Count("conversation"))
	require.Equal(t, 2, h.Count("timer WHERE kind = 'unjoined' AND due_at = $1", h.Clock.Now().Add(24*time.Hour)))
	bots, err := h.Bots(context.Background())
	require.NoError(t, err)
	require.Equal(t, int64(4), bots[0].NextOffset)
}

func TestOffsetMovesAlsoBack(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	for _, next := range []int64{900, 12} { // after an idle week numbers may begin anywhere
		_, err := h.DB.Receive(context.Background(), h.Bot, nil, next)
		require.NoError(t, err)
		bots, err := h.Bots(context.Background())
		require.NoError(t, err)
		require.Equal(t, next, bots[0].NextOffset)
	}
}

func TestReceiveKnowsRepeats(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	first := h.Says(7, "hallo")
	first.Dedupe = "m:7:100"
	press := h.Arrival(7, dialog.Input{Kind: dialog.Pressed, Press: "q:1:yes"})
	press.Dedupe = "c:555"
	require.Equal(t, 2, h.Receive(first, press))

	require.Equal(t, 0, h.Receive(first, press), "the same updates")
	again := h.Says(7, "hallo")
	again.Dedupe = "m:7:100"
	pressAgain := h.Arrival(7, press.Input)
	pressAgain.Dedupe = "c:555"
	require.Equal(t, 0, h.Receive(again, pressAgain), "the same message and press under other update numbers")
	third := h.Says(7, "nog iets")
	require.Equal(t, 1, h.Receive(third, third), "twice in one batch")

	edit := h.Arrival(7, dialog.Input{Kind: dialog.Edited, Text: "hallo daar"})
	require.Equal(t, 1, h.Receive(edit), "an edit shares its message id and has no dedupe key")
	require.Equal(t, 4, h.Play(storetest.Nothing))
	require.Equal(t, 0, h.Receive(first, press), "also when they are done")
}

func TestReceiveOfAnUnknownBot(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	_, err := h.DB.Receive(context.Background(), 99, []store.Arrival{h.Says(7, "hallo")}, 0)
	require.ErrorIs(t, err, store.ErrNotFound)
	require.NotContains(t, err.Error(), "hallo")
}

func paging(h *storetest.House, chat int64, text string, c risk.Category, u risk.Urgency) store.Arrival {
	return h.Arrival(chat, dialog.Input{Kind: dialog.Typed, Text: text, Risk: risk.Verdict{Outcome: risk.Page, Category: c, Urgency: u}})
}

func TestDangerAlertsWithTheReceive(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.ComesIn(3, dialog.MentorRole, 0, store.Details{Name: "Cor"})
	person := h.Joins(7, mentor, store.Details{Name: "Fatima"})

	h.Receive(paging(h, 7, "ik wil niet meer", risk.Material, risk.Today))
	out := h.Sent() // no turn was made
	require.Len(t, out, 1, "the mentor: the first step")
	require.Equal(t, int64(1), out[0].Chat)
	for _, o := range out {
		require.Equal(t, dialog.LaneSafety, o.Lane)
		require.Contains(t, o.Message.Text, "today")
		require.False(t, strings.Contains(o.Message.Text, "Fatima"), "bare")
	}
	require.Equal(t, 1, h.Count("alert"))

	h.Receive(paging(h, 7, "er is niets in huis", risk.Material, risk.Soon))
	require.Empty(t, h.Sent(), "less urgent: on the same alarm, without another alert")
	h.Receive(paging(h, 7, "ik maak er een eind aan", risk.Suicide, risk.Now))
	require.Contains(t, h.Sent()[0].Message.Text, "now", "more urgent: alerted again")
	require.Equal(t, 1, h.Count("alarm WHERE person_id = $1 AND closed_at IS NULL", person))
	require.Equal(t, 3, h.Count("alarm_sign"))

	var seen dialog.Person
	h.Play(func(p dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		seen = p
		return s, dialog.Effects{}
	})
	require.True(t, seen.Alarm)
	require.True(t, seen.Suicide)
}

func TestDangerOfAnUnknownChatGoesToTheOrganisation(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.Receive(paging(h, 99, "help", risk.Suicide, risk.Now))
	out := h.Sent()
	require.Len(t, out, 1)
	require.Equal(t, int64(2), out[0].Chat)
}

func TestARepeatedPageAlertsOnce(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	a := paging(h, 99, "help", risk.Suicide, risk.Now)
	h.Receive(a, a)
	h.Receive(a)
	require.Len(t, h.Sent(), 1)
	require.Equal(t, 1, h.Count("alarm_sign"))
}

func TestStaffWritingAboutDangerRaiseNoAlarmAboutThemselves(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.Receive(paging(h, 2, "zij wil niet meer leven", risk.Suicide, risk.Now))
	require.Zero(t, h.Count("alarm"))
}

func TestReceiveWaitsForNoTurn(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.Receive(h.Says(7, "hallo"))
	g, err := h.Take(context.Background(), 8)
	require.NoError(t, err)
	defer g.Close()
	require.Len(t, g.Claims, 1)

	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, err = h.DB.Receive(ctx, h.Bot, []store.Arrival{h.Says(7, "nog iets"), paging(h, 7, "help", risk.Suicide, risk.Now)}, 9)
	require.NoError(t, err, "while a turn of the same talk holds its lock")
	require.Len(t, h.Sent(), 1)
}
