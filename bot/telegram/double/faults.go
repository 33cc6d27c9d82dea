package double

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Fault is something that goes wrong on purpose. Its first fields say with which
// calls, the others what happens. Faults are used in the order they were added.
type Fault struct {
	Bot    string // token; "" is any
	Chat   int64  // 0 is any
	Method string // "" is any
	Times  int    // how often; 0 is once, -1 for ever

	Status      int           // answered with this code: 400, 401, 403, 409, 429, 500, 502, …
	Description string        // with this text; a fitting one when empty
	RetryAfter  int           // seconds, with 429
	MigrateTo   int64         // with 400
	Garbage     string        // answered with this body instead of JSON, with Status
	Applied     bool          // the call takes effect, and only then the fault strikes
	Delay       time.Duration // the answer comes this much later
	Hold        <-chan struct{}
	Silence     bool // no answer until the caller hangs up
	Cut         bool // the connection is cut
}

// Fault scripts a fault. Hold, when set, keeps the answer back until it is closed.
func (s *Server) Fault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, &f)
}

// Unused lists how many scripted faults did not strike as often as they were meant to.
func (s *Server) Unused() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	unused := 0
	for _, f := range s.faults {
		if f.Times > 0 {
			unused++
		}
	}
	return unused
}

// Heal takes all faults away.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Server) takeFault(c *call) *Fault {
	s.mu.RLock()
	none := len(s.faults) == 0
	s.mu.RUnlock()
	if none {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.faults, func(f *Fault) bool { return f.meets(c) })
	if at < 0 {
		return nil
	}
	f := s.faults[at]
	if f.Times--; f.Times == 0 {
		s.faults = slices.Delete(s.faults, at, at+1)
	}
	return f
}

func (f *Fault) meets(c *call) bool {
	return (f.Bot == "" || f.Bot == c.bot.Token) &&
		(f.Chat == 0 || fmt.Sprint(f.Chat) == c.params["chat_id"]) &&
		(f.Method == "" || strings.EqualFold(f.Method, c.method))
}

func (f *Fault) refusal() *refusal {
	if f.Status == 0 {
		return nil
	}
	text := f.Description
	switch {
	case text != "":
	case f.Status == 429:
		text = fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter)
	case f.Status == 403:
		text = "Forbidden: bot was blocked by the user"
	default:
		text = http.StatusText(f.Status)
	}
	return &refusal{Code: f.Status, Description: text, RetryAfter: f.RetryAfter, MigrateTo: f.MigrateTo}
}

// spoil answers wrongly, late or not at all.
func (f *Fault) spoil(w http.ResponseWriter, s *Server, c *call, result any, no *refusal) {
	if !f.Applied {
		s.record(c, no)
	}
	switch {
	case f.Cut:
		panic(http.ErrAbortHandler)
	case f.Silence:
		f.pause(s, c, nil, nil)
		panic(http.ErrAbortHandler)
	case f.Hold != nil:
		f.pause(s, c, f.Hold, nil)
	case f.Delay > 0:
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		f.pause(s, c, nil, timer.C)
	}
	if f.Garbage != "" {
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte(f.Garbage))
		return
	}
	if f.Status != 0 {
		result, no = nil, f.refusal()
	}
	answer(w, result, no)
}

func (f *Fault) pause(s *Server, c *call, hold <-chan struct{}, late <-chan time.Time) {
	select {
	case <-hold:
	case <-late:
	case <-c.done:
	case <-s.ctx.Done():
	}
}
