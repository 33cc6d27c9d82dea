package library_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/store"
	"stapmaat/store/library"
	"stapmaat/store/storetest"
)

var ctx = context.Background()

// shelf is a library on a database of its own, with two supervisors.
type shelf struct {
	*library.DB
	*library.Reader
	h        *storetest.House
	ans, eve int64
	t        *testing.T
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{h: storetest.NewHouse(t, store.Options{}), t: t}
	s.h.ComesIn(1, dialog.Supervisor, 0, store.Details{Name: "Ans"})
	s.h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Eve"})
	s.ans, s.eve = s.h.Who(1), s.h.Who(2)
	var err error
	s.DB, err = library.Open(ctx, s.h.URL, s.h.Clock.Now)
	require.NoError(t, err)
	t.Cleanup(s.DB.Close)
	s.Reader, err = library.OpenReader(ctx, s.h.URL, 2, s.h.Clock.Now)
	require.NoError(t, err)
	t.Cleanup(s.Reader.Close)
	return s
}

func document(key, words string) content.Document {
	return content.Document{Key: key, Title: "Over " + key, Audience: content.ForParticipants, Kind: content.Explanation, Source: "eigen", Licence: "own", Author: "wij",
		Body: "## Kop\n> kort: Kort over " + key + ".\n\n" + words + "\n"}
}

// approve brings a document in by Ans and lets Eve approve it.
func (s *shelf) approve(d content.Document) library.Version {
	s.t.Helper()
	v, changed, err := s.BringIn(ctx, s.h.Org, d, library.ByDesk, s.ans)
	require.NoError(s.t, err)
	require.True(s.t, changed)
	s.h.Clock.Add(time.Minute)
	require.NoError(s.t, s.Approve(ctx, v, s.eve))
	return v
}

// make gives every passage the vector (1, n).
func plain(_ context.Context, _ library.Release, all []library.Chosen) (library.Made, error) {
	m := library.Made{Embedder: "test", Dimensions: 2, Vectors: map[string][]float32{}}
	for _, c := range all {
		for _, p := range c.Passages {
			m.Vectors[p.ID] = []float32{1, float32(len(m.Vectors))}
		}
	}
	return m, nil
}

// release wants and builds one.
func (s *shelf) release() library.Release {
	s.t.Helper()
	s.h.Clock.Add(time.Minute)
	_, err := s.Want(ctx, s.h.Org, library.BecauseApproved, s.eve)
	require.NoError(s.t, err)
	r, built, err := s.Build(ctx, plain)
	require.NoError(s.t, err)
	require.True(s.t, built)
	return r
}

// reads are the keys of the documents that people can read now.
func (s *shelf) reads() []string {
	s.t.Helper()
	rows, err := s.h.Conn().Query(ctx, `SELECT DISTINCT id FROM passage`)
	require.NoError(s.t, err)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(s.t, err)
	quotes, err := s.Passages(ctx, s.h.Org, ids)
	require.NoError(s.t, err)
	keys := []string{}
	for _, q := range quotes {
		keys = append(keys, q.Document)
	}
	slices.Sort(keys)
	return keys
}

func TestFromDraftToAnAnswer(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	v, changed, err := s.BringIn(ctx, s.h.Org, document("post", "Leg je brief op tafel."), library.ByDesk, s.ans)
	require.NoError(t, err)
	require.True(t, changed)
	_, changed, err = s.BringIn(ctx, s.h.Org, document("post", "Leg je brief op tafel."), library.ByDesk, s.ans)
	require.NoError(t, err)
	require.False(t, changed, "the same again is no new version")
	require.ErrorIs(t, s.Approve(ctx, v, s.ans), library.ErrSamePerson)
	require.NoError(t, s.SendBack(ctx, v, s.eve, "Te kort"))
	require.ErrorIs(t, s.Approve(ctx, v, s.eve), library.ErrState)

	s.approve(document("post", "Leg je brief op tafel. Doe hem open."))
	require.Empty(t, s.reads(), "approved is not yet released")
	r := s.release()
	require.True(t, r.Live)
	require.Equal(t, 1, r.Number)
	require.Equal(t, []string{"post"}, s.reads())
	live, err := s.Live(ctx, s.h.Org)
	require.NoError(t, err)
	require.Equal(t, r.ID, live.ID)

	near, err := s.Nearest(ctx, s.h.Org, []float32{1, 0}, 5)
	require.NoError(t, err)
	require.Len(t, near, 1)
	require.InDelta(t, 1, near[0].Similarity, 1e-6)
	quotes, err := s.Passages(ctx, s.h.Org, []string{near[0].ID})
	require.NoError(t, err)
	require.Equal(t, "Kort over post.", quotes[0].Short)
	quotes, err = s.Passages(ctx, s.h.Org+1, []string{near[0].ID})
	require.NoError(t, err)
	require.Empty(t, quotes, "another organisation has its own library")
	none, err := s.Nearest(ctx, s.h.Org, []float32{1, 0, 0}, 5)
	require.NoError(t, err)
	require.Empty(t, none, "a vector of another embedder")
}

