package desk

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// How often a page that is open is looked at again, how long one stream lives before the
// browser asks anew, and how many streams one member of staff may have open.
const (
	lookEvery   = 2 * time.Second
	streamFor   = 10 * time.Minute
	mostStreams = 8
	lookAtOnce  = 2 // streams that ask the database at the same time
)

// hub is what all open pages of this process share: one ticker, and bounds. Nothing is
// pushed by the database: NOTIFY takes a lock at every commit that all talks would wait for.
type hub struct {
	mu    sync.Mutex
	tick  chan struct{} // closed at every tick and replaced
	open  map[int64]int // streams by member of staff
	busy  chan struct{}
	every time.Duration
}

func newHub() *hub {
	return &hub{tick: make(chan struct{}), open: map[int64]int{}, busy: make(chan struct{}, lookAtOnce), every: lookEvery}
}

// run ticks until ctx ends.
func (h *hub) run(ctx context.Context) {
	ticker := time.NewTicker(h.every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			h.mu.Lock()
			defer h.mu.Unlock()
			close(h.tick)
			h.tick = nil // a stream that waits for nothing ends
			return
		case <-ticker.C:
			h.Tick()
		}
	}
}

// Tick lets every open page look now.
func (h *hub) Tick() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.tick != nil {
		close(h.tick)
		h.tick = make(chan struct{})
	}
}

// next is closed at the next tick; nil when the hub has ended.
func (h *hub) next() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.tick
}

func (h *hub) join(staff int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.tick == nil || h.open[staff] >= mostStreams {
		return false
	}
	h.open[staff]++
	return true
}

func (h *hub) leave(staff int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open[staff]--; h.open[staff] <= 0 {
		delete(h.open, staff)
	}
}

// live makes the handler of a page's stream: "GET /live/vandaag", mentors, nothing, live(todayMark).
// mark says in a few characters how things stand; when that changes, the page is told
// "changed" and fetches itself again. The page names its stream in data-live-from, and
// the parts that are replaced carry data-live="name".
func live(mark func(*call) (string, error)) func(*call) error {
	return func(c *call) error {
		h := c.desk.live
		if !h.join(c.who.Staff) {
			return errTooOften
		}
		defer h.leave(c.who.Staff)
		return c.stream(h, mark)
	}
}

func (c *call) stream(h *hub, mark func(*call) (string, error)) error {
	was, err := mark(c)
	if err != nil {
		return err
	}
	out := http.NewResponseController(c.w)
	c.w.Header().Set("Content-Type", "text/event-stream")
	ends := time.Now().Add(streamFor)
	_ = out.SetWriteDeadline(ends.Add(time.Minute)) // else the server's own ends it sooner, and the browser asks anew
	_, _ = fmt.Fprint(c.w, "retry: 3000\n\n")
	for out.Flush() == nil && time.Now().Before(ends) {
		tick := h.next()
		if tick == nil {
			return nil
		}
		select {
		case <-c.ctx().Done():
			return nil
		case <-tick:
		}
		is, err := c.look(h, mark)
		switch {
		case err != nil:
			return nil // the browser comes back and is told then
		case is != was:
			was = is
			_, _ = fmt.Fprint(c.w, "event: changed\ndata: 1\n\n")
		default:
			_, _ = fmt.Fprint(c.w, ":\n\n") // finds out who left
		}
	}
	return nil
}

// look asks how things stand, as who is still signed in: a session that ended, or a right
// that went, ends the stream.
func (c *call) look(h *hub, mark func(*call) (string, error)) (string, error) {
	select {
	case h.busy <- struct{}{}:
		defer func() { <-h.busy }()
	case <-c.ctx().Done():
		return "", c.ctx().Err()
	}
	c.me = nil
	if err := c.recognise(); err != nil {
		return "", err
	}
	if c.me == nil || c.me.roles&c.route.may == 0 {
		return "", errSignedOut
	}
	return mark(c)
}
