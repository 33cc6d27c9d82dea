package model

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// Defaults of asking again.
const (
	DefaultTries = 3
	DefaultPause = 250 * time.Millisecond
	longestPause = 4 * time.Second
	leastLeft    = 500 * time.Millisecond // under this no answer comes any more
)

// patience is how often an endpoint is asked again.
type patience struct {
	tries int
	pause time.Duration // the longest before the second try, then twice as long
}

// patiently asks until there is an answer, no try is left, or what went wrong stays wrong.
// Between tries it waits a while that chance picks, so that many callers do not come back
// at one moment; what the endpoint asks for is waited in full. It never waits beyond ctx's
// deadline: when there would be no time left, it gives up at once.
func patiently[T any](ctx context.Context, p patience, once func(context.Context) (T, error)) (T, error) {
	most := p.pause
	for try := 1; ; try++ {
		answer, err := once(ctx)
		var t *trouble
		if err == nil || !errors.As(err, &t) || !t.again || try >= p.tries {
			return answer, err
		}
		wait := t.after
		if wait == 0 {
			wait = rand.N(most + 1)
		}
		most = min(2*most, longestPause)
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait+leastLeft {
			return answer, err
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			if errors.Is(ctx.Err(), context.Canceled) {
				err = fmt.Errorf("waiting to ask again: %w", context.Canceled)
			}
			return answer, err
		}
	}
}
