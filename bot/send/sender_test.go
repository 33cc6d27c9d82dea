package send_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/fault"
	"stapmaat/bot/send"
	"stapmaat/dialog"
	"stapmaat/store"
)

func (b *bundle) options(face send.Face) send.Options {
	return send.Options{DB: b.db, Face: face, Bots: func() []int64 { return b.bots }, Now: b.clock.Now,
		Limits: send.Limits{BotRate: 1e6, BotBurst: 1e6, ChatRate: 1e6, ChatBurst: 1e6}}
}

// of lists what one chat got, in order.
func of(chat int64, posted []string) string {
	prefix := fmt.Sprintf("%d ", chat)
	var texts []string
	for _, p := range posted {
		if text, ok := strings.CutPrefix(p, prefix); ok {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, " ")
}

func TestOrderIsKeptInEveryChat(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 2), newStage(t)
	for chat := range int64(5) {
		for _, bot := range b.bots {
			b.write(bot, 10*bot+chat, says(dialog.LaneAnswer, "a", "b", "c")...)
			b.write(bot, 10*bot+chat, says(dialog.LaneAnswer, "d", "e")...)
		}
	}
	_, stop := running(t, b.options(face))
	posted := face.await(50)
	stop()
	for chat := range int64(5) {
		for _, bot := range b.bots {
			require.Equal(t, "a b c d e", of(10*bot+chat, posted))
		}
	}
	require.Equal(t, "sent 50", b.state())
}

func TestSafetyGoesFirst(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 1), newStage(t)
	bot := b.bots[0]
	for chat := range int64(5) {
		b.write(bot, chat+1, says(dialog.LanePush, "push")...)
		b.write(bot, chat+1, says(dialog.LaneAnswer, "answer")...)
		b.write(bot, chat+1, says(dialog.LaneSafety, "safety")...)
	}
	o := b.options(face)
	o.AtOnce = 1 // one after the other: the order of all is seen
	o.Limits.BotBurst = 1e6
	_, stop := running(t, o)
	posted := face.await(15)
	stop()
	for i, p := range posted {
		require.Contains(t, p, []string{"safety", "answer", "push"}[i/5], "place %d", i)
	}
}

func TestTheRateOfAChatIsKept(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 1), newStage(t)
	bot := b.bots[0]
	b.write(bot, 1, says(dialog.LaneAnswer, "a", "b", "c", "d", "e")...)
	b.write(bot, 2, says(dialog.LaneAnswer, "f")...)
	o := b.options(face)
	o.Limits = send.Limits{BotRate: 1e6, BotBurst: 1e6, ChatRate: 1, ChatBurst: 3}
	sender, stop := running(t, o)
	require.Equal(t, "a b c", of(1, face.await(4)), "a burst, and the other chat")
	for _, want := range []string{"a b c d", "a b c d e"} {
		b.clock.Add(time.Second)
		sender.Poke()
		require.Equal(t, want, of(1, face.await(1)))
	}
	stop()
}

func TestTheRateOfABotIsKept(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 2), newStage(t)
	for chat := range int64(6) {
		b.write(b.bots[0], 100+chat, says(dialog.LaneAnswer, "a")...)
	}
	b.write(b.bots[1], 200, says(dialog.LaneAnswer, "b")...)
	o := b.options(face)
	o.Limits = send.Limits{BotRate: 2, BotBurst: 2, ChatRate: 10, ChatBurst: 10}
	sender, stop := running(t, o)
	require.Len(t, face.await(3), 3)
	b.clock.Add(time.Second)
	sender.Poke()
	require.Len(t, face.await(2), 5)
	b.clock.Add(time.Second)
	sender.Poke()
	require.Len(t, face.await(2), 7)
	stop()
}

