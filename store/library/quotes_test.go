package library_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
)

// Whatever curators do, in whatever order: what goes out quotes only what may be said at
// that moment, and who asked hears that the text was replaced instead of nothing.
func TestAWithdrawnTextIsNeverSent(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.h.Joins(7, 0, store.Details{Name: "Fatima"})
	s.h.Sent()
	random := rand.New(rand.NewPCG(4711, 1))
	keys := []string{"a", "b", "c"}
	for i, key := range keys {
		d := document(key, fmt.Sprint("Woord ", i))
		if key == "c" {
			d.ValidUntil = s.h.Clock.Now().AddDate(0, 0, 3).Truncate(24 * time.Hour)
		}
		s.approve(d)
	}
	newest := s.release().Number
	ids := s.passageIDs()
	sent, kept := 0, 0
	for range 80 {
		switch random.IntN(6) {
		case 0:
			_, err := s.Withdraw(ctx, s.h.Org, keys[random.IntN(3)], s.ans)
			require.NoError(t, err)
		case 1:
			if r, built, err := s.Build(ctx, plain); built {
				require.NoError(t, err)
				newest = r.Number
			}
		case 2:
			_ = s.RollBack(ctx, s.h.Org, 1+random.IntN(newest), s.ans) // a release that failed or waits is refused
		case 3:
			s.h.Clock.Add(time.Duration(random.IntN(20)) * time.Hour)
		case 4:
			key := keys[random.IntN(2)]
			s.approve(document(key, fmt.Sprint("Nieuw ", random.IntN(1000000))))
			newest = s.release().Number
			ids = s.passageIDs()
		case 5:
			quoted := ids[random.IntN(len(ids))] // mostly of an older release
			if live, err := s.Passages(ctx, s.h.Org, ids); err == nil && len(live) > 0 && random.IntN(4) > 0 {
				quoted = live[random.IntN(len(live))].ID
			}
			s.h.Receive(s.h.Says(7, "vraag"))
			s.h.Play(func(_ dialog.Person, st dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
				return st, dialog.Effects{Messages: []dialog.Message{{Key: "answer.said", Text: quoted, Lane: dialog.LaneAnswer, Quotes: []string{quoted}}}}
			})
			if random.IntN(2) == 0 {
				_, err := s.Withdraw(ctx, s.h.Org, keys[random.IntN(3)], s.ans)
				require.NoError(t, err)
			}
		}
		for _, o := range s.h.Sent() {
			if len(o.Message.Quotes) == 0 {
				continue
			}
			sent++
			quotes, err := s.Passages(ctx, s.h.Org, o.Message.Quotes)
			require.NoError(t, err)
			require.Len(t, quotes, 1, "%s was said and may not be", o.Message.Quotes)
		}
		s.h.Play(func(_ dialog.Person, st dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			require.Equal(t, dialog.Failed, in.Kind)
			require.Equal(t, dialog.Withdrawn, in.Media)
			kept++
			return st, dialog.Effects{}
		})
	}
	require.Positive(t, sent, "nothing was ever said")
	require.Positive(t, kept, "nothing was ever kept back")
	require.Zero(t, s.h.Count("outbox WHERE state = 'refused' AND code <> 'withdrawn'"))
}

// passageIDs are all passages that were ever released.
func (s *shelf) passageIDs() []string {
	s.t.Helper()
	rows, err := s.h.Conn().Query(ctx, `SELECT DISTINCT id FROM passage`)
	require.NoError(s.t, err)
	var ids []string
	for rows.Next() {
		var id string
		require.NoError(s.t, rows.Scan(&id))
		ids = append(ids, id)
	}
	require.NoError(s.t, rows.Err())
	slices.Sort(ids)
	return ids
}
