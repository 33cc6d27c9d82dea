package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

const day = 24 * time.Hour

func TestRetainKeepsWhatIsPromisedAndNoMore(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.Joins(7, 0, store.Details{})
	h.Receive(h.Says(7, "ik slaap slecht"))
	h.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.StoryTold{Words: in.Text}}}, Messages: []dialog.Message{text(dialog.LaneAnswer, "dat is naar")}}
	})
	h.Receive(h.Says(7, "stuk"))
	var broken int64
	h.Scan("SELECT id FROM inbox WHERE done_at IS NULL", nil, &broken)
	require.NoError(t, h.SetAside(t.Context(), broken))
	h.Play(storetest.Nothing)
	h.Sent()
	retain := func(later time.Duration) {
		h.Clock.Add(later)
		require.NoError(t, h.Retain(t.Context(), h.Clock.Now()))
	}
	retain(7*day - time.Minute)
	require.Greater(t, h.Count("inbox WHERE done_at IS NOT NULL"), 4)
	retain(2 * time.Minute)
	require.Zero(t, h.Count("inbox WHERE done_at IS NOT NULL"))
	require.Equal(t, 1, h.Count("inbox"), "what was set aside is kept longer")
	require.Equal(t, 1, h.Count("outbox"))
	retain(23*day + time.Minute)
	require.Zero(t, h.Count("inbox"))
	require.Zero(t, h.Count("outbox"))
	require.Equal(t, 1, h.Count("message"))
	retain(60 * day)
	require.Zero(t, h.Count("message"))
	require.Equal(t, 1, h.Count("story"), "own words about a life stay as long as the person takes part")

	h.Receive(paging(h, 7, "help", risk.Suicide, risk.Now))
	h.Play(storetest.Nothing)
	var alarm int64
	h.Scan("SELECT id FROM alarm", nil, &alarm)
	h.Ends(alarm, h.Who(2), h.Who(1))
	h.Sent()
	retain(2*365*day - day)
	require.Equal(t, 1, h.Count("alarm_sign"))
	require.Zero(t, h.Count("person WHERE wipe_at IS NOT NULL"))
	retain(2 * day)
	require.Zero(t, h.Count("alarm")+h.Count("alarm_sign")+h.Count("alert"))
	n, err := h.Wipe(t.Context(), h.Clock.Now(), 10)
	require.NoError(t, err)
	require.Equal(t, 1, n, "two years silent")
	require.Equal(t, 2, h.Count("person"), "staff stay")
}

func TestMonthsComeAndGo(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Joins(7, 0, store.Details{})
	h.Clock.Add(400 * day) // beyond the partitions that stand ready
	h.Receive(h.Says(7, "later"))
	h.Play(storetest.Facts(dialog.StoryTold{Words: "later"}))
	require.Equal(t, 1, h.Count("message_default"))
	require.Equal(t, 1, h.Count("event_default"))

	require.NoError(t, h.Retain(t.Context(), h.Clock.Now()))
	require.Zero(t, h.Count("message_default"), "moved into its month")
	require.Zero(t, h.Count("event_default"))
	require.Equal(t, 1, h.Count("message"))
	require.Equal(t, 1, h.Count("message_2028_01"))
	require.Equal(t, 0, h.Count("pg_class WHERE relname = 'message_2026_12'"), "a month whose words are all too old is dropped")
	require.Equal(t, 1, h.Count("pg_class WHERE relname = 'event_2026_12'"), "events stay")
	require.NoError(t, h.Retain(t.Context(), h.Clock.Now()), "again")
	require.Len(t, look(h, 7).Story, 1)
}
