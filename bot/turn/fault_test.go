package turn_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/fault"
	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// process is one process that may die: a program's part of the way, with a hook.
type process struct {
	db   *store.DB
	work *turn.Turns
	hook fault.Hook
}

func (h *crashHouse) process(hook fault.Hook) process {
	db := storetest.OpenURL(h.t, h.URL, store.Options{Clock: h.Clock.Now, Fault: func(point string) { hook.At(fault.Point(point)) },
		Alert: func(store.AlertNews) dialog.Message { return dialog.Message{Key: "alert", Text: "Alarm"} }})
	return process{db, turn.New(turn.Options{DB: db, Fault: hook, Engine: scripted{advance: recording}}), hook}
}

type crashHouse struct {
	*storetest.House
	t *testing.T
}

// recording leaves one fact, one timer and one message a turn.
func recording(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
	s, out := echo(p, s, in)
	out.Events = []dialog.Fact{{Event: dialog.StoryTold{Words: in.Text}, Line: in.Text}}
	out.Timers = []dialog.Timer{{Kind: dialog.TalkEnds, Due: p.Now}}
	return s, out
}

// alive runs f and tells whether the process lived through it.
func alive(f func()) (lived bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, crash := r.(fault.Crash); !crash {
				panic(r)
			}
		}
	}()
	f()
	return true
}

// run is what a process does until it dies or nothing waits. The channel asks
// again from the last offset it heard of, as Telegram does.
func (p process) run(t *testing.T, h *crashHouse, confirmed *int64, updates []store.Arrival) bool {
	return alive(func() {
		_, err := p.db.Receive(context.Background(), h.Bot, updates[*confirmed:], int64(len(updates)))
		require.NoError(t, err)
		p.hook.At(fault.ReceiveCommitted)
		*confirmed = int64(len(updates))
		turns := 1
		for turns > 0 {
			turns, err = p.work.Once(context.Background())
			require.NoError(t, err)
		}
	})
}

func TestNothingIsLostOrDoubledWhereverAProcessDies(t *testing.T) {
	t.Parallel()
	for _, point := range fault.Points() {
		for _, pass := range []int{1, 2} {
			t.Run(string(point), func(t *testing.T) {
				t.Parallel()
				h := &crashHouse{storetest.NewHouse(t, store.Options{}), t}
				updates := []store.Arrival{h.Says(7, "een"), h.Says(8, "eins"), h.Says(7, "twee"), h.Says(7, "drie"), h.Says(8, "zwei")}
				var confirmed int64
				if h.process(fault.Once(point, pass)).run(t, h, &confirmed, updates) && reached(point) && pass == 1 {
					t.Errorf("no crash at %s", point)
				}
				require.True(t, h.process(nil).run(t, h, &confirmed, updates), "the next process")

				said := map[int64][]string{}
				for _, o := range h.Sent() {
					said[o.Chat] = append(said[o.Chat], o.Message.Text)
				}
				require.Equal(t, map[int64][]string{7: {"1: een", "2: twee", "3: drie"}, 8: {"1: eins", "2: zwei"}}, said)
				require.Equal(t, 5, h.Count("story"))
				require.Equal(t, 5, h.Count("event"))
				require.Equal(t, 2, h.Count("timer WHERE kind = 'talk_ends'"))
				require.Zero(t, h.Count("inbox WHERE done_at IS NULL OR attempts > 0"), "a crash is nobody's failure")
			})
		}
	}
}

// reached tells whether a point lies on the way that these processes go; package
// send tests its own.
func reached(p fault.Point) bool {
	switch p {
	case fault.ReceiveInserted, fault.ReceiveCommitted, fault.TurnClaimed, fault.TurnAdvanced, fault.TurnWritten, fault.TurnCommitted:
		return true
	}
	return false
}
