package double

import (
	"fmt"
	"math"
	"time"
)

// Telegram names about 30 messages a second for a bot, and one a second for a chat
// "with short bursts". The chat's burst is not published; five is our reading.
const (
	botPerSecond = 30
	chatBurst    = 5
)

// window counts the messages of the last second.
type window struct {
	times [botPerSecond]time.Time
	next  int
}

// take says how long to wait; 0 when the message fits.
func (w *window) take(now time.Time) time.Duration {
	oldest := w.times[w.next]
	if wait := time.Second - now.Sub(oldest); !oldest.IsZero() && wait > 0 {
		return wait
	}
	w.times[w.next] = now
	w.next = (w.next + 1) % botPerSecond
	return 0
}

// bucket allows a burst, and one message a second after it.
type bucket struct {
	used float64
	at   time.Time
}

func (b *bucket) take(now time.Time) time.Duration {
	if !b.at.IsZero() {
		b.used = max(0, b.used-now.Sub(b.at).Seconds())
	}
	b.at = now
	if b.used+1 > chatBurst {
		return time.Duration((b.used + 1 - chatBurst) * float64(time.Second))
	}
	b.used++
	return 0
}

// limit counts one message of the bot to the chat. The bot's lock is held.
func (b *Bot) limit(c *Chat) *refusal {
	if !b.server.options.Limits {
		return nil
	}
	now := b.server.options.Now()
	wait := c.bucket.take(now)
	if wait == 0 {
		wait = b.window.take(now)
	}
	if wait == 0 {
		return nil
	}
	seconds := int(math.Ceil(wait.Seconds()))
	return &refusal{Code: 429, Description: fmt.Sprintf("Too Many Requests: retry after %d", seconds), RetryAfter: seconds}
}
