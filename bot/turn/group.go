package turn

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/store"
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
		t.tell(done, claims)
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
		o, err := t.advance(ctx, c)
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
func (t *Turns) tell(done store.Done, claims []*store.Claim) {
	switch {
	case done.Alerts:
		t.o.Poke()
	case done.Messages:
		t.o.Poke(bots(claims)...)
	}
	if done.Calls {
		t.o.Called()
	}
	for _, a := range done.Answers {
		t.o.Answered(a.Kind, a.Use)
	}
	if done.Inputs || len(claims) == t.o.Group { // a full group: more may wait
		t.Wake()
	}
}

// bots names each bot of a group once.
func bots(claims []*store.Claim) []int64 {
	var all []int64
	for _, c := range claims {
		if !slices.Contains(all, c.Bot) {
			all = append(all, c.Bot)
		}
	}
	return all
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

// advance takes one turn. One that asks for approved content is taken once more, with
// what was found.
func (t *Turns) advance(ctx context.Context, c *store.Claim) (o store.Outcome, err error) {
	if c.Err != nil {
		return o, c.Err
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("advancing turn %d: %w (%T) at %s", c.Inbox, errPanic, r, where())
		}
	}()
	state, effects := dialog.Taken(c.Input,
		func(in dialog.Input) (dialog.State, dialog.Effects) { return t.o.Engine.Advance(c.Person, c.State, in) },
		func(s dialog.Search) dialog.Found { return t.search(ctx, c, s) })
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
