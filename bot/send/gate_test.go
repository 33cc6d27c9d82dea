package send

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var start = time.Unix(1_763_760_000, 0)

// Whatever is offered and however long one waits: no bot and no chat ever gets more
// than its rate and its burst, in any stretch of time.
func TestGateNeverPassesMoreThanTheRate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limits := Limits{
			BotRate: rapid.Float64Range(1, 40).Draw(t, "bot rate"), BotBurst: rapid.IntRange(1, 5).Draw(t, "bot burst"),
			ChatRate: rapid.Float64Range(0.2, 3).Draw(t, "chat rate"), ChatBurst: rapid.IntRange(1, 4).Draw(t, "chat burst"),
		}
		g, now := newGate(limits), start
		passed := map[chatOf][]time.Time{}
		bots := map[int64][]time.Time{}
		for range rapid.IntRange(1, 300).Draw(t, "offers") {
			c := chatOf{rapid.Int64Range(1, 2).Draw(t, "bot"), rapid.Int64Range(1, 4).Draw(t, "chat")}
			now = now.Add(time.Duration(rapid.IntRange(0, 120).Draw(t, "ms")) * time.Millisecond)
			if g.botReady(c.bot, now).After(now) || g.chatReady(c, now).After(now) {
				continue
			}
			g.pass(c, now)
			if rapid.IntRange(0, 20).Draw(t, "sweep") == 0 {
				g.sweep(now) // forgetting must change nothing
			}
			passed[c] = append(passed[c], now)
			bots[c.bot] = append(bots[c.bot], now)
		}
		for c, at := range passed {
			requireRate(t, c, at, limits.ChatRate, limits.ChatBurst)
		}
		for b, at := range bots {
			requireRate(t, b, at, limits.BotRate, limits.BotBurst)
		}
	})
}

func requireRate(t *rapid.T, what any, at []time.Time, perSecond float64, burst int) {
	for i := range at {
		for j := i; j < len(at); j++ {
			allowed := float64(burst) + at[j].Sub(at[i]).Seconds()*perSecond
			if n := float64(j - i + 1); n > allowed+1e-6 {
				t.Fatalf("%v: %v messages in %v, allowed %v", what, n, at[j].Sub(at[i]), allowed)
			}
		}
	}
}

// Ready tells the truth: at the time it names, a message passes.
func TestReadyIsWhenAMessagePasses(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		g, now, c := newGate(DefaultLimits), start, chatOf{1, 1}
		for range rapid.IntRange(1, 50).Draw(t, "messages") {
			c.chat = rapid.Int64Range(1, 3).Draw(t, "chat")
			for range 3 { // one waits for both, and rounding may cost another nanosecond
				now = later(now, later(g.botReady(c.bot, now), g.chatReady(c, now)))
			}
			if g.botReady(c.bot, now).After(now) || g.chatReady(c, now).After(now) {
				t.Fatalf("not ready when it said")
			}
			g.pass(c, now)
		}
	})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func TestA429StopsTheChatAndThenTheBot(t *testing.T) {
	t.Parallel()
	g := newGate(DefaultLimits)
	until := start.Add(7 * time.Second)
	g.stopChat(chatOf{1, 10}, until, start)
	require.Equal(t, until, g.chatReady(chatOf{1, 10}, start))
	require.Equal(t, start, g.chatReady(chatOf{1, 11}, start))
	require.Equal(t, start, g.botReady(1, start), "one chat is no sign")
	g.stopChat(chatOf{1, 10}, until, start)
	require.Equal(t, start, g.botReady(1, start), "nor is the same chat again")
	g.stopChat(chatOf{1, 11}, until, start)
	require.Equal(t, until, g.botReady(1, start))
	require.Equal(t, start, g.botReady(2, start))
	g.stopBot(1, start.Add(time.Second))
	require.Equal(t, until, g.botReady(1, start), "a shorter stop does not shorten")
	require.Equal(t, until.Add(time.Second), g.botReady(1, until.Add(time.Second)))
}

func TestDefaultLimitsStayBelowTelegrams(t *testing.T) {
	t.Parallel()
	require.LessOrEqual(t, DefaultLimits.BotRate+float64(DefaultLimits.BotBurst), 30.0, "in any second")
	require.LessOrEqual(t, DefaultLimits.ChatRate, 1.0)
}

func TestGateForgetsTheQuiet(t *testing.T) {
	t.Parallel()
	g, now := newGate(Limits{BotRate: 1e6, BotBurst: 1e6, ChatRate: 1, ChatBurst: 3}), start
	for chat := range int64(100_000) {
		now = now.Add(10 * time.Millisecond)
		g.pass(chatOf{1, chat}, now)
	}
	require.Less(t, len(g.chats), 2*firstSweep)
	g.stopChat(chatOf{1, 5}, now.Add(time.Hour), now)
	g.sweep(now.Add(time.Minute))
	require.Len(t, g.chats, 1, "a stop is remembered")
}
