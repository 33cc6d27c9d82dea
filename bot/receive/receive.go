// Package receive is the way in for every face: screen, commit, wake the turns.
package receive

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/rs/zerolog"

	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
)

// Receiver takes in what a face heard. It is safe for concurrent use.
type Receiver struct {
	DB *store.DB
	// Screen reads an input for danger before anything else happens: dialog.Screen.
	Screen func(dialog.Input) risk.Verdict
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
	for i := range batch {
		batch[i].Input.Risk = r.screen(ctx, batch[i])
	}
	if err := r.enter(ctx); err != nil {
		return err
	}
	fresh, err := r.DB.Receive(ctx, bot, batch, next)
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

// screen reads one input. A screen that breaks on it is a bug; it must not keep
// everything behind it from coming in.
func (r *Receiver) screen(ctx context.Context, a store.Arrival) (v risk.Verdict) {
	defer func() {
		if broken := recover(); broken != nil {
			zerolog.Ctx(ctx).Error().Str("update", a.Ref).Int("bytes", len(a.Input.Text)).Msg("the screen broke on an input; it came in unread")
			v = risk.Verdict{}
		}
	}()
	return r.Screen(a.Input)
}
