package duty_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"stapmaat/bot/duty"
	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/prompts"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// house is a database with one bot, and a clock that stands still.
type house struct {
	*store.DB
	url   string
	clock *storetest.Clock
	bot   int64
	next  int
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{url: storetest.URL(t), clock: storetest.NewClock()}
	h.DB = storetest.OpenURL(t, h.url, store.Options{Clock: h.clock.Now})
	organisation, err := h.EnsureOrganisation(t.Context(), "Stadsteam", false)
	require.NoError(t, err)
	h.bot, err = h.AddBot(t.Context(), organisation, store.Terminal, "", "terminal")
	require.NoError(t, err)
	return h
}

func (h *house) connect(ctx context.Context) (*pgx.Conn, error) { return pgx.Connect(ctx, h.url) }

func (h *house) duty(o duty.Options) *duty.Duty {
	o.DB, o.Now, o.Connect = h.DB, h.clock.Now, h.connect
	return duty.New(o)
}

// heard puts in what a stranger types: that chat is forgotten after 24 hours.
func (h *house) heard(t *testing.T, chat int64) {
	t.Helper()
	h.next++
	a := store.Arrival{Ref: fmt.Sprint(h.next), Chat: chat, At: h.clock.Now(), Input: dialog.Input{Kind: dialog.Typed, Text: "hoi"}}
	_, err := h.Receive(t.Context(), h.bot, []store.Arrival{a}, 0)
	require.NoError(t, err)
}

// turns makes all turns that wait.
func (h *house) turns(t *testing.T) {
	t.Helper()
	texts, err := prompts.Load("nl")
	require.NoError(t, err)
	turns := turn.New(turn.Options{DB: h.DB, Engine: &dialog.Engine{Texts: map[string]*dialog.Texts{"nl": texts}}})
	for {
		made, err := turns.Once(t.Context())
		require.NoError(t, err)
		if made == 0 {
			return
		}
	}
}

func TestTimersRingWhenTheyAreDueAndOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.heard(t, 1)
	h.heard(t, 2)
	h.turns(t)
	woken := 0
	d := h.duty(duty.Options{Rang: func() { woken++ }})
	rang, err := d.Ring(t.Context())
	require.NoError(t, err)
	require.Zero(t, rang)
	require.Zero(t, woken)

	h.clock.Add(24*time.Hour + time.Second)
	rang, err = d.Ring(t.Context())
	require.NoError(t, err)
	require.GreaterOrEqual(t, rang, 2)
	require.Equal(t, 1, woken)
	inputs, _, err := h.Waiting(t.Context(), h.bot, 1)
	require.NoError(t, err)
	require.Positive(t, inputs)
	rang, err = d.Ring(t.Context())
	require.NoError(t, err)
	require.Zero(t, rang)
}

// A chat that never takes part is gone a day later, with its key.
func TestAStrangerIsForgotten(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.heard(t, 1)
	h.turns(t)
	d := h.duty(duty.Options{})
	h.clock.Add(24*time.Hour + time.Second)
	_, err := d.Ring(t.Context())
	require.NoError(t, err)
	h.turns(t)
	h.clock.Add(time.Hour) // what the turn decided falls due within the hour
	_, err = d.Ring(t.Context())
	require.NoError(t, err)
	h.turns(t)
	wiped, err := d.Wipe(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, wiped)
	_, err = h.InChat(t.Context(), h.bot, 1)
	require.ErrorIs(t, err, store.ErrNotFound)
}

func TestOneProcessKeepsHouse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	d := h.duty(duty.Options{})
	other, err := h.connect(t.Context())
	require.NoError(t, err)
	const lock, unlock = `SELECT pg_advisory_lock($1, 0)`, `SELECT pg_advisory_unlock($1, 0)`
	_, err = other.Exec(t.Context(), lock, duty.LockClass)
	require.NoError(t, err)
	did, err := d.Tidy(t.Context())
	require.NoError(t, err)
	require.False(t, did)
	_, err = other.Exec(t.Context(), unlock, duty.LockClass) // closing alone frees it a moment later
	require.NoError(t, err)
	require.NoError(t, other.Close(t.Context()))
	did, err = d.Tidy(t.Context())
	require.NoError(t, err)
	require.True(t, did)
}

