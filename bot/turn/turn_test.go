package turn_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// scripted is an engine that answers as a test wants.
type scripted struct {
	advance storetest.Advance
	needs   dialog.Needs
}

func (e scripted) Needs(dialog.State, dialog.Input) dialog.Needs { return e.needs }

func (e scripted) Advance(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
	if e.advance != nil {
		return e.advance(p, s, in)
	}
	return echo(p, s, in)
}

// echo answers "<number of the turn>: <text>", so that a test sees order and repeats.
func echo(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
	s.Version = dialog.StateVersion
	s.Asked++
	text := in.Text
	if in.Kind != dialog.Typed {
		text = string(in.Kind)
	}
	return s, dialog.Effects{Messages: []dialog.Message{{Key: "echo", Text: fmt.Sprintf("%d: %s", s.Asked, text), Lane: dialog.LaneAnswer}}}
}

// turns makes turns until nothing waits.
func turns(t *testing.T, db *store.DB, e turn.Engine) int {
	t.Helper()
	made := 0
	for {
		n, err := turn.New(turn.Options{DB: db, Engine: e}).Once(t.Context())
		require.NoError(t, err)
		if n == 0 {
			return made
		}
		made += n
	}
}

func TestAnUpdateBecomesAnAnswer(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	require.Equal(t, 2, h.Receive(h.Says(42, "hallo"), h.Says(42, "ik ben er")))
	require.Equal(t, 2, turns(t, h.DB, scripted{}))
	require.Equal(t, []string{"1: hallo", "2: ik ben er"}, storetest.Texts(h.Sent()))
	require.Equal(t, 0, turns(t, h.DB, scripted{}), "nothing is done twice")
	require.Empty(t, h.Sent())
}

func TestManyWorkersKeepTheOrderOfEveryTalk(t *testing.T) {
	t.Parallel()
	const chats, each, workers = 25, 12, 6
	h := storetest.NewHouse(t, store.Options{MaxConns: workers + 2})
	busy := newExclusive(t)
	engine := scripted{advance: func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		defer busy.enter(p.ID)()
		return echo(p, s, in)
	}}
	ctx, stop := context.WithCancel(t.Context())
	work := turn.New(turn.Options{DB: h.DB, Engine: engine, Workers: workers, Group: 3})
	ended := make(chan error)
	go func() { ended <- work.Run(ctx) }()
	for i := range each {
		var batch []store.Arrival
		for _, chat := range rand.Perm(chats) {
			batch = append(batch, h.Says(int64(chat+1), fmt.Sprint("bericht ", i+1)))
		}
		h.Receive(batch...)
		work.Wake()
	}
	require.Eventually(t, func() bool { return h.Count("inbox WHERE done_at IS NULL") == 0 }, 30*time.Second, 20*time.Millisecond)
	stop()
	require.NoError(t, <-ended)

	said := map[int64][]string{}
	for _, o := range h.Sent() {
		said[o.Chat] = append(said[o.Chat], o.Message.Text)
	}
	require.Len(t, said, chats)
	for chat, texts := range said {
		require.Len(t, texts, each)
		for i, text := range texts {
			require.Equal(t, fmt.Sprintf("%d: bericht %d", i+1, i+1), text, "chat %d", chat)
		}
	}
}

// exclusive fails a test when two turns of one person run at once.
type exclusive struct {
	t  *testing.T
	mu sync.Mutex
	in map[int64]bool
}

func newExclusive(t *testing.T) *exclusive { return &exclusive{t: t, in: map[int64]bool{}} }

func (e *exclusive) enter(id int64) (leave func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.in[id] {
		e.t.Errorf("person %d has two turns at once", id)
	}
	e.in[id] = true
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.in, id)
	}
}

// poison panics, saying what it should not, on one text.
func poison(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
	if in.Text == "gif" {
		panic("cannot deal with " + in.Text + " of " + p.Name)
	}
	return echo(p, s, in)
}

