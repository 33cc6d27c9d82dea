// Package double is a Bot API server for tests, benches and kill tests. It speaks
// HTTP on loopback and is strict about what the real service refuses; what a test
// did not foresee is reported through Options.Fail.
//
// Its answers follow the Bot API text and the source of Telegram's own server
// (tdlib/telegram-bot-api 10.0); where neither says, the doubtful case is refused.
package double

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Options choose how strict a Server is, and who hears what it saw. The zero
// Options panic on the first thing unforeseen.
type Options struct {
	// Fail hears of every request that a test did not foresee: an unknown method,
	// token, parameter or body, and content that the real service would refuse.
	// Usually t.Errorf.
	Fail func(format string, args ...any)
	// AllowRefusals keeps refused content (400) from failing the test: it is only answered.
	AllowRefusals bool
	// Limits answers 429 above 30 messages a second of one bot, and above one a
	// second of one chat once its burst is used up.
	Limits bool
	// Now is the clock of limits and of button presses; time.Now when nil.
	Now func() time.Time
	// Forget keeps no record of posts, for long benches; OnPost still hears them.
	Forget bool
	// OnPost hears every accepted or refused call except polling, in the order of its chat.
	OnPost func(Post)
	// OnRelease hears when an update can be had by a poller or a webhook.
	OnRelease func(bot *Bot, chat, update int64, at time.Time)
	// OnConfirm hears when a poller says by its offset that it has an update for good.
	OnConfirm func(bot *Bot, update int64, at time.Time)
	// WebhookRetry is the first pause after a webhook did not answer 2xx; it doubles
	// to 64 times itself. 20 ms when zero (Telegram waits longer).
	WebhookRetry time.Duration
}

// Server is the double. It is safe for concurrent use.
type Server struct {
	options Options
	http    *http.Server
	url     string
	ctx     context.Context
	stop    context.CancelFunc
	running sync.WaitGroup

	mu     sync.RWMutex
	bots   map[string]*Bot
	faults []*Fault
	posts  []Post
	seq    int
}

// New starts a server on a free loopback port.
func New(o Options) *Server {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("double: listening on loopback: %v", err))
	}
	if o.Fail == nil {
		o.Fail = func(format string, args ...any) { panic("double: " + fmt.Sprintf(format, args...)) }
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.WebhookRetry == 0 {
		o.WebhookRetry = 20 * time.Millisecond
	}
	s := &Server{options: o, url: "http://" + listener.Addr().String(), bots: map[string]*Bot{}}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.http = &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: 10 * time.Second}
	s.running.Go(func() { _ = s.http.Serve(listener) }) // its error is always ErrServerClosed
	return s
}

// URL is what stands before "/bot<token>/<method>".
func (s *Server) URL() string { return s.url }

// Close ends polls, silences and webhook deliveries, and waits for them.
func (s *Server) Close() {
	s.stop()
	_ = s.http.Close()
	s.running.Wait()
}

// Bot makes a bot known, with the number in front of the token's colon as its id.
func (s *Server) Bot(token string) *Bot {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b, ok := s.bots[token]; ok {
		return b
	}
	b := newBot(s, token)
	s.bots[token] = b
	return b
}

func (s *Server) bot(token string) *Bot {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.bots[token]
}