func TestTidyForgetsWhatIsOld(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.heard(t, 1)
	h.turns(t)
	h.clock.Add(8 * 24 * time.Hour)
	_, err := h.duty(duty.Options{}).Tidy(t.Context())
	require.NoError(t, err)
	conn, err := h.connect(t.Context())
	require.NoError(t, err)
	defer conn.Close(context.Background())
	var left int
	require.NoError(t, conn.QueryRow(t.Context(), `SELECT count(*) FROM inbox WHERE done_at IS NOT NULL`).Scan(&left))
	require.Zero(t, left)
}

// hand gives ticks by hand.
type hand struct {
	ticks map[time.Duration]chan time.Time
}

func (c hand) every(d time.Duration) (<-chan time.Time, func()) { return c.ticks[d], func() {} }

// Not parallel: it looks at all goroutines of the process.
func TestRunLooksAtEveryTickAndLeavesNothingBehind(t *testing.T) {
	h := newHouse(t)
	h.heard(t, 1)
	h.turns(t)
	before := goleak.IgnoreCurrent()
	c := hand{map[time.Duration]chan time.Time{time.Second: make(chan time.Time), time.Minute: nil, 10 * time.Minute: nil}}
	rang := make(chan struct{}, 10)
	d := h.duty(duty.Options{Every: c.every, Rang: func() { rang <- struct{}{} }})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); d.Run(ctx) }()
	c.ticks[time.Second] <- time.Time{} // taken when the first look is over
	require.Empty(t, rang)
	h.clock.Add(25 * time.Hour)
	c.ticks[time.Second] <- time.Time{}
	<-rang
	stop()
	<-done
	goleak.VerifyNone(t, before, goleak.IgnoreTopFunction("github.com/jackc/pgx/v5/pgxpool.(*Pool).backgroundHealthCheck"))
}

// The database may be away for a while: that is told, and tried again.
func TestRunGoesOnAfterAFailure(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := hand{map[time.Duration]chan time.Time{time.Second: make(chan time.Time), time.Minute: nil, 10 * time.Minute: nil}}
	d := h.duty(duty.Options{Every: c.every, NoTidying: true})
	var log bytes.Buffer
	ctx, stop := context.WithCancel(zerolog.New(&log).WithContext(t.Context()))
	h.Close()
	done := make(chan struct{})
	go func() { defer close(done); d.Run(ctx) }()
	c.ticks[time.Second] <- time.Time{}
	c.ticks[time.Second] <- time.Time{}
	stop()
	<-done
	require.Contains(t, log.String(), "a duty was not done; it will be tried again")
}

// asking wants something done after its turn, and nobody in this house does it.
type asking struct{ ended []dialog.CallFail }

func (*asking) Needs(dialog.State, dialog.Input) dialog.Needs { return dialog.Needs{} }

func (a *asking) Advance(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
	s.Version = dialog.StateVersion
	if in.Kind == dialog.Answered {
		a.ended = append(a.ended, in.Call.Failed)
		return s, dialog.Effects{}
	}
	return s, dialog.Effects{Calls: []dialog.Call{{Number: 1, Kind: dialog.CallReply, Reply: &dialog.ReplyAsked{Said: in.Text}}}}
}

// Who waits for a call whose process died hears the fixed words when its time is over.
func TestCallsEndWhenTheirTimeIsOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.heard(t, 1)
	engine := &asking{}
	called := 0
	turns := turn.New(turn.Options{DB: h.DB, Engine: engine, Called: func() { called++ }})
	once := func() {
		_, err := turns.Once(t.Context())
		require.NoError(t, err)
	}
	once()
	require.Equal(t, 1, called)
	woken := 0
	d := h.duty(duty.Options{Rang: func() { woken++ }})
	for _, want := range []int{0, 1, 0} {
		ended, err := d.EndCalls(t.Context())
		require.NoError(t, err)
		require.Equal(t, want, ended)
		h.clock.Add(30 * time.Second)
	}
	require.Equal(t, 1, woken)
	once()
	require.Equal(t, []dialog.CallFail{dialog.CallLate}, engine.ended)
}
