package double

import "time"

// poll is the one getUpdates in flight; the next one ends it.
type poll struct{ ended chan struct{} }

type lastPoll struct {
	offset   int
	finished time.Time
}

const (
	maxPoll  = 50 * time.Second       // LONG_POLL_MAX_TIMEOUT of Telegram's server
	tooFast  = 500 * time.Millisecond // the same offset again within this time gets one update
	maxBatch = 100
)

var (
	otherPoll   = &refusal{Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
	hookIsSet   = &refusal{Code: 409, Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	interrupted = &refusal{Code: 500, Description: "Internal Server Error: restart"}
)

func getUpdates(c *call) (any, *refusal) {
	offset, no := number(c.params["offset"], 0)
	limit, no2 := number(c.params["limit"], maxBatch)
	seconds, no3 := number(c.params["timeout"], 0)
	for _, n := range []*refusal{no, no2, no3} {
		if n != nil {
			return nil, n
		}
	}
	b := c.bot
	b.mu.Lock()
	if b.hook != nil {
		b.mu.Unlock()
		return nil, hookIsSet
	}
	if no := b.allow(c.params["allowed_updates"]); no != nil {
		b.mu.Unlock()
		return nil, no
	}
	limit = b.begin(offset, limit)
	me := &poll{ended: make(chan struct{})}
	b.poll = me
	b.mu.Unlock()
	return b.wait(c, me, limit, min(time.Duration(seconds)*time.Second, maxPoll))
}

// begin ends the poll in flight, confirms, and says how many updates this one may have.
func (b *Bot) begin(offset, limit int) int {
	if b.poll != nil {
		close(b.poll.ended)
		b.poll = nil
	}
	if offset != 0 {
		b.confirm(int64(offset))
	}
	if limit < 1 || limit > maxBatch {
		limit = maxBatch
	}
	now := b.server.options.Now()
	if offset > 0 && offset == b.lastPoll.offset && now.Sub(b.lastPoll.finished) < tooFast {
		limit = 1
	}
	b.lastPoll.offset = offset
	return limit
}

// wait holds the connection until there is something to tell.
func (b *Bot) wait(c *call, me *poll, limit int, timeout time.Duration) (any, *refusal) {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for expired := false; ; {
		b.mu.Lock()
		if b.poll != me {
			b.mu.Unlock()
			return nil, otherPoll
		}
		if len(b.queue) > 0 || expired {
			batch := b.take(limit)
			b.poll = nil
			b.mu.Unlock()
			return batch, nil
		}
		arrived := b.arrived
		b.mu.Unlock()
		select {
		case <-arrived:
		case <-me.ended:
		case <-timer.C:
			expired = true
		case <-c.done:
			b.forget(me)
			return nil, interrupted
		case <-b.server.ctx.Done():
			return nil, interrupted
		}
	}
}

func (b *Bot) forget(me *poll) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.poll == me {
		b.poll = nil
	}
}

// take renders the head of the queue as a list. It stays in the queue until a later
// offset confirms it.
func (b *Bot) take(limit int) rendered {
	batch := rendered("[")
	for i, u := range b.queue[:min(limit, len(b.queue))] {
		if i > 0 {
			batch = append(batch, ',')
		}
		batch = append(batch, u.raw...)
		b.lastPoll.finished = b.server.options.Now()
	}
	return append(batch, ']')
}