func TestA429HoldsItsChatAndOthersGo(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 1), newStage(t)
	bot := b.bots[0]
	flooded := false
	face.setAnswer(func(_ context.Context, o store.Outgoing) store.Delivery {
		if o.Chat == 1 && !flooded {
			flooded = true // the face is asked for one message of a chat at a time
			return store.Delivery{Outgoing: o.ID, Code: send.CodeFlood, RetryAt: b.clock.Now().Add(7 * time.Second)}
		}
		return store.Delivery{Outgoing: o.ID, Sent: true}
	})
	b.write(bot, 1, says(dialog.LaneAnswer, "a", "b")...)
	sender, stop := running(t, b.options(face))
	face.await(1)
	b.write(bot, 2, says(dialog.LaneAnswer, "c")...)
	b.write(bot, 1, says(dialog.LaneSafety, "s")...)
	sender.Poke()
	require.Equal(t, []string{"1 a", "2 c"}, face.await(1), "also safety respects Telegram's stop")
	b.clock.Add(7 * time.Second)
	sender.Poke()
	require.Equal(t, []string{"1 a", "2 c", "1 s", "1 a", "1 b"}, face.await(3))
	stop()
	require.Equal(t, "sent 4", b.state())
}

func TestARefusedMessageLetsTheNextGo(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 1), newStage(t)
	face.setAnswer(func(_ context.Context, o store.Outgoing) store.Delivery {
		bad := o.Message.Text == "bad"
		return store.Delivery{Outgoing: o.ID, Sent: !bad, Refused: bad, Code: "400"}
	})
	b.write(b.bots[0], 1, says(dialog.LaneAnswer, "a", "bad", "c")...)
	_, stop := running(t, b.options(face))
	require.Equal(t, "a bad c", of(1, face.await(3)))
	stop()
	require.Equal(t, "refused 1, sent 2", b.state())
}

func TestWhoIsGoneIsNotWrittenTo(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 1), newStage(t)
	face.setAnswer(func(_ context.Context, o store.Outgoing) store.Delivery {
		return store.Delivery{Outgoing: o.ID, Gone: o.Chat == 1, Sent: o.Chat != 1, Code: "403"}
	})
	b.write(b.bots[0], 1, says(dialog.LaneAnswer, "a", "b")...)
	sender, stop := running(t, b.options(face))
	face.await(1)
	b.eventually("dropped 1, refused 1")
	b.write(b.bots[0], 2, says(dialog.LaneAnswer, "c")...)
	sender.Poke()
	require.Equal(t, []string{"1 a", "2 c"}, face.await(1))
	stop()
}

func TestWhenTelegramIsAwayTheBotWaits(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 2), newStage(t)
	away := true
	face.setAnswer(func(_ context.Context, o store.Outgoing) store.Delivery {
		if away && o.Bot == b.bots[0] {
			return store.Delivery{Outgoing: o.ID, Code: send.CodeNetwork, RetryAt: b.clock.Now()}
		}
		return store.Delivery{Outgoing: o.ID, Sent: true}
	})
	b.write(b.bots[0], 1, says(dialog.LaneAnswer, "a")...)
	b.write(b.bots[1], 2, says(dialog.LaneAnswer, "b")...)
	o := b.options(face)
	o.AtOnce = 1
	sender, stop := running(t, o)
	require.Equal(t, []string{"1 a", "1 a", "1 a", "1 a", "1 a", "2 b"}, face.await(6), "after five failures the bot waits, and others go")
	b.eventually("sent 1, waiting 1")
	face.mu.Lock()
	away = false
	face.mu.Unlock()
	b.clock.Add(time.Second)
	sender.Poke()
	face.await(1)
	stop()
	require.Equal(t, "sent 2", b.state())
}

// What can never be recorded is a bug; it must not become the same message all the time.
func TestWhatCanNotBeRecordedIsNotSentAgainAtOnce(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 1), newStage(t)
	broken := func(_ context.Context, o store.Outgoing) store.Delivery {
		return store.Delivery{Outgoing: o.ID, Sent: true, FileID: "x", FileHash: "\x00"} // Postgres refuses NUL
	}
	face.setAnswer(func(ctx context.Context, o store.Outgoing) store.Delivery {
		if o.Chat == 1 {
			return broken(ctx, o)
		}
		return store.Delivery{Outgoing: o.ID, Sent: true}
	})
	b.write(b.bots[0], 1, says(dialog.LaneAnswer, "a")...)
	sender, stop := running(t, b.options(face))
	face.await(1)
	b.write(b.bots[0], 2, says(dialog.LaneAnswer, "b")...)
	sender.Poke()
	face.await(1)
	b.eventually("sent 1, waiting 1")
	require.Equal(t, []string{"1 a", "2 b"}, face.all())
	face.setAnswer(nil)
	b.clock.Add(10 * time.Minute)
	sender.Poke()
	face.await(1)
	stop()
	require.Equal(t, "sent 2", b.state())
}

