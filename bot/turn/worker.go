// Package turn takes inputs out of the inbox and makes turns of them: it is where
// the engine meets the store. A turn is one transaction, whatever happens to the
// process.
package turn

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/store"
)

// Engine is the conversation.
type Engine interface {
	Needs(s dialog.State, in dialog.Input) dialog.Needs
	Advance(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects)
}

// Options of New. DB and Engine are needed.
type Options struct {
	DB      *store.DB
	Engine  Engine
	Workers int                 // turns made at once, in groups; 4 when 0. Each uses a connection.
	Group   int                 // talks a transaction holds; 8 when 0
	Poll    time.Duration       // how often to look when nobody wakes us; 100 ms when 0
	Poke    func(bots ...int64) // called after a commit that left something to send, with the bots it is for; none is any
	Called  func()              // called after a commit that left calls to make
	// Answered hears what talks made of the answers of calls.
	Answered func(kind dialog.CallKind, use dialog.AnswerUse)
	Took     func(turns int, d time.Duration)
	Fault    fault.Hook
	// Search looks up approved content on another connection, within searchWithin; nil when there is none.
	Search func(ctx context.Context, organisation int64, s dialog.Search) (dialog.Found, error)
}

// Turns makes turns until it is stopped.
type Turns struct {
	o    Options
	wake chan struct{}
}

// New prepares turns; Run makes them.
func New(o Options) *Turns {
	if o.Workers == 0 {
		o.Workers = 4
	}
	if o.Group == 0 {
		o.Group = 8
	}
	if o.Poll == 0 {
		o.Poll = 100 * time.Millisecond
	}
	if o.Poke == nil {
		o.Poke = func(...int64) {}
	}
	if o.Called == nil {
		o.Called = func() {}
	}
	if o.Answered == nil {
		o.Answered = func(dialog.CallKind, dialog.AnswerUse) {}
	}
	if o.Took == nil {
		o.Took = func(int, time.Duration) {}
	}
	return &Turns{o: o, wake: make(chan struct{}, o.Workers)}
}

// Wake tells that something new is in the inbox. It never waits.
func (t *Turns) Wake() {
	select {
	case t.wake <- struct{}{}:
	default: // everybody has been woken already
	}
}

// Run makes turns until ctx is over; what is running then is finished. It returns
// early, with store.ErrNewerState, when a newer program writes the same talks:
// this process must not take turns any more.
func (t *Turns) Run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var workers sync.WaitGroup
	for range t.o.Workers {
		workers.Go(func() {
			if err := t.work(ctx); err != nil {
				stop(err)
			}
		})
	}
	workers.Wait()
	if err := context.Cause(ctx); errors.Is(err, store.ErrNewerState) {
		return err
	}
	return nil
}

// work is one worker's life. Errors of the database are waited out.
func (t *Turns) work(ctx context.Context) error {
	pause := pauseFirst
	for ctx.Err() == nil {
		done, err := t.Once(ctx)
		switch {
		case errors.Is(err, store.ErrNewerState):
			return err
		case err != nil:
			zerolog.Ctx(ctx).Error().Err(err).Msg("a turn could not be made; trying again")
			wait(ctx, pause)
			pause = min(2*pause, pauseLast)
			continue
		case done == 0:
			t.idle(ctx)
		}
		pause = pauseFirst
	}
	return nil
}

const (
	pauseFirst = 50 * time.Millisecond
	pauseLast  = 5 * time.Second
)