func TestSwapRollBackWithdrawExpire(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.approve(document("a", "Een."))
	s.approve(document("b", "Twee."))
	s.release()
	soon := document("c", "Drie.")
	soon.ValidUntil = s.h.Clock.Now().AddDate(0, 0, 3).Truncate(24 * time.Hour)
	s.approve(soon)
	s.release()
	require.Equal(t, []string{"a", "b", "c"}, s.reads())

	require.NoError(t, s.RollBack(ctx, s.h.Org, 1, s.eve))
	require.Equal(t, []string{"a", "b"}, s.reads())
	require.ErrorIs(t, s.RollBack(ctx, s.h.Org, 7, s.eve), library.ErrState)
	require.NoError(t, s.RollBack(ctx, s.h.Org, 2, s.eve))

	s.h.Clock.Add(time.Minute)
	_, err := s.Withdraw(ctx, s.h.Org, "b", s.ans)
	require.NoError(t, err)
	require.Equal(t, []string{"a", "c"}, s.reads(), "gone before a release without it is built")
	r, built, err := s.Build(ctx, plain)
	require.NoError(t, err)
	require.True(t, built)
	require.Equal(t, library.BecauseWithdrawn, r.Why)
	require.NoError(t, s.RollBack(ctx, s.h.Org, 1, s.eve))
	require.Equal(t, []string{"a"}, s.reads(), "rolling back does not bring back what was withdrawn")
	require.NoError(t, s.RollBack(ctx, s.h.Org, 3, s.eve))

	s.h.Clock.Add(3 * 24 * time.Hour)
	require.Equal(t, []string{"a"}, s.reads(), "past its date")
	kept, expired, err := s.Coming(ctx, s.h.Org)
	require.NoError(t, err)
	require.Len(t, kept, 1)
	require.Equal(t, []string{"c"}, expired)
}

func TestAReleaseWithFaultsIsNotMadeLive(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.approve(document("a", "Een."))
	s.release()
	s.approve(document("b", "Twee."))
	_, err := s.Want(ctx, s.h.Org, library.BecauseApproved, s.eve)
	require.NoError(t, err)
	broken := errors.New("the embedder is down")
	_, _, err = s.Build(ctx, func(context.Context, library.Release, []library.Chosen) (library.Made, error) {
		return library.Made{}, broken
	})
	require.ErrorIs(t, err, broken)
	r, built, err := s.Build(ctx, func(_ context.Context, r library.Release, all []library.Chosen) (library.Made, error) {
		m, err := plain(ctx, r, all)
		m.Faults = []string{"hoe open ik post"}
		return m, err
	})
	require.NoError(t, err)
	require.True(t, built, "still wanted after the embedder came back")
	require.Equal(t, "failed", r.State)
	require.Equal(t, []string{"a"}, s.reads())
	require.ErrorIs(t, s.RollBack(ctx, s.h.Org, 2, s.eve), library.ErrState)
	all, err := s.Releases(ctx, s.h.Org)
	require.NoError(t, err)
	require.Equal(t, []string{"hoe open ik post"}, all[0].Faults)
}

func TestManyBuildersMakeEachReleaseOnce(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.approve(document("a", "Een."))
	for range 3 {
		_, err := s.Want(ctx, s.h.Org, library.BecauseApproved, s.eve)
		require.NoError(t, err)
	}
	var mu sync.Mutex
	made := map[int]int{}
	var group sync.WaitGroup
	for range 3 {
		other, err := library.Open(ctx, s.h.URL, s.h.Clock.Now)
		require.NoError(t, err)
		t.Cleanup(other.Close)
		group.Go(func() {
			for {
				r, built, err := other.Build(ctx, plain)
				if err != nil || !built {
					return
				}
				mu.Lock()
				made[r.Number]++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	_, _, err := s.Build(ctx, plain)
	require.NoError(t, err)
	for n, times := range made {
		require.Equal(t, 1, times, "release %d", n)
	}
	require.Equal(t, 0, s.h.Count("release WHERE state = 'wanted'"))
}

// The reader's role may call two functions; it can't read a single table.
func TestTheReaderHasNoOtherRight(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.approve(document("a", "Een."))
	s.release()
	conn := s.h.Conn()
	rows, err := conn.Query(ctx, `
		SELECT c.relname
		FROM pg_class c
		WHERE c.relnamespace = 'public'::regnamespace
		  AND c.relkind IN ('r', 'p', 'v', 'm')
		  AND (has_table_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, DELETE') OR has_any_column_privilege($1, c.oid, 'SELECT, INSERT, UPDATE'))`, store.ReaderRole)
	require.NoError(t, err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Empty(t, tables)
	_, err = conn.Exec(ctx, "SET ROLE "+store.ReaderRole)
	require.NoError(t, err)
	_, err = conn.Exec(ctx, "SELECT FROM passage_"+fmt.Sprint(1))
	require.ErrorContains(t, err, "permission denied")
}

func TestALargeReleaseIsSearchedByItsIndex(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	library.ExactUpTo(s.DB, 200)
	var body strings.Builder
	for i := range 201 {
		fmt.Fprintf(&body, "## Kop %d\n> kort: Nummer %d.\n\nTekst %d.\n\n", i, i, i)
	}
	d := document("veel", "")
	d.Body = body.String()
	s.approve(d)
	_, err := s.Want(ctx, s.h.Org, library.BecauseApproved, s.eve)
	require.NoError(t, err)
	var wanted string
	r, _, err := s.Build(ctx, func(_ context.Context, _ library.Release, all []library.Chosen) (library.Made, error) {
		m := library.Made{Embedder: "test", Dimensions: 2, Vectors: map[string][]float32{}}
		for i, p := range all[0].Passages {
			m.Vectors[p.ID] = []float32{1, float32(i)}
		}
		wanted = all[0].Passages[0].ID
		return m, nil
	})
	require.NoError(t, err)
	require.True(t, r.Live)
	near, err := s.Nearest(ctx, s.h.Org, []float32{1, 0}, 3)
	require.NoError(t, err)
	require.Len(t, near, 3)
	require.Equal(t, wanted, near[0].ID)
	require.Equal(t, 1, s.h.Count("pg_indexes WHERE indexdef LIKE '%hnsw%'"))
	near, err = s.Nearest(ctx, s.h.Org, []float32{1, 0}, 100)
	require.NoError(t, err)
	require.Len(t, near, 100, "by itself such an index gives 40")
}
