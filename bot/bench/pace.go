//go:build bench || faults

package bench

import (
	"math/rand/v2"
	"time"
)

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
