package desk

import (
	"context"
	"time"

	"github.com/rs/zerolog"
)

// What is done after the answer: finding accounts and sending links. The queue is short
// and lives in the process; who got no link asks again.
const (
	laterAtMost = 256
	laterWithin = 30 * time.Second
	laterAtOnce = 2
)

// later does something after the answer was given.
func (d *Desk) later(do func(context.Context) error) {
	select {
	case d.queue <- do:
	default: // flooded: a link that is not sent is asked for again
	}
}

// work does what waits, until ctx ends.
func (d *Desk) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case do := <-d.queue:
			d.try(ctx, do)
		}
	}
}

func (d *Desk) try(ctx context.Context, do func(context.Context) error) {
	ctx, cancel := context.WithTimeout(ctx, laterWithin)
	defer cancel()
	if err := do(ctx); err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("a link to sign in was not sent")
	}
}
