package telegram

import (
	"context"
	"sync"
	"time"
)

// asides are calls that nobody waits for and that may be lost: a press answered, a
// keyboard taken away, a group left. They never go by the outbox, and when too many
// run at once further ones are dropped.
type asides struct {
	ctx     context.Context
	stop    context.CancelFunc
	room    chan struct{}
	running sync.WaitGroup
}

// asideTimeout ends an aside; a press is too old to be answered after some seconds.
const asideTimeout = 15 * time.Second

func newAsides(atOnce int) *asides {
	a := &asides{room: make(chan struct{}, max(1, atOnce))}
	a.ctx, a.stop = context.WithCancel(context.Background())
	return a
}

// start runs f on its own, or drops it.
func (a *asides) start(f func(ctx context.Context)) {
	select {
	case a.room <- struct{}{}:
	default:
		return
	}
	a.running.Go(func() {
		defer func() { <-a.room }()
		ctx, cancel := context.WithTimeout(a.ctx, asideTimeout)
		defer cancel()
		f(ctx)
	})
}

func (a *asides) close() {
	a.stop()
	a.running.Wait()
}
