// Package telegram is the Telegram face: it polls or is called by webhook, turns
// updates into inputs, and posts what the sender hands it.
//
// go-telegram/bot posts; it does not receive, since it confirms updates to
// Telegram before any handler has run, and a crash would lose them.
package telegram

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	api "github.com/go-telegram/bot"

	"stapmaat/dialog"
	"stapmaat/store"
)

// DefaultURL is Telegram's own Bot API server.
const DefaultURL = "https://api.telegram.org"

// Options of a Face. Draw is needed to send, Receive to receive.
type Options struct {
	URL string // of the Bot API server; DefaultURL when empty
	// Draw makes a picture: bytes and media type. It is called one at a time.
	Draw func(dialog.Picture) ([]byte, string, error)
	// Receive screens and commits updates; only when it returns nil are they confirmed
	// to Telegram. Next is the offset to go on from, 0 when that does not change.
	Receive func(ctx context.Context, bot int64, batch []store.Arrival, next int64) error
	// Desk is the https address that a bot's button to the pages for staff opens as a Mini
	// App. Nil, and "", leave the button as it is: pressed, it says where they are.
	Desk func(bot int64) string
	// Goodbye is said in a group before the bot leaves it; nothing when empty.
	Goodbye string
	// Aside hears of updates that are newer than this program or can't be read, and
	// belong to no chat that we could answer; nil drops them after a line in the log.
	Aside func(ctx context.Context, bot, update int64, why string, raw []byte)
	// RemoveKeyboards takes the buttons away under a question that was answered by one.
	RemoveKeyboards bool
	Connections     int // posts at once, 256 when 0

	Now    func() time.Time                           // time.Now when nil
	Sleep  func(ctx context.Context, d time.Duration) // between attempts to poll; for tests
	Chance func() float64                             // 0 to 1, for jitter; for tests
}

// Face speaks for any number of bots. It is safe for concurrent use.
type Face struct {
	o       Options
	posts   *http.Client
	polls   *http.Client
	drawing chan struct{} // holds one token: one drawing takes some 15 MB
	asides  *asides
	left    recently

	mu   sync.RWMutex
	bots map[int64]*account
}

// account is one bot: our id for it, and Telegram's token.
type account struct {
	id     int64
	token  string
	api    *api.Bot
	polled atomic.Int64 // Unix nanoseconds of the last poll that was answered
}

// New makes a Face without bots.
func New(o Options) *Face {
	if o.URL == "" {
		o.URL = DefaultURL
	}
	o.URL = strings.TrimRight(o.URL, "/")
	if o.Connections == 0 {
		o.Connections = 256
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Chance == nil {
		o.Chance = rand.Float64
	}
	f := &Face{
		o:       o,
		posts:   newHTTP(postTimeout, o.Connections),
		polls:   newHTTP(pollTimeout, o.Connections),
		drawing: make(chan struct{}, 1),
		asides:  newAsides(o.Connections / 2),
		bots:    map[int64]*account{},
	}
	return f
}

// Add makes a bot known under our id for it, or gives it a new token.
func (f *Face) Add(bot int64, token string) error {
	b, err := api.New(token, api.WithSkipGetMe(), api.WithServerURL(f.o.URL), api.WithHTTPClient(postTimeout, client{f.posts}), api.WithErrorsHandler(func(error) {}))
	if err != nil {
		return fmt.Errorf("adding bot %d: %w", bot, redact(err, token))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bots[bot] = &account{id: bot, token: token, api: b}
	return nil
}

// Close waits for what runs beside the posts, and lets idle connections go.
func (f *Face) Close() {
	f.asides.close()
	f.posts.CloseIdleConnections()
	f.polls.CloseIdleConnections()
}

// LastPoll is when Telegram last answered a poll of this bot; zero when it never did.
func (f *Face) LastPoll(bot int64) time.Time {
	a, ok := f.account(bot)
	if !ok || a.polled.Load() == 0 {
		return time.Time{}
	}
	return time.Unix(0, a.polled.Load())
}

func (f *Face) account(bot int64) (*account, bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	a, ok := f.bots[bot]
	return a, ok
}

func (f *Face) now() time.Time  { return f.o.Now() }
func (f *Face) chance() float64 { return f.o.Chance() }

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
