package model

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// tries runs patiently with attempts that all fail so, and tells when each was made.
func tries(t *testing.T, ctx context.Context, p patience, fails error) (at []time.Duration, err error) {
	t.Helper()
	began := time.Now()
	_, err = patiently(ctx, p, func(context.Context) (int, error) {
		at = append(at, time.Since(began))
		return 0, fails
	})
	return at, err
}

// Time in these tests is the bubble's: nothing really waits.
func TestPatience(t *testing.T) {
	t.Parallel()
	busy := func(after time.Duration) error {
		return &trouble{kind: ErrDown, what: "busy", again: true, after: after}
	}
	p := patience{4, time.Second}
	t.Run("chance within growing bounds", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			spread := map[time.Duration]bool{}
			for range 200 {
				at, err := tries(t, t.Context(), p, busy(0))
				require.ErrorIs(t, err, ErrDown)
				require.Len(t, at, 4)
				require.LessOrEqual(t, at[1], time.Second)
				require.LessOrEqual(t, at[2]-at[1], 2*time.Second)
				require.LessOrEqual(t, at[3]-at[2], 4*time.Second)
				spread[at[1]] = true
			}
			require.Greater(t, len(spread), 150, "everybody comes back at another moment")
		})
	})
	t.Run("as the endpoint asks", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			at, _ := tries(t, t.Context(), p, busy(3*time.Second))
			require.Equal(t, []time.Duration{0, 3 * time.Second, 6 * time.Second, 9 * time.Second}, at)
		})
	})
	t.Run("not beyond the deadline", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
			defer cancel()
			began := time.Now()
			at, err := tries(t, ctx, p, busy(7600*time.Millisecond))
			require.ErrorIs(t, err, ErrDown)
			require.Len(t, at, 1)
			require.Zero(t, time.Since(began), "it does not wait for what cannot come")
		})
	})
	t.Run("until the caller gives up", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			_, err := tries(t, ctx, p, busy(time.Hour))
			require.ErrorIs(t, err, context.Canceled)
		})
	})
	t.Run("what stays wrong is not asked again", func(t *testing.T) {
		for _, fails := range []error{&trouble{kind: ErrNonsense}, &trouble{kind: ErrRefused}, errors.New("other")} {
			at, err := tries(t, t.Context(), p, fails)
			require.ErrorIs(t, err, fails)
			require.Len(t, at, 1)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{"": 0, "2": 2 * time.Second, "0.5": 500 * time.Millisecond, "-1": 0, "soon": 0, "1e99": 0, "NaN": 0,
		"Sun, 22 Nov 2026 03:00:07 GMT": 7 * time.Second, "Sun, 22 Nov 2026 02:00:00 GMT": 0} {
		require.Equal(t, want, retryAfter(http.Header{"Retry-After": {value}}, now), value)
	}
	require.Equal(t, 20*time.Millisecond, retryAfter(http.Header{"Retry-After-Ms": {"20"}, "Retry-After": {"1"}}, now))
}

func TestBreaker(t *testing.T) {
	t.Parallel()
	down := fmt.Errorf("asking: %w", &trouble{kind: ErrDown})
	broken := func(t *testing.T) *Breaker {
		b := &Breaker{}
		for range opensAfter {
			require.False(t, b.Open())
			require.NoError(t, b.Enter())
			b.Leave(down)
		}
		require.True(t, b.Open())
		require.ErrorIs(t, b.Enter(), ErrDown)
		return b
	}
	t.Run("opens, lets one try, closes", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := broken(t)
			time.Sleep(staysOpen - 1)
			require.Error(t, b.Enter())
			time.Sleep(1)
			require.NoError(t, b.Enter(), "one tries")
			require.Error(t, b.Enter(), "the others do not")
			b.Leave(nil)
			require.False(t, b.Open())
			require.NoError(t, b.Enter())
		})
	})
	t.Run("opens again", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := broken(t)
			time.Sleep(staysOpen)
			require.NoError(t, b.Enter())
			b.Leave(down)
			require.Error(t, b.Enter())
			time.Sleep(staysOpen)
			require.NoError(t, b.Enter())
			b.Leave(context.Canceled)
			require.NoError(t, b.Enter(), "who gave up leaves the try to the next")
		})
	})
	t.Run("only what speaks against the endpoint counts", func(t *testing.T) {
		b := &Breaker{}
		for range 3 * opensAfter {
			for _, err := range []error{&trouble{kind: ErrNonsense}, &trouble{kind: ErrRefused}, &trouble{kind: ErrDown, ours: true}, context.Canceled, nil} {
				require.NoError(t, b.Enter())
				b.Leave(err)
			}
			require.NoError(t, b.Enter())
			b.Leave(down)
		}
		require.False(t, b.Open())
		for range opensAfter {
			b.Leave(&trouble{kind: ErrLate})
		}
		require.True(t, b.Open())
	})
}

func TestRepeats(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"sentences":[],"links":[],"placings":[]}`: false,
		"nee nee nee":                         false,
		"{" + fmt.Sprintf("%300s", " ") + "}": false,
		`[{"a":1},{"a":2},{"a":3},{"a":4},{"a":5},{"a":6},{"a":7},{"a":8},{"a":9}]`:                     false,
		"ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja ja":        true,
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": true,
	} {
		require.Equal(t, want, repeats(text), text)
	}
}
