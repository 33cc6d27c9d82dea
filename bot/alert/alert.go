// Package alert carries alarms to staff by every way beside the bot: e-mail, and a webhook
// for SMS gateways and pagers. The bot's own alerts are messages of lane 0 in the outbox.
// No alert has a name or a word of anybody in it.
package alert

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/dialog/chain"
	"stapmaat/store"
)

// Channel sends one alert. When it returns nil the other side has it; an error that
// wraps ErrRefused says that trying again is of no use.
type Channel interface {
	Send(ctx context.Context, a store.Alert) error
}

// Recorder is the channel of drills that wake nobody: that an alert came so far is all.
type Recorder struct{}

// Send takes everything.
func (Recorder) Send(context.Context, store.Alert) error { return nil }

// ErrRefused says that an alert will not be taken, however often it is sent.
var ErrRefused = errors.New("refused for good")

// coded is an error that has a short word for people to read in the history.
type coded struct {
	error
	code string
}

func (c coded) Unwrap() error { return c.error }

// Worker sends what waits, and watches whether the chain moves. Any number of processes
// may have one: each alert is held by one of them while it is sent.
type Worker struct {
	DB *store.DB
	// Channels that there are. Alerts by others are marked as failed, so that the next
	// step of the chain follows.
	Channels map[chain.Channel]Channel
	// Every makes the ticks; for tests.
	Every func(time.Duration) (<-chan time.Time, func())
}

// How often the worker looks.
const (
	sendEvery  = time.Second
	watchEvery = 15 * time.Second
	// tellEvery is how often staff hears that the program is silent.
	tellEvery = 10 * time.Minute
	// tellDrillEvery is the same for a drill that failed: nobody is in danger yet.
	tellDrillEvery = 24 * time.Hour
)

// atOnce is how many alerts of one channel are on their way at the same time: a slow
// mail server must not keep the second reader waiting. Each holds a connection.
const atOnce = 2

// Run sends until ctx ends.
func (w *Worker) Run(ctx context.Context) {
	if w.Every == nil {
		w.Every = func(d time.Duration) (<-chan time.Time, func()) {
			t := time.NewTicker(d)
			return t.C, t.Stop
		}
	}
	var loops sync.WaitGroup
	for _, c := range []chain.Channel{chain.ByEmail, chain.ByWebhook, chain.ByDrill} {
		for range atOnce {
			loops.Go(func() { w.loop(ctx, sendEvery, func(ctx context.Context) error { return w.Empty(ctx, c) }) })
		}
	}
	loops.Go(func() { w.loop(ctx, watchEvery, w.Watch) })
	loops.Wait()
}

func (w *Worker) loop(ctx context.Context, every time.Duration, do func(context.Context) error) {
	ticks, stop := w.Every(every)
	defer stop()
	for {
		if err := do(ctx); err != nil && !errors.Is(err, context.Canceled) {
			zerolog.Ctx(ctx).Error().Err(err).Msg("alerts can't be sent; it will be tried again")
		}
		select {
		case <-ticks:
		case <-ctx.Done():
			return
		}
	}
}

// Empty sends all that waits for one channel.
func (w *Worker) Empty(ctx context.Context, c chain.Channel) error {
	for {
		found, err := w.DB.SendAlert(ctx, c, w.by(c))
		if err != nil || !found {
			return err
		}
	}
}

// by makes of a channel what the store records.
func (w *Worker) by(c chain.Channel) func(context.Context, store.Alert) store.AlertOutcome {
	return func(ctx context.Context, a store.Alert) store.AlertOutcome {
		channel := w.Channels[c]
		if channel == nil {
			return store.AlertOutcome{Refused: true, Code: "off"}
		}
		err := channel.Send(ctx, a)
		if err == nil {
			return store.AlertOutcome{Sent: true}
		}
		zerolog.Ctx(ctx).Warn().Err(err).Int64("alarm", a.Alarm).Str("channel", string(c)).Msg("an alert did not arrive")
		code := "network"
		var known coded
		if errors.As(err, &known) {
			code = known.code
		}
		return store.AlertOutcome{Refused: errors.Is(err, ErrRefused), Code: code}
	}
}

// Watch is the dead-man: alarms that should have moved and did not are told in the log,
// and on every channel that this process has, past all queues.
func (w *Worker) Watch(ctx context.Context) error {
	return errors.Join(w.watchAlarms(ctx), w.watchDrills(ctx))
}

// watchDrills tells of drills that failed or did not take place: alarms may not arrive either.
func (w *Worker) watchDrills(ctx context.Context) error {
	faults, err := w.DB.DrillFaults(ctx)
	for _, f := range faults {
		who, told := w.DB.TellDrillFault(ctx, f.Organisation, tellDrillEvery)
		if told != nil {
			err = errors.Join(err, told)
			continue
		}
		if who == nil {
			continue
		}
		zerolog.Ctx(ctx).Error().Int64("organisation", f.Organisation).Bool("overdue", f.Overdue).Msg("a drill failed or is overdue: alarms may not arrive")
		w.tell(ctx, who)
	}
	return err
}

func (w *Worker) tell(ctx context.Context, who map[chain.Channel][]store.Alert) {
	for c, all := range who {
		for _, a := range all {
			w.by(c)(ctx, a)
		}
	}
}

func (w *Worker) watchAlarms(ctx context.Context) error {
	silent, err := w.DB.Silent(ctx)
	if err != nil || silent == 0 {
		return err
	}
	zerolog.Ctx(ctx).Error().Int("alarms", silent).Msg("alarms stand still: the program that should move them is silent")
	who, err := w.DB.Watchers(ctx, tellEvery)
	if err != nil {
		return err
	}
	w.tell(ctx, who)
	return nil
}
