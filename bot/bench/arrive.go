//go:build bench

package bench

import (
	"net"
	"testing"
	"time"
)

// arrive lets everybody act until all are at the bridge, and tells how many came there in time.
func (c *crowd) arrive(within time.Duration) (there int) {
	c.era.Add(1)
	c.think.Store(nil)
	for end := time.Now().Add(within); there < len(c.seats) && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		there = 0
		for _, s := range c.seats {
			switch {
			case s.atBridge():
				there++
			case s.idle(time.Now(), 500*time.Millisecond):
				s.act()
			}
		}
	}
	return there
}

// atBridge tells whether the person's first place on the bridge was asked.
func (s *seat) atBridge() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.waits && s.asked.has("hard")
}

// freeAddress is one on loopback that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err, "finding a free port")
	defer l.Close()
	return l.Addr().String()
}
