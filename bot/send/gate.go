package send

import (
	"time"

	"golang.org/x/time/rate"
)

// Limits say how fast messages may leave. Telegram's: about 30 a second for a bot,
// about one a second for a chat with short bursts passing.
type Limits struct {
	BotRate   float64 // messages a second
	BotBurst  int
	ChatRate  float64
	ChatBurst int
}

// DefaultLimits stay at or below Telegram's in every second: 26 and a burst of 4
// make at most 30. The burst lets two turns of several messages meet without a wait.
// A chat may get three messages in a row, one turn's worth.
var DefaultLimits = Limits{BotRate: 26, BotBurst: 4, ChatRate: 1, ChatBurst: 3}

// chatOf is a chat of one bot.
type chatOf struct{ bot, chat int64 }

// tap lets messages through at a rate, and none before until.
type tap struct {
	bucket *rate.Limiter
	until  time.Time
}

// ready says when the next message may pass; now or earlier means at once.
func (t *tap) ready(now time.Time) time.Time {
	at := now
	if missing := 1 - t.bucket.TokensAt(now); missing > 0 {
		at = now.Add(time.Duration(missing / float64(t.bucket.Limit()) * float64(time.Second)))
	}
	if t.until.After(at) {
		return t.until
	}
	return at
}

// full says that nothing is remembered here: a new tap would do the same.
func (t *tap) full(now time.Time) bool {
	return !t.until.After(now) && t.bucket.TokensAt(now) >= float64(t.bucket.Burst())
}

// gate knows which bots and chats may be sent to, and when. It is not safe for
// concurrent use; the clock comes in as a value.
type gate struct {
	limits  Limits
	bots    map[int64]*tap
	chats   map[chatOf]*tap
	floods  map[int64]flood
	sweepAt int // number of chats at which idle ones are forgotten
}

// flood is the last chat of a bot that got 429.
type flood struct {
	chat  int64
	until time.Time
}

const firstSweep = 1024

func newGate(l Limits) *gate {
	return &gate{limits: l, bots: map[int64]*tap{}, chats: map[chatOf]*tap{}, floods: map[int64]flood{}, sweepAt: firstSweep}
}

func (g *gate) botTap(bot int64) *tap {
	t, ok := g.bots[bot]
	if !ok {
		t = &tap{bucket: rate.NewLimiter(rate.Limit(g.limits.BotRate), g.limits.BotBurst)}
		g.bots[bot] = t
	}
	return t
}

func (g *gate) chatTap(c chatOf) *tap {
	t, ok := g.chats[c]
	if !ok {
		t = &tap{bucket: rate.NewLimiter(rate.Limit(g.limits.ChatRate), g.limits.ChatBurst)}
		g.chats[c] = t
	}
	return t
}

// botReady says when the bot may send again.
func (g *gate) botReady(bot int64, now time.Time) time.Time { return g.botTap(bot).ready(now) }

// chatReady says when the chat may be sent to again, its bot left aside.
func (g *gate) chatReady(c chatOf, now time.Time) time.Time {
	t, ok := g.chats[c]
	if !ok {
		return now
	}
	return t.ready(now)
}

// pass counts one message. Both the bot and the chat must be ready.
func (g *gate) pass(c chatOf, now time.Time) {
	g.botTap(c.bot).bucket.AllowN(now, 1)
	g.chatTap(c).bucket.AllowN(now, 1)
	if len(g.chats) >= g.sweepAt {
		g.sweep(now)
	}
}

// sweep forgets chats that have been quiet: memory follows who is being talked to.
func (g *gate) sweep(now time.Time) {
	for c, t := range g.chats {
		if t.full(now) {
			delete(g.chats, c)
		}
	}
	g.sweepAt = max(firstSweep, 2*len(g.chats))
}

// stopBot lets nothing of the bot pass before until.
func (g *gate) stopBot(bot int64, until time.Time) { g.botTap(bot).stop(until) }

// stopChat lets nothing to the chat pass before until. Telegram does not say
// whether a 429 is about the chat or the bot; when a second chat gets one while
// the first still waits, it is the bot.
func (g *gate) stopChat(c chatOf, until, now time.Time) {
	g.chatTap(c).stop(until)
	last := g.floods[c.bot]
	if last.until.After(now) && last.chat != c.chat {
		g.stopBot(c.bot, until)
	}
	g.floods[c.bot] = flood{c.chat, until}
}

func (t *tap) stop(until time.Time) {
	if until.After(t.until) {
		t.until = until
	}
}
