// Package call makes the slow calls that turns asked for: it takes them out of the
// database, has them done with nothing locked, and records what came of them. A call ends
// in one input of its talk, whatever happens to the process.
package call

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/store"
)

// Doer does one call: asks the model, or has a recording written down.
//
// Do returns when ctx ends, at the latest; that is the call's deadline. It never fails: what
// went wrong is Answer.Failed. It does not look at c.Fail, ID and Took; the runner does.
type Doer interface {
	Do(ctx context.Context, c store.TakenCall) store.EndedCall
}

// Options of New. DB and Doer are needed.
type Options struct {
	DB   *store.DB
	Doer Doer
	// Screen reads what was heard, as a message that was typed: dialog.ScreenIn.
	Screen store.Screen
	AtOnce int           // groups of calls under way; 128 when 0
	Poll   time.Duration // how often to look when nobody wakes us; 100 ms when 0
	Hold   time.Duration // after which a process is taken for dead that says nothing; 5 s when 0
	Grace  time.Duration // how long calls may go on when everything stops; 3 s when 0

	Poke    func() // wakes the turns: an answer is there
	Alerted func() // wakes the sender: an alarm was raised
	// Typing shows in a chat that something is being written; best effort, at once back.
	Typing func(bot, chat int64)
	// Ended hears of every call that this process recorded.
	Ended func(kind dialog.CallKind, failed dialog.CallFail, took time.Duration)
	Fault fault.Hook
}

// Runner makes calls until it is stopped.
type Runner struct {
	o    Options
	wake chan struct{}
	room chan struct{} // one for every group under way
	pens chan struct{} // one for everybody who records: turns need connections too

	mu      sync.Mutex
	running map[int64]bool // calls that are ours until they are recorded
}

// mostAtOnce is how many groups are under way when nobody says otherwise. 200 turns a second
// with a model that takes 300 ms are some 80; each is at most two requests, and an
// endpoint's client keeps as many connections open.
const mostAtOnce = 128

// recordersAtOnce is how many answers are recorded at the same time: together they wait for
// the disk once, and each of them takes a connection.
const recordersAtOnce = 8

// New prepares a runner; Run makes the calls.
func New(o Options) *Runner {
	orDefault(&o.AtOnce, mostAtOnce)
	orDefault(&o.Poll, 100*time.Millisecond)
	orDefault(&o.Hold, 5*time.Second)
	orDefault(&o.Grace, 3*time.Second)
	if o.Poke == nil {
		o.Poke = func() {}
	}
	if o.Alerted == nil {
		o.Alerted = func() {}
	}
	if o.Typing == nil {
		o.Typing = func(int64, int64) {}
	}
	if o.Ended == nil {
		o.Ended = func(dialog.CallKind, dialog.CallFail, time.Duration) {}
	}
	return &Runner{o: o, wake: make(chan struct{}, 1), room: make(chan struct{}, o.AtOnce), pens: make(chan struct{}, recordersAtOnce), running: map[int64]bool{}}
}

func orDefault[T ~int | ~int64](value *T, usual T) {
	if *value == 0 {
		*value = usual
	}
}

// Wake tells that calls wait. It never waits.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// takeWithin bounds taking and giving back, also while everything stops.
const takeWithin = 5 * time.Second

// Run makes calls until ctx ends. What is under way then gets Grace; the rest is given back,
// and another process takes it up at once.
func (r *Runner) Run(ctx context.Context) {
	flight, land := context.WithCancel(context.WithoutCancel(ctx))
	defer land()
	var groups, keeper sync.WaitGroup
	keeper.Go(func() { r.keep(flight) })
	for ctx.Err() == nil {
		if !r.take(ctx, flight, &groups) {
			r.idle(ctx)
		}
	}
	grace := time.AfterFunc(r.o.Grace, land)
	groups.Wait()
	grace.Stop()
	land()
	keeper.Wait()
	r.giveBack(ctx)
}

// take starts as many groups as there is room for and tells whether there may be more.
func (r *Runner) take(ctx, flight context.Context, groups *sync.WaitGroup) (more bool) {
	room := r.enter(ctx)
	if room == 0 {
		return false
	}
	// Not cut off by the signal: what was claimed and not told would wait for Hold.
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), takeWithin)
	defer cancel()
	taken, err := r.o.DB.TakeCalls(within, room, r.o.Hold)
	if err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("no calls could be taken; trying again")
	}
	for range room - len(taken) {
		<-r.room
	}
	for _, g := range taken {
		r.own(g, true)
		groups.Go(func() {
			defer func() { <-r.room }()
			r.group(flight, g)
		})
	}
	return len(taken) == room
}

// Once makes what waits now, one group after another, and tells how many groups it made.
func (r *Runner) Once(ctx context.Context) (int, error) {
	taken, err := r.o.DB.TakeCalls(ctx, mostTaken, r.o.Hold)
	for _, g := range taken {
		r.own(g, true)
		r.group(ctx, g)
	}
	return len(taken), err
}

// mostTaken is how many groups one statement claims.
const mostTaken = 16

// enter waits for room for one group, and takes as much more as there is.
func (r *Runner) enter(ctx context.Context) (room int) {
	select {
	case r.room <- struct{}{}:
	case <-ctx.Done():
		return 0
	}
	for room = 1; room < min(mostTaken, r.o.AtOnce); room++ {
		select {
		case r.room <- struct{}{}:
		default:
			return room
		}
	}
	return room
}

func (r *Runner) idle(ctx context.Context) {
	timer := time.NewTimer(r.o.Poll)
	defer timer.Stop()
	select {
	case <-r.wake:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// own notes whose the calls of a group are.
func (r *Runner) own(g []store.TakenCall, ours bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range g {
		if ours {
			r.running[c.ID] = true
		} else {
			delete(r.running, c.ID)
		}
	}
}

func (r *Runner) ours() (all []int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id := range r.running {
		all = append(all, id)
	}
	return all
}

// keep says from time to time that this process lives, for the calls that it works on.
func (r *Runner) keep(ctx context.Context) {
	tick := time.NewTicker(r.o.Hold * 2 / 5)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := r.o.DB.HoldCalls(ctx, r.ours(), r.o.Hold); err != nil && ctx.Err() == nil {
				zerolog.Ctx(ctx).Warn().Err(err).Msg("another process may take up what this one works on")
			}
		case <-ctx.Done():
			return
		}
	}
}

// giveBack lets go of what was not done in time.
func (r *Runner) giveBack(ctx context.Context) {
	left := r.ours()
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), takeWithin)
	defer cancel()
	if err := r.o.DB.HoldCalls(within, left, 0); err != nil {
		zerolog.Ctx(ctx).Warn().Err(err).Int("calls", len(left)).Msg("calls were not given back; they are taken up later")
	}
}
