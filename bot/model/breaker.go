package model

import (
	"context"
	"errors"
	"sync"
	"time"
)

// When a breaker opens, and how long it stays so.
const (
	opensAfter = 5                // failures on end
	staysOpen  = 15 * time.Second // then one caller tries
)

// Breaker spares people the wait for an endpoint that fails. Closed, it lets everybody
// through. After opensAfter failures on end it is open: nobody asks for staysOpen. Then one
// caller tries, the others are still turned away; its luck closes or opens it again. The
// zero Breaker is closed; it is safe for concurrent use.
type Breaker struct {
	mu     sync.Mutex
	failed int
	opened time.Time // zero when closed
	trying bool
}

var errOpen = &trouble{kind: ErrDown, what: "it failed too often just now"}

// Enter asks for the way; who gets it must tell by [Breaker.Leave] how it went. Its error is
// an ErrDown.
func (b *Breaker) Enter() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.opened.IsZero() {
		return nil
	}
	if b.trying || time.Since(b.opened) < staysOpen {
		return errOpen
	}
	b.trying = true
	return nil
}

// Leave counts what a call came to: ErrDown and ErrLate speak against the endpoint.
func (b *Breaker) Leave(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.trying = false
	switch {
	case errors.Is(err, context.Canceled): // says nothing of the endpoint
	case !speaksAgainst(err):
		b.failed, b.opened = 0, time.Time{}
	default:
		if b.failed++; b.failed >= opensAfter {
			b.opened = time.Now()
		}
	}
}

// through asks for the way and tells how it went.
func through[T any](b *Breaker, ask func() (T, error)) (answer T, err error) {
	if err := b.Enter(); err != nil {
		return answer, err
	}
	defer func() { b.Leave(err) }()
	return ask()
}

// speaksAgainst tells whether an error is the endpoint's: a model that will not, or talks
// nonsense, is there; one person's question that it cannot read closes the way to nobody.
func speaksAgainst(err error) bool {
	var t *trouble
	if errors.As(err, &t) && t.ours {
		return false
	}
	return errors.Is(err, ErrDown) || errors.Is(err, ErrLate) || errors.Is(err, context.DeadlineExceeded)
}

// Open tells whether callers are turned away.
func (b *Breaker) Open() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.opened.IsZero()
}
