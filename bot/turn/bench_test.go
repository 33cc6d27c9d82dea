//go:build bench

package turn_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// placing answers as the talk does in its usual turn: a place on the Bridge, with
// words, a line for the log, the silence timer, and one message with buttons.
func placing(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
	s.Version = dialog.StateVersion
	s.Asked++
	s.Flows = []dialog.Frame{{Flow: "bridge", Step: "rung", Draft: map[string]string{"sub": "schulden", "group": "hard"}}}
	s.Pending = &dialog.Pending{Number: s.Asked, Choices: []dialog.Choice{{ID: "r1", Label: "Ik betaal bijna niets"}, {ID: "r2", Label: "Ik kom niet uit"}}}
	s.Talk = dialog.Talk{Number: 1, Last: p.Now, Open: true, Turns: s.Asked}
	return s, dialog.Effects{
		Events: []dialog.Fact{{Event: dialog.Placed{Bridge: "stapmaat-2026-11", Sub: "schulden", Rung: 2, Words: in.Text},
			Line: "Bij schulden koos je trede 2 van 5: “" + in.Text + "”", Bare: "Bij schulden koos je een trede."}},
		Timers: []dialog.Timer{{Kind: dialog.TalkEnds, Due: p.Now.Add(30 * time.Minute)}},
		Messages: []dialog.Message{{Key: "bridge.rung", Text: fmt.Sprintf("%d: Goed dat je dat zegt. Waar sta je nu met je <b>spaargeld</b>?", s.Asked), Lane: dialog.LaneAnswer,
			Buttons: [][]dialog.Button{{{Label: "Goed", Data: "q:12:good"}, {Label: "Gaat wel", Data: "q:12:fair"}}, {{Label: "Moeilijk", Data: "q:12:hard"}, {Label: "≡ Meer", Data: "m:more"}}}}},
	}
}

// TestTurns drives receive, turns and outbox as fast as they go, all in this process,
// for a profile of this way alone; package bench measures the program.
func TestTurns(t *testing.T) {
	const bots, chats, per = 80, 4000, 5
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	db := storetest.Open(t, store.Options{MaxConns: 12})
	org, err := db.EnsureOrganisation(ctx, "Bench", true)
	require.NoError(t, err)
	var ids []int64
	for i := range bots {
		id, err := db.AddBot(ctx, org, store.Terminal, "", fmt.Sprint("bench", i))
		require.NoError(t, err)
		ids = append(ids, id)
	}
	var ref atomic.Int64
	raw := make([]byte, 600)
	batch := func(bot, from, n int) []store.Arrival {
		var all []store.Arrival
		for i := range n {
			r := ref.Add(1)
			all = append(all, store.Arrival{Ref: fmt.Sprint(r), Dedupe: fmt.Sprintf("m:%d:%d", bot*1000+from+i, r), Chat: int64(bot*1000 + from + i),
				Input: dialog.Input{Kind: dialog.Typed, Text: "ik loop achter met de huur en de energie, elke maand"}, Raw: raw, At: time.Now()})
		}
		return all
	}
	poke := make(chan struct{}, 1)
	turns := turn.New(turn.Options{DB: db, Engine: scripted{advance: placing}, Workers: workers(), Poke: func(...int64) {
		select {
		case poke <- struct{}{}:
		default:
		}
	}})
	begun := time.Now()
	var wg sync.WaitGroup
	go func() { _ = turns.Run(ctx) }()
	var sent atomic.Int64
	go func() {
		for ctx.Err() == nil {
			out, err := db.Outgoing(ctx, ids, nil, 200)
			if err != nil {
				continue
			}
			if len(out) == 0 {
				select {
				case <-poke:
				case <-time.After(20 * time.Millisecond):
				}
				continue
			}
			d := make([]store.Delivery, len(out))
			for i, o := range out {
				d[i] = store.Delivery{Outgoing: o.ID, Sent: true, MessageID: o.ID}
			}
			if err := db.Delivered(ctx, d); err == nil {
				sent.Add(int64(len(out)))
			}
		}
	}()
	lanes := make(chan int)
	for range 3 {
		wg.Go(func() {
			for bot := range lanes {
				if _, err := db.Receive(ctx, ids[bot], batch(bot, int(ref.Load())%(chats/bots-10), 10), ref.Load()); err != nil {
					t.Error(err)
				}
				turns.Wake()
			}
		})
	}
	total := chats * per
	for i := range total / 10 {
		lanes <- i % bots
		for ref.Load()-sent.Load() > 3000 {
			time.Sleep(time.Millisecond)
		}
	}
	close(lanes)
	wg.Wait()
	for sent.Load() < int64(total) {
		time.Sleep(time.Millisecond)
		if time.Since(begun) > 2*time.Minute {
			t.Fatalf("only %d of %d sent", sent.Load(), total)
		}
	}
	took := time.Since(begun)
	t.Logf("%d turns received, made and sent in %v: %.0f/s with %d workers", total, took.Round(time.Millisecond), float64(total)/took.Seconds(), workers())
}

func workers() int {
	n := 4
	if w := os.Getenv("WORKERS"); w != "" {
		_, _ = fmt.Sscan(w, &n)
	}
	return n
}
