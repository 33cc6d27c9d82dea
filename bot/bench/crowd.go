//go:build bench || faults

package bench

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"stapmaat/bot/telegram/double"
)

// crowd is many people at once.
type crowd struct {
	seed   uint64
	seats  []*seat
	tokens []string // an invitation each
	base   int      // is added to the numbers of people, so that crowds do not meet
	eager  bool     // people sometimes press a button twice
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

// turnOf lets the person of a seat act after she has thought.
func (c *crowd) turnOf(s *seat) {
	if think := c.think.Load(); think != nil {
		c.actAfter(s, (*think)())
	}
}

func (c *crowd) actAfter(s *seat, d time.Duration) {
	era := c.era.Load()
	time.AfterFunc(d, func() {
		if c.era.Load() == era {
			s.act()
		}
	})
}

// chat lets everybody talk, each thinking between low and high before an answer; they
// begin spread over that time.
func (c *crowd) chat(low, high time.Duration) {
	think := func() time.Duration { return low + rand.N(high-low) }
	c.era.Add(1)
	c.think.Store(&think)
	for _, s := range c.seats {
		if s.idle(time.Now(), 0) {
			c.actAfter(s, rand.N(high))
		}
	}
}

// spread brings every seat to a place of its own in the talk, so that from then on all
// parts of it are met as often as they are in a long run. It gives how many got there in time.
func (c *crowd) spread(within time.Duration) (there int) {
	c.era.Add(1)
	c.think.Store(nil)
	left := make([]int, len(c.seats))
	for i := range left {
		left[i] = rand.N(talkLength)
	}
	for end := time.Now().Add(within); there < len(c.seats) && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		there = 0
		for i, s := range c.seats {
			switch {
			case left[i] == 0:
				there++
			case s.idle(time.Now(), 500*time.Millisecond):
				left[i]--
				s.act()
			}
		}
	}
	return there
}

// talkLength is about how often a person acts in one talk.
const talkLength = 16

// stream lets somebody act at a fixed mean rate, at random moments, whatever the bot
// does: latency under it hides no waiting. Late counts acts that nobody could do, since
// all were waiting or had just spoken.
func (c *crowd) stream(rate float64, during, pause time.Duration) (late int) {
	chance := rand.New(rand.NewPCG(c.seed, 1))
	c.era.Add(1)
	c.think.Store(nil)
	end := time.Now().Add(during)
	for at := time.Now(); at.Before(end); at = at.Add(time.Duration(chance.ExpFloat64() / rate * float64(time.Second))) {
		time.Sleep(time.Until(at))
		if s := c.somebody(chance, pause); s != nil {
			s.act()
		} else {
			late++
		}
	}
	return late
}

func (c *crowd) somebody(chance *rand.Rand, pause time.Duration) *seat {
	now := time.Now()
	for range 64 {
		if s := c.seats[chance.IntN(len(c.seats))]; s.idle(now, pause) {
			return s
		}
	}
	return nil
}

// rest lets nobody act any more, and waits until everybody has an answer. It gives those
// who have none when the time is up.
func (c *crowd) rest(within time.Duration) (stuck []string) {
	c.era.Add(1)
	c.think.Store(nil)
	for end := time.Now().Add(within); ; time.Sleep(20 * time.Millisecond) {
		stuck = nil
		for _, s := range c.seats {
			if who := s.stuck(); who != "" {
				stuck = append(stuck, who)
			}
		}
		if len(stuck) == 0 || time.Now().After(end) {
			return stuck
		}
	}
}
