package turn

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"

	"github.com/rs/zerolog"

	"stapmaat/store"
)

// maxAttempts is how often a turn may fail before its input is set aside.
const maxAttempts = 5

// oneByOne makes the turns of a group that failed, each in a transaction of its
// own, so that one that can't be made keeps nobody else from an answer.
func (t *Turns) oneByOne(ctx context.Context, claims []*store.Claim) (made int, err error) {
	for _, c := range claims {
		one, err := t.alone(ctx, c)
		if err != nil {
			return made, err
		}
		made += one
	}
	return max(made, 1), nil // something was done, if only setting aside: look again at once
}

// alone makes one turn, or after five failures sets its input aside. The failures
// are counted outside the transaction that failed.
func (t *Turns) alone(ctx context.Context, c *store.Claim) (int, error) {
	for {
		made, err := t.attempt(ctx, c)
		if err == nil || store.Transient(err) || errors.Is(err, store.ErrNewerState) {
			return made, err
		}
		attempts, counting := t.o.DB.Fail(ctx, c.Inbox)
		if counting != nil {
			return 0, errors.Join(err, counting)
		}
		zerolog.Ctx(ctx).Error().Err(err).Int64("inbox", c.Inbox).Int("attempts", attempts).Msg("a turn failed")
		if attempts >= maxAttempts {
			return 0, t.setAside(ctx, c)
		}
	}
}

// attempt takes the talk once more. Its first input may be another by now: then
// somebody else was here, and there is nothing to do.
func (t *Turns) attempt(ctx context.Context, c *store.Claim) (int, error) {
	g, err := t.o.DB.TakeTalk(ctx, c.Conversation)
	if err != nil {
		return 0, err
	}
	if len(g.Claims) != 1 || g.Claims[0].Inbox != c.Inbox {
		g.Close()
		return 0, nil
	}
	done, err := t.group(ctx, g)
	if err != nil {
		return 0, err
	}
	t.tell(done, g.Claims)
	return done.Turns, nil
}

func (t *Turns) setAside(ctx context.Context, c *store.Claim) error {
	err := t.o.DB.SetAside(ctx, c.Inbox)
	if errors.Is(err, store.ErrNotFound) {
		return nil // somebody else was first
	}
	if err != nil {
		return err
	}
	zerolog.Ctx(ctx).Error().Int64("inbox", c.Inbox).Msg("an input was set aside")
	t.Wake() // for the person's fixed sentence
	return nil
}

// where names the function and line that panicked: code, never values.
func where() string {
	var calls [32]uintptr
	frames := runtime.CallersFrames(calls[:runtime.Callers(3, calls[:])])
	for {
		f, more := frames.Next()
		if !more || (f.Function != "" && !isRuntime(f.Function)) {
			return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		}
	}
}

func isRuntime(function string) bool {
	return len(function) > 8 && function[:8] == "runtime."
}