func TestPoisonIsSetAsideAndTheOthersGoOn(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	person := h.Joins(7, mentor, store.Details{Name: "Fatima"})
	h.Receive(h.Says(7, "gif"), h.Says(8, "hallo"), h.Says(7, "en dit?"), h.Says(9, "hoi"))

	var lines bytes.Buffer
	ctx := zerolog.New(&lines).WithContext(t.Context())
	var notes []dialog.Note
	work := turn.New(turn.Options{DB: h.DB, Engine: scripted{advance: func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Note != nil {
			notes = append(notes, *in.Note)
		}
		return poison(p, s, in)
	}}})
	for {
		n, err := work.Once(ctx)
		require.NoError(t, err)
		if n == 0 {
			break
		}
	}
	out := map[int64][]string{}
	for _, o := range h.Sent() {
		out[o.Chat] = append(out[o.Chat], o.Message.Text)
	}
	require.Equal(t, []string{"1: hallo"}, out[8])
	require.Equal(t, []string{"1: hoi"}, out[9])
	require.Equal(t, []string{"1: en dit?", "2: failed"}, out[7], "the talk goes on, and the person hears of it")
	require.Equal(t, 1, h.Count("inbox WHERE set_aside_at IS NOT NULL AND attempts = 5 AND raw IS NOT NULL AND payload IS NOT NULL"))
	require.Len(t, notes, 1)
	require.Equal(t, store.NoteSetAside, notes[0].Key)
	require.Equal(t, person, notes[0].Person)
	require.Equal(t, "Fatima", notes[0].Name)

	require.NotEmpty(t, lines.String())
	require.NotContains(t, lines.String(), "gif")
	require.NotContains(t, lines.String(), "Fatima")
	require.Contains(t, lines.String(), "turn_test.go:", "where it happened")
}

func TestWhatTellsOfAFailureAndFailsDoesNotGoOnForEver(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "gif"))
	never := scripted{advance: func(dialog.Person, dialog.State, dialog.Input) (dialog.State, dialog.Effects) { panic("never") }}
	turns(t, h.DB, never)
	require.Equal(t, 2, h.Count("inbox"), "the input, and the word about its failure")
	require.Equal(t, 2, h.Count("inbox WHERE set_aside_at IS NOT NULL"))
}

func TestUnreadableInputIsSetAside(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "hallo"), h.Says(8, "hoi"))
	h.Exec("UPDATE inbox SET payload = '\\x0102' WHERE ref = '1'")
	turns(t, h.DB, scripted{})
	require.Equal(t, []string{"1: hoi", "1: failed"}, storetest.Texts(h.Sent()))
}

func TestRefusedRowsAreCountedOutsideTheirTransaction(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "hallo"))
	bad := scripted{advance: func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		s, out := echo(p, s, in)
		if in.Kind == dialog.Typed {
			out.Events = []dialog.Fact{{Event: dialog.Placed{Sub: "schulden", Rung: 2, NotForMe: true}}} // the table refuses this
		}
		return s, out
	}}
	turns(t, h.DB, bad)
	require.Equal(t, []string{"1: failed"}, storetest.Texts(h.Sent()))
	require.Zero(t, h.Count("position"))
	require.Equal(t, 1, h.Count("inbox WHERE attempts = 5 AND set_aside_at IS NOT NULL"))
}

func TestANewerStateIsPutBackAndEndsTheWork(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "hallo"))
	turns(t, h.DB, scripted{})
	h.Receive(h.Says(7, "en nu?"))
	h.Exec("UPDATE conversation SET state_version = $1", dialog.StateVersion+1)

	err := turn.New(turn.Options{DB: h.DB, Engine: scripted{}}).Run(t.Context())
	require.ErrorIs(t, err, store.ErrNewerState)
	require.Equal(t, 1, h.Count("inbox WHERE done_at IS NULL AND attempts = 0"))
	h.Exec("UPDATE conversation SET state_version = $1", dialog.StateVersion)
	require.Equal(t, 1, turns(t, h.DB, scripted{}), "the right program goes on")
}

func TestStopFinishesWhatRuns(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "hallo"), h.Says(8, "hoi"))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var once sync.Once
	pokes := 0
	work := turn.New(turn.Options{DB: h.DB, Workers: 1, Poke: func(...int64) { pokes++ }, Engine: scripted{
		advance: func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			once.Do(stop)
			return echo(p, s, in)
		}}})
	require.NoError(t, work.Run(ctx))
	require.Equal(t, []string{"1: hallo", "1: hoi"}, storetest.Texts(h.Sent()))
	require.Equal(t, 1, pokes)
}

func TestWakeBringsAWorkerAtOnce(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	poked := make(chan struct{}, 8)
	work := turn.New(turn.Options{DB: h.DB, Workers: 1, Poll: time.Hour, Engine: scripted{}, Poke: func(...int64) { poked <- struct{}{} }})
	ended := make(chan error)
	go func() { ended <- work.Run(ctx) }()
	h.Receive(h.Says(7, "hallo"))
	work.Wake()
	work.Wake()
	work.Wake() // never waits
	<-poked
	stop()
	require.NoError(t, <-ended)
}

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
