package turn_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// scripted is an engine that answers as a test wants. Every answer is numbered, so
// that tests see order and repeats.
type scripted struct {
	advance func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects)
	needs   dialog.Needs
}

func (e scripted) Needs(dialog.State, dialog.Input) dialog.Needs { return e.needs }

func (e scripted) Advance(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
	if e.advance != nil {
		return e.advance(p, s, in)
	}
	return echo(p, s, in)
}

// echo answers "<number of the turn>: <text>".
func echo(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
	s.Version = dialog.StateVersion
	s.Asked++
	return s, dialog.Effects{Messages: []dialog.Message{{Key: "echo", Text: fmt.Sprintf("%d: %s", s.Asked, in.Text), Lane: dialog.LaneAnswer}}}
}

type bundle struct {
	*store.DB
	clock *storetest.Clock
	bot   int64
	org   int64
	next  int
}

func setup(t *testing.T, o store.Options) *bundle {
	t.Helper()
	clock := storetest.NewClock()
	o.Clock = clock.Now
	b := &bundle{DB: storetest.Open(t, o), clock: clock}
	ctx := context.Background()
	var err error
	b.org, err = b.EnsureOrganisation(ctx, "Gemeente Aa", true)
	require.NoError(t, err)
	b.bot, err = b.AddBot(ctx, b.org, store.Terminal, "", "demo")
	require.NoError(t, err)
	return b
}

func (b *bundle) arrival(chat int64, text string) store.Arrival {
	b.next++
	return store.Arrival{Ref: fmt.Sprint(b.next), Chat: chat, Input: dialog.Input{Kind: dialog.Typed, Text: text}, Raw: []byte(`{"update_id":1}`), At: b.clock.Now()}
}

func (b *bundle) receive(t *testing.T, batch ...store.Arrival) int {
	t.Helper()
	fresh, err := b.Receive(context.Background(), b.bot, batch, 0)
	require.NoError(t, err)
	return fresh
}

// turns makes turns until nothing waits.
func (b *bundle) turns(t *testing.T, e turn.Engine) int {
	t.Helper()
	made := 0
	for {
		n, err := turn.New(turn.Options{DB: b.DB, Engine: e}).Once(context.Background())
		require.NoError(t, err)
		if n == 0 {
			return made
		}
		made += n
	}
}

// send takes all that may be sent, as sent, and gives it in order.
func (b *bundle) send(t *testing.T) []store.Outgoing {
	t.Helper()
	var all []store.Outgoing
	for {
		out, err := b.Outgoing(context.Background(), []int64{b.bot}, nil, 50)
		require.NoError(t, err)
		if len(out) == 0 {
			return all
		}
		var sent []store.Delivery
		for i, o := range out {
			sent = append(sent, store.Delivery{Outgoing: o.ID, Sent: true, MessageID: int64(len(all) + i + 1)})
		}
		all = append(all, out...)
		require.NoError(t, b.Delivered(context.Background(), sent))
	}
}

func texts(out []store.Outgoing) []string {
	var all []string
	for _, o := range out {
		all = append(all, o.Message.Text)
	}
	return all
}

func TestAnUpdateBecomesAnAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t, store.Options{})
	require.Equal(t, 2, b.receive(t, b.arrival(42, "hallo"), b.arrival(42, "ik ben er")))
	require.Equal(t, 2, b.turns(t, scripted{}))
	require.Equal(t, []string{"1: hallo", "2: ik ben er"}, texts(b.send(t)))
	require.Equal(t, 0, b.turns(t, scripted{}), "nothing is done twice")
	require.Empty(t, b.send(t))
}