// mortal is a face whose process may die: from then on it posts nothing.
type mortal struct {
	send.Face
	dead chan struct{} // closed at death
	end  chan struct{} // closed when the test is over: the dead may go
}

func (m mortal) Send(ctx context.Context, o store.Outgoing) store.Delivery {
	select {
	case <-m.dead:
		<-m.end
		return store.Delivery{Outgoing: o.ID}
	default:
		return m.Face.Send(ctx, o)
	}
}

// The sender dies between post and record, with several talks on their way.
func TestADeadSenderRepeatsAtMostOneMessageAChat(t *testing.T) {
	t.Parallel()
	for point, pass := range map[fault.Point]int{fault.SendTaken: 2, fault.SendPosted: 6, fault.SendRecorded: 2} {
		t.Run(string(point), func(t *testing.T) {
			t.Parallel()
			b, face := setup(t, 1), newStage(t)
			for chat := range int64(4) {
				b.write(b.bots[0], 1+chat, says(dialog.LaneAnswer, "a", "b", "c")...)
			}
			m := mortal{face, make(chan struct{}), make(chan struct{})}
			o := b.options(m)
			o.Grace = time.Nanosecond
			o.Fault = dying(point, pass, m)
			_, stop := running(t, o)
			defer stop()
			defer close(m.end)
			select {
			case <-m.dead:
			case <-time.After(time.Minute): // a test that waits for ever says nothing
				require.FailNow(t, "the sender never came to the point where it dies")
			}

			_, end := running(t, b.options(face))
			b.eventually("sent 12")
			end()
			for chat := range int64(4) {
				got := of(1+chat, face.all())
				require.Contains(t, []string{"a b c", "a a b c", "a b b c", "a b c c"}, got)
			}
		})
	}
}

// dying ends a process at the n-th pass of a point: whoever comes to any point after
// that goes no further.
func dying(point fault.Point, n int, m mortal) fault.Hook {
	var passes atomic.Int64
	return func(at fault.Point) {
		if at == point && passes.Add(1) == int64(n) {
			close(m.dead)
		}
		select {
		case <-m.dead:
			<-m.end
		default:
		}
	}
}

func TestStoppingLetsPostsEnd(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 1), newStage(t)
	begun, end := make(chan struct{}), make(chan struct{})
	face.setAnswer(func(_ context.Context, o store.Outgoing) store.Delivery {
		close(begun)
		<-end
		return store.Delivery{Outgoing: o.ID, Sent: true}
	})
	b.write(b.bots[0], 1, says(dialog.LaneAnswer, "a")...)
	_, stop := running(t, b.options(face))
	<-begun
	go func() { close(end) }()
	stop()
	require.Equal(t, "sent 1", b.state())
}

func TestStoppingCutsWhatHangs(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 1), newStage(t)
	begun := make(chan struct{})
	face.setAnswer(func(ctx context.Context, o store.Outgoing) store.Delivery {
		close(begun)
		<-ctx.Done()
		return store.Delivery{Outgoing: o.ID, RetryAt: b.clock.Now(), Code: "stopped"}
	})
	b.write(b.bots[0], 1, says(dialog.LaneAnswer, "a")...)
	o := b.options(face)
	o.Grace = 10 * time.Millisecond
	_, stop := running(t, o)
	<-begun
	stop()
	require.Equal(t, "waiting 1", b.state(), "undecided: sent again by the next process")
}

func TestConnectionsThatBreakLoseAndRepeatNothing(t *testing.T) {
	t.Parallel()
	b, face := setup(t, 2), newStage(t)
	const chats = 20
	for chat := range int64(chats) {
		b.write(b.bots[chat%2], 1+chat, says(dialog.LaneAnswer, "a", "b", "c")...)
	}
	_, stop := running(t, b.options(face))
	for i := range 3 * chats {
		face.await(1)
		if i%10 == 0 {
			_, err := b.admin.Exec(ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
			require.NoError(t, err)
		}
	}
	b.eventually("sent 60")
	stop()
	for chat := range int64(chats) {
		require.Equal(t, "a b c", of(1+chat, face.all()))
	}
	require.False(t, slices.Contains(face.all(), ""))
}
