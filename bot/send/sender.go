package send

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/fault"
	"stapmaat/store"
)

// Options of a Sender. DB, Face and Bots are needed.
type Options struct {
	DB   *store.DB
	Face Face
	// Bots are those that this process may send for now: Role.Held.
	Bots   func() []int64
	Limits Limits // DefaultLimits when zero
	// AtOnce is how many messages may be on their way, posted and not yet recorded; 256 when 0.
	AtOnce int
	// Grace is how long posts may take to end when the sender stops; eight seconds when 0.
	Grace time.Duration
	Fault fault.Hook
	Now   func() time.Time // time.Now when nil; not the person's clock but the wire's
}

// Sender carries messages from the outbox to a face.
type Sender struct {
	o       Options
	pokes   *pokes
	posted  chan attempt   // from the posts to the recorder
	settled chan []attempt // from the recorder, when committed
}

// attempt is one message that was handed to the face, and what came of it.
type attempt struct {
	out      store.Outgoing
	delivery store.Delivery
	lost     bool // what came of it could not be recorded, now or ever
}

// How the sender paces itself against the database.
const (
	tick     = 100 * time.Millisecond // looks for what other processes wrote
	breath   = 4 * time.Millisecond   // between two looks under load
	reserved = 16                     // places that only lane 0 may take
)

// New makes a Sender; Run starts it.
func New(o Options) *Sender {
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits
	}
	if o.AtOnce == 0 {
		o.AtOnce = 256
	}
	if o.Grace == 0 {
		o.Grace = 8 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Sender{
		o:       o,
		pokes:   newPokes(),
		posted:  make(chan attempt, o.AtOnce),
		settled: make(chan []attempt, o.AtOnce),
	}
}

// Poke says that there may be something to send for these bots; for any of them when
// none is named, which costs more. It never blocks.
func (s *Sender) Poke(bots ...int64) { s.pokes.add(bots) }

// Run sends until ctx ends, then lets what is on its way end and be recorded, for
// Grace at most. What was posted and not recorded by then will be sent again.
func (s *Sender) Run(ctx context.Context) {
	flight, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	var recorder sync.WaitGroup
	recorder.Go(func() { s.record(flight) })
	l := newLoop(s, flight)
	l.run(ctx)
	grace := time.AfterFunc(s.o.Grace, cut)
	defer grace.Stop()
	l.posts.Wait()
	close(s.posted)
	recorder.Wait()
}

// take asks the store for what may go now. A failure is told and looks like nothing;
// the next tick asks again.
func (s *Sender) take(ctx context.Context, bots, busy []int64, limit int) []store.Outgoing {
	rows, err := s.o.DB.Outgoing(ctx, bots, busy, limit)
	if err != nil && !errors.Is(err, context.Canceled) {
		zerolog.Ctx(ctx).Error().Err(err).Msg("what is to be sent can't be read; it will be tried again")
	}
	if len(rows) > 0 {
		s.o.Fault.At(fault.SendTaken)
	}
	return rows
}

// post hands one message to the face.
func (s *Sender) post(ctx context.Context, o store.Outgoing) {
	d := s.o.Face.Send(ctx, o)
	s.o.Fault.At(fault.SendPosted)
	s.posted <- attempt{out: o, delivery: d}
}
