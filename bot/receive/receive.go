// Package receive is the way in for every face: screen, commit, wake the turns.
package receive

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
)

// Receiver takes in what a face heard. It is safe for concurrent use.
type Receiver struct {
	DB *store.DB
	// Screen reads an input for danger before anything else happens: dialog.ScreenIn.
	Screen store.Screen
	// Rules read what Screen breaks on: risk.ByRulesAlone when nil.
	Rules func(text string, now time.Time) risk.Verdict
	// Poke wakes the turns; nil when nobody needs waking.
	Poke func()
	// Alerted wakes the sender: an alarm was raised, and its alerts wait. They may be for
	// other bots than the one that heard it. nil when nobody needs waking.
	Alerted func()
	Fault   fault.Hook
	// AtOnce is how many batches are committed at the same time, 4 when 0. Under load
	// the bots wait here, where their next batch grows, and not for the database's
	// connections, which turns and the sender need.
	AtOnce int

	once sync.Once
	room chan struct{}
}

// Receive screens a batch of one bot and commits it, with the alarms that it
// raises and the offset to go on from (0: unchanged). Only when it returns nil may
// the channel hear that we have the batch. What came before is passed over.
func (r *Receiver) Receive(ctx context.Context, bot int64, batch []store.Arrival, next int64) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	fresh, err := r.DB.ReceiveScreened(ctx, bot, batch, next, r.screen(ctx))
	<-r.room
	if err != nil {
		return fmt.Errorf("taking in %d inputs: %w", len(batch), err)
	}
	r.Fault.At(fault.ReceiveCommitted)
	if fresh > 0 && r.Alerted != nil && slices.ContainsFunc(batch, pages) {
		r.Alerted()
	}
	if fresh > 0 && r.Poke != nil {
		r.Poke()
	}
	return nil
}

func pages(a store.Arrival) bool { return a.Input.Risk.Outcome == risk.Page }

// enter waits for room.
func (r *Receiver) enter(ctx context.Context) error {
	r.once.Do(func() { r.room = make(chan struct{}, cmp.Or(r.AtOnce, 4)) })
	select {
	case r.room <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting to take in inputs: %w", ctx.Err())
	}
}

// screen is Screen that never breaks: on a bug the rules alone read the input, and when
// those break too the person is asked, as if it were urgent. Nothing comes in unread.
func (r *Receiver) screen(ctx context.Context) store.Screen {
	return func(k dialog.Known, w risk.Window, in dialog.Input, now time.Time) (v risk.Verdict, after risk.Window) {
		defer func() {
			if broken := recover(); broken != nil {
				zerolog.Ctx(ctx).Error().Str("input", string(in.Kind)).Int("bytes", len(in.Text)).Msg("the screen broke on an input; the rules alone read it")
				v, after = r.byRules(ctx, in, now), w
			}
		}()
		return r.Screen(k, w, in, now)
	}
}

func (r *Receiver) byRules(ctx context.Context, in dialog.Input, now time.Time) (v risk.Verdict) {
	defer func() {
		if broken := recover(); broken != nil {
			zerolog.Ctx(ctx).Error().Str("input", string(in.Kind)).Int("bytes", len(in.Text)).Msg("the rules broke on an input too; the person is asked")
			v = risk.Verdict{Outcome: risk.Ask, Urgency: risk.Now}
		}
	}()
	rules := r.Rules
	if rules == nil {
		rules = risk.ByRulesAlone
	}
	return rules(in.Text, now)
}

// Plain is a screen that needs nothing but the input.
func Plain(screen func(dialog.Input) risk.Verdict) store.Screen {
	return func(_ dialog.Known, w risk.Window, in dialog.Input, _ time.Time) (risk.Verdict, risk.Window) {
		return screen(in), w
	}
}
