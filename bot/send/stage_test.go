package send_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/send"
	"stapmaat/store"
)

// stage is a face in memory: it says what came of a message as a test wants it, and
// sees whether two messages of one chat are ever on their way at once.
type stage struct {
	t *testing.T
	// answer gives the outcome of a post; sent when nil.
	answer func(ctx context.Context, o store.Outgoing) store.Delivery

	mu      sync.Mutex
	flying  map[int64]bool
	posted  []string // "chat text", in the order of posting
	changed chan struct{}
}

func newStage(t *testing.T) *stage {
	return &stage{t: t, flying: map[int64]bool{}, changed: make(chan struct{}, 1000)}
}

func (s *stage) Send(ctx context.Context, o store.Outgoing) store.Delivery {
	s.mu.Lock()
	if s.flying[o.Chat] {
		s.t.Errorf("two messages of chat %d at once", o.Chat)
	}
	s.flying[o.Chat] = true
	s.posted = append(s.posted, fmt.Sprintf("%d %s", o.Chat, o.Message.Text))
	answer := s.answer
	s.mu.Unlock()
	d := store.Delivery{Outgoing: o.ID, Sent: true, MessageID: o.ID}
	if answer != nil {
		d = answer(ctx, o)
	}
	s.mu.Lock()
	s.flying[o.Chat] = false
	s.mu.Unlock()
	s.changed <- struct{}{}
	return d
}

func (s *stage) setAnswer(f func(ctx context.Context, o store.Outgoing) store.Delivery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = f
}

// await blocks until so many more posts have ended, and lists all that were made.
func (s *stage) await(n int) []string {
	s.t.Helper()
	for range n {
		select {
		case <-s.changed:
		case <-time.After(20 * time.Second):
			require.FailNow(s.t, "a message did not come", "posted: %v", s.all())
		}
	}
	return s.all()
}

func (s *stage) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.posted...)
}

// running starts a sender; stop ends it and waits.
func running(t *testing.T, o send.Options) (sender *send.Sender, stop func()) {
	t.Helper()
	sender = send.New(o)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); sender.Run(ctx) }()
	var once sync.Once
	stop = func() { once.Do(func() { cancel(); <-done }) }
	t.Cleanup(stop)
	return sender, stop
}
