package eval

import (
	"context"
	"sync"
	"time"

	"stapmaat/dialog"
	"stapmaat/store"
)

// phones is a face: what is sent to a chat lies on its phone until somebody looks.
type phones struct {
	mu  sync.Mutex
	new map[int64][]dialog.Message // by chat
}

// Send implements send.Face.
func (p *phones) Send(_ context.Context, o store.Outgoing) store.Delivery {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.new[o.Chat] = append(p.new[o.Chat], o.Message)
	return store.Delivery{Outgoing: o.ID, Sent: true, MessageID: o.ID}
}

// look takes what is new.
func (p *phones) look(chat int64) []dialog.Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.new[chat]
	delete(p.new, chat)
	return all
}

// Clock is the domain's time: it stands still until the play moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock makes one that stands at the first morning of a play: the same day whenever it
// is played, a Monday.
func NewClock() *Clock {
	return &Clock{now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
}

// Now is what it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *Clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
}
