//go:build bench || faults

package bench

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"stapmaat/bot/telegram/double"
)

// crowd is many people at once.
type crowd struct {
	seed   uint64
	seats  []*seat
	tokens []string                // an invitation each
	base   int                     // is added to the numbers of people, so that crowds do not meet
	eager  bool                    // people sometimes press a button twice
	tells  func(chat int64) string // what people type once they are at the bridge; nil for those who tap
	number atomic.Int64
	people sync.Map // chat id to the seat where that person sits, or sat

	// think is how long people take before they answer; nil when somebody else says
	// when they act (stream).
	think atomic.Pointer[func() time.Duration]
	// era counts how often the way of acting changed: who still thinks then, drops it.
	era atomic.Int64

	mu     sync.Mutex
	tally  tally
	errors []string
}

// tally counts what came of the answers, from one moment on.
type tally struct {
	turns, messages, photos int
	first, whole, pictures  durations // from the act to the first message, to the question, and of answers with a picture
}

// newCrowd spreads seats over bots. Tokens are the links by which people come in.
func newCrowd(seed uint64, bots []*double.Bot, seats int, tokens []string, base int) *crowd {
	c := &crowd{seed: seed, tokens: tokens, base: base}
	for n := range seats {
		c.seats = append(c.seats, &seat{crowd: c, bot: bots[n%len(bots)]})
	}
	return c
}

// next gives the number and the link of the next person.
func (c *crowd) next() (int, string) {
	number := int(c.number.Add(1))
	if number > len(c.tokens) {
		c.wrong("the bench made too few invitations")
		return c.base + number, ""
	}
	return c.base + number, c.tokens[number-1]
}

func (c *crowd) sits(s *seat, chat int64) { c.people.Store(chat, s) }

// heard is the double's OnPost: messages to chats of this crowd reach their seat.
func (c *crowd) heard(p double.Post) {
	if !isMessage(p) {
		return
	}
	if s, ok := c.people.Load(p.Chat); ok && s.(*seat).here(p.Chat) {
		s.(*seat).answered(p)
	}
}

// here tells whether it is this chat that is being played at the seat.
func (s *seat) here(chat int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chat.ID == chat
}

func (c *crowd) saw(a answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tally.messages++
	if a.first {
		c.tally.first = append(c.tally.first, a.waited)
	}
	switch {
	case !a.whole:
	case a.photo:
		c.tally.photos++
		c.tally.turns++
		c.tally.pictures = append(c.tally.pictures, a.waited)
	default:
		c.tally.turns++
		c.tally.whole = append(c.tally.whole, a.waited)
	}
}

// count gives what was counted since the last count.
func (c *crowd) count() tally {
	c.mu.Lock()
	defer c.mu.Unlock()
	counted := c.tally
	c.tally = tally{}
	return counted
}

// wrong notes a wrong result.
func (c *crowd) wrong(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.errors) < 20 {
		c.errors = append(c.errors, fmt.Sprintf(format, args...))
	}
}
