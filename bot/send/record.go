package send

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/fault"
	"stapmaat/store"
)

const (
	recordAtMost = 256
	linger       = 5 * time.Millisecond // gathers deliveries for one commit
)

// lostPause keeps a talk quiet whose last message can't be recorded: a bug of ours,
// which must not become the same message every second.
const lostPause = 10 * time.Minute

// record commits what came of the posts, in batches, until posted is closed.
func (s *Sender) record(ctx context.Context) {
	for first := range s.posted {
		batch := s.gather(first)
		s.commit(ctx, batch)
		if ctx.Err() != nil {
			continue // the grace is over: what is left is sent again by the next process
		}
		s.o.Fault.At(fault.SendRecorded)
		s.settled <- batch
	}
}

// gather waits a little for more: a commit costs a write to disk, however much is in
// it, and only a second message to the same person waits for it.
func (s *Sender) gather(first attempt) []attempt {
	sleep(context.Background(), linger)
	return s.scoop([]attempt{first})
}

func (s *Sender) scoop(batch []attempt) []attempt {
	for len(batch) < recordAtMost {
		select {
		case a, ok := <-s.posted:
			if !ok {
				return batch
			}
			batch = append(batch, a)
		default:
			return batch
		}
	}
	return batch
}

// commit records a batch. A failure that may pass is tried again for as long as the
// process lives; one that won't is narrowed down to the messages it is about.
func (s *Sender) commit(ctx context.Context, batch []attempt) {
	err := s.deliver(ctx, batch)
	switch {
	case err == nil || ctx.Err() != nil:
	case len(batch) > 1:
		for i := range batch {
			s.commit(ctx, batch[i:i+1])
		}
	default:
		batch[0].lost = true
		zerolog.Ctx(ctx).Error().Err(err).Int64("outgoing", batch[0].out.ID).Int64("bot", batch[0].out.Bot).
			Msg("what came of a message can't be recorded; its talk waits")
	}
}

// deliver records a batch, again and again while the failure may pass.
func (s *Sender) deliver(ctx context.Context, batch []attempt) error {
	deliveries := make([]store.Delivery, len(batch))
	for i, a := range batch {
		deliveries[i] = a.delivery
	}
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		err := s.o.DB.Delivered(ctx, deliveries)
		if err == nil || ctx.Err() != nil || !store.Transient(err) {
			return err
		}
		zerolog.Ctx(ctx).Error().Err(err).Int("messages", len(batch)).Msg("what was sent can't be recorded; it will be tried again")
		sleep(ctx, pause)
	}
}
