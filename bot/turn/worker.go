// Package turn takes inputs out of the inbox and makes turns of them: it is where
// the engine meets the store. A turn is one transaction, whatever happens to the
// process.
package turn

import (
	"context"
	"errors"
	"fmt"
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
	Workers int           // turns made at once, in groups; 4 when 0. Each uses a connection.
	Group   int           // talks a transaction holds; 8 when 0
	Poll    time.Duration // how often to look when nobody wakes us; 100 ms when 0
	Poke    func()        // called after a commit that left something to send
	Took    func(turns int, d time.Duration)
	Fault   fault.Hook
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
		o.Poke = func() {}
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

// finishWithin bounds how long a group may run after the program was told to stop.
const finishWithin = 8 * time.Second

// Once makes one group of turns and tells how many it made; 0 when nothing waits.
// A group that was begun is finished also when ctx ends.
func (t *Turns) Once(ctx context.Context) (int, error) {
	begun := time.Now()
	ctx, cancel := outlive(ctx)
	defer cancel()
	g, err := t.o.DB.Take(ctx, t.o.Group)
	if err != nil {
		return 0, err
	}
	if len(g.Claims) == 0 {
		g.Close()
		return 0, nil
	}
	claims := g.Claims
	done, err := t.group(ctx, g)
	switch {
	case err == nil:
		t.o.Took(done.Turns, time.Since(begun))
		t.tell(done, len(claims))
		return done.Turns, nil
	case store.Transient(err):
		return 0, err
	}
	return t.oneByOne(ctx, claims)
}

// group makes the turns of one transaction.
func (t *Turns) group(ctx context.Context, g *store.Group) (store.Done, error) {
	defer g.Close()
	if err := g.Fill(ctx, t.needs); err != nil {
		return store.Done{}, err
	}
	t.o.Fault.At(fault.TurnClaimed)
	outcomes := make([]store.Outcome, 0, len(g.Claims))
	for _, c := range g.Claims {
		o, err := t.advance(c)
		if err != nil {
			return store.Done{}, err
		}
		outcomes = append(outcomes, o)
	}
	t.o.Fault.At(fault.TurnAdvanced)
	done, err := g.Commit(ctx, outcomes)
	if err == nil {
		t.o.Fault.At(fault.TurnCommitted)
	}
	return done, err
}

// tell wakes whoever has something to do now.
func (t *Turns) tell(done store.Done, taken int) {
	if done.Messages {
		t.o.Poke()
	}
	if done.Inputs || taken == t.o.Group { // a full group: more may wait
		t.Wake()
	}
}

// idle waits for something to do.
func (t *Turns) idle(ctx context.Context) {
	timer := time.NewTimer(t.o.Poll)
	defer timer.Stop()
	select {
	case <-t.wake:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// outlive gives a context that ends some seconds after its parent, not with it.
func outlive(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(parent))
	var timer *time.Timer
	var mu sync.Mutex
	stop := context.AfterFunc(parent, func() {
		mu.Lock()
		defer mu.Unlock()
		timer = time.AfterFunc(finishWithin, cancel)
	})
	return ctx, func() {
		stop()
		mu.Lock()
		defer mu.Unlock()
		if timer != nil {
			timer.Stop()
		}
		cancel()
	}
}

func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// errPanic is a bug in the engine. What it panicked with may quote a person, so
// only where it happened is told.
var errPanic = errors.New("the engine panicked")

func (t *Turns) advance(c *store.Claim) (o store.Outcome, err error) {
	if c.Err != nil {
		return o, c.Err
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("advancing turn %d: %w (%T) at %s", c.Inbox, errPanic, r, where())
		}
	}()
	state, effects := t.o.Engine.Advance(c.Person, c.State, c.Input)
	return store.Outcome{Claim: c, State: state, Effects: effects}, nil
}

// needs asks the engine what to load. A panic here comes again in Advance, where it is counted.
func (t *Turns) needs(s dialog.State, in dialog.Input) (n dialog.Needs) {
	defer func() {
		if recover() != nil {
			n = dialog.Needs{}
		}
	}()
	return t.o.Engine.Needs(s, in)
}
