// Package duty is what happens by the clock: alarms that nobody took go on to the next,
// timers that are due come in as inputs, calls whose time is over end, drills take place, months are made ahead, and what may not be kept
// any longer goes.
//
// Any number of processes may do it at once. A timer and its input change places
// in one transaction, so it rings once; keeping house is done by whoever gets the lock.
package duty

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"

	"stapmaat/store"
)

// Options of a Duty. DB is needed, and Connect unless NoTidying is set.
type Options struct {
	DB *store.DB
	// Connect opens a connection that is used for nothing but a lock.
	Connect func(ctx context.Context) (*pgx.Conn, error)
	// Now is the domain's clock: it says which timers are due. time.Now when nil.
	Now func() time.Time
	// Rang hears that timers became inputs: workers need not wait for their next look.
	Rang func()
	// Alerted hears that alarms moved: alerts wait to be sent.
	Alerted func()
	// Drills begin by their plan and are moved on; nil where nobody drills.
	Drills *Drills
	// NoTidying leaves forgetting to others: a process whose clock was moved must not forget by it.
	NoTidying bool

	// Every makes the ticks; for tests. It returns the channel and what stops it.
	Every func(time.Duration) (<-chan time.Time, func())
}

// How often the clock is looked at.
const (
	ringEvery  = time.Second
	wipeEvery  = time.Minute
	tidyEvery  = 10 * time.Minute
	spentEvery = time.Minute
)

// atOnce is how many timers ring in one transaction.
const atOnce = 200

// Duty does it. Run starts it.
type Duty struct{ o Options }

// New makes a Duty.
func New(o Options) *Duty {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rang == nil {
		o.Rang = func() {}
	}
	if o.Alerted == nil {
		o.Alerted = func() {}
	}
	if o.Every == nil {
		o.Every = ticker
	}
	return &Duty{o}
}

// Run rings and tidies until ctx ends. What fails is told in the log and tried
// again at the next tick: the database may be away for a while.
func (d *Duty) Run(ctx context.Context) {
	var loops sync.WaitGroup
	loops.Go(func() { d.loop(ctx, ringEvery, d.ring) })
	loops.Go(func() { d.loop(ctx, spentEvery, d.tellSpent) })
	if d.o.Drills != nil {
		loops.Go(func() { d.loop(ctx, ringEvery, d.moveDrills) })
		loops.Go(func() { d.loop(ctx, drillEvery, d.planDrills) })
	}
	if !d.o.NoTidying {
		loops.Go(func() { d.loop(ctx, wipeEvery, d.wipe) })
		loops.Go(func() { d.loop(ctx, tidyEvery, d.tidy) })
	}
	loops.Wait()
}

// loop does one thing now and at every tick.
func (d *Duty) loop(ctx context.Context, every time.Duration, do func(context.Context) error) {
	ticks, stop := d.o.Every(every)
	defer stop()
	for {
		if err := do(ctx); err != nil && !errors.Is(err, context.Canceled) {
			zerolog.Ctx(ctx).Error().Err(err).Msg("a duty was not done; it will be tried again")
		}
		select {
		case <-ticks:
		case <-ctx.Done():
			return
		}
	}
}

// ring looks at alarms first: somebody in danger waits for them.
func (d *Duty) ring(ctx context.Context) error {
	_, moving := d.Move(ctx)
	_, ringing := d.Ring(ctx)
	_, ending := d.EndCalls(ctx)
	return errors.Join(moving, ringing, ending)
}

// EndCalls ends the calls whose time is over, and tells how many. Whoever waits for one
// hears the fixed words, also when the process died that made it.
func (d *Duty) EndCalls(ctx context.Context) (ended int, err error) {
	ended, err = d.o.DB.EndLateCalls(ctx, atOnce)
	if ended > 0 {
		d.o.Rang()
	}
	return ended, err
}

// tellSpent tells supervisors of budgets for the language model that are used up.
func (d *Duty) tellSpent(ctx context.Context) error {
	notes, err := d.o.DB.TellSpent(ctx)
	if notes > 0 {
		d.o.Rang()
	}
	return err
}

// Move does what is due with open alarms, and tells how many moved.
func (d *Duty) Move(ctx context.Context) (moved int, err error) {
	moved, err = d.o.DB.MoveAlarms(ctx)
	if moved > 0 {
		d.o.Alerted()
		d.o.Rang()
	}
	return moved, err
}

// Ring turns all timers that are due into inputs, and tells how many.
func (d *Duty) Ring(ctx context.Context) (rang int, err error) {
	now := d.o.Now()
	for {
		n, err := d.o.DB.DueTimers(ctx, now, atOnce)
		rang += n
		if n > 0 {
			d.o.Rang()
		}
		if err != nil || n < atOnce {
			return rang, err
		}
	}
}

func ticker(every time.Duration) (<-chan time.Time, func()) {
	t := time.NewTicker(every)
	return t.C, t.Stop
}
