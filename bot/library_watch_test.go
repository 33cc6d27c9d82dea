package main

import (
	"bytes"
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/config"
	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/store"
	"stapmaat/store/library"
	"stapmaat/store/storetest"
)

// watched is an organisation with two supervisors and a release of two texts: one pinned,
// valid until 15 January 2027, one about post without an end. It is Tuesday 1 December 2026.
type watched struct {
	*storetest.House
	*books
	t *testing.T
}

func newWatched(t *testing.T) *watched {
	t.Helper()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(1, dialog.Supervisor, 0, store.Details{Name: "Sara"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bas"})
	b, err := openBooks(t.Context(), config.Config{DatabaseURL: config.Secret(h.URL)}, 2, h.Clock.Now)
	require.NoError(t, err)
	t.Cleanup(b.close)
	w := &watched{House: h, books: b, t: t}
	post, err := content.Parse("post-openen", []byte(goodDocument))
	require.NoError(t, err)
	post.Golden = nil // the search of a library this small is sure of nothing
	pinned := post
	pinned.Key, pinned.Title, pinned.Pinned, pinned.ValidUntil = "rechten", "Je rechten", content.PinnedRights, time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC)
	for _, d := range []content.Document{post, pinned} {
		_, _, err := w.BringIn(t.Context(), h.Org, d, library.Starter, 0)
		require.NoError(t, err)
	}
	_, err = w.Want(t.Context(), h.Org, library.BecauseStarter, 0)
	require.NoError(t, err)
	w.makes()
	return w
}

func (w *watched) makes() {
	w.t.Helper()
	_, err := w.librarian.Work(w.t.Context())
	require.NoError(w.t, err)
}

// watches does it as two processes at the same moment would, and gives the keys of the
// notes that came in for one of the supervisors.
func (w *watched) watches() (keys []string) {
	w.t.Helper()
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			err := w.watch(context.Background(), func(context.Context) ([]int64, error) { return []int64{w.Org}, nil }, w.House.Enqueue)
			if err != nil {
				w.t.Error(err)
			}
		})
	}
	both.Wait()
	w.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Kind == dialog.Noted && p.ID == w.Who(1) {
			keys = append(keys, in.Note.Key)
		}
		return s, dialog.Effects{}
	})
	return keys
}

func TestPinnedTextsWarnAndAreTakenOutOnce(t *testing.T) {
	t.Parallel()
	w := newWatched(t)
	require.Empty(t, w.watches(), "45 days before the end nothing is said")
	w.Clock.Add(16 * 24 * time.Hour)
	require.Equal(t, []string{"note.content_ends"}, w.watches())
	w.Clock.Add(24 * time.Hour)
	require.Empty(t, w.watches(), "it is said once")
	w.Clock.Add(22 * 24 * time.Hour)
	require.Equal(t, []string{"note.content_ends"}, w.watches(), "and again a week before")
	w.Clock.Add(7 * 24 * time.Hour)
	require.Equal(t, []string{"note.content_ended"}, w.watches())
	all, err := w.Releases(t.Context(), w.Org)
	require.NoError(t, err)
	require.Len(t, all, 2, "two processes want one release")
	require.Equal(t, library.BecauseExpired, all[0].Why)
	w.makes()
	live, err := w.Live(t.Context(), w.Org)
	require.NoError(t, err)
	holds, err := w.Versions(t.Context(), live.ID)
	require.NoError(t, err)
	require.Equal(t, map[string]int{"post-openen": 1}, holds)
	require.Empty(t, w.watches())
}

func TestAGoldenQuestionThatFailsIsToldOnceANight(t *testing.T) {
	t.Parallel()
	w := newWatched(t)
	live, err := w.Live(t.Context(), w.Org)
	require.NoError(t, err)
	w.Exec(`INSERT INTO golden (release_id, organisation_id, document_id, question, heading)
		SELECT $1, $2, id, 'wat kost een paspoort', '' FROM document WHERE key = 'post-openen'`, live.ID, w.Org)
	w.Clock.Add(16 * time.Hour) // 2 o'clock at night
	require.Empty(t, w.watches())
	w.Clock.Add(time.Hour)
	require.Equal(t, []string{"note.content_lost"}, w.watches())
	w.Clock.Add(time.Hour)
	require.Empty(t, w.watches())
	w.Clock.Add(24 * time.Hour)
	require.Equal(t, []string{"note.content_lost"}, w.watches())
}

func TestGapsAreToldOnMondayMorning(t *testing.T) {
	t.Parallel()
	w := newWatched(t)
	fatima := w.Joins(7, w.Who(1), store.Details{Name: "Fatima"})
	for i, topic := range []string{"paspoort", "paspoort", "rijbewijs"} {
		w.Exec(`INSERT INTO answer (person_id, cause_id, n, organisation_id, release, verdict, passages, scores, topic, at)
			VALUES ($1, $2, 0, $3, 1, 'unanswered', '{}', '{}', ARRAY[$4], $5)`, fatima, i+1, w.Org, topic, w.Clock.Now())
	}
	require.Empty(t, w.watches(), "it is Tuesday")
	w.Clock.Add(6*24*time.Hour - 3*time.Hour) // Monday, 7 o'clock
	require.NotContains(t, w.watches(), "note.gaps")
	w.Clock.Add(time.Hour)
	require.Equal(t, []string{"note.gaps"}, w.watches())
	require.Empty(t, w.watches())
	all, err := w.Gaps(t.Context(), w.Org)
	require.NoError(t, err)
	require.Len(t, all, 2)
	require.Equal(t, "paspoort", all[0].Name())
	require.Equal(t, 2, all[0].Count)
}

func TestCheckTellsWhatNobodyReadOrChecked(t *testing.T) {
	t.Parallel()
	w := newWatched(t)
	w.Clock.Add(20 * 24 * time.Hour)
	conn := w.Conn()
	var out bytes.Buffer
	c := checking{findings: &findings{out: &out}, program: program{now: w.Clock.Now}}
	c.content(t.Context(), conn)
	require.False(t, c.failed)
	for _, line := range []string{"2 of 2 texts were read by no professional", "2 of 2 texts were never checked", "1 of 2 texts end within a month"} {
		require.Contains(t, out.String(), line)
	}
}
