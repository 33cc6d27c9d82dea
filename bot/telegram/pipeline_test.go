package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/fault"
	"stapmaat/bot/receive"
	"stapmaat/bot/send"
	"stapmaat/bot/telegram"
	"stapmaat/bot/telegram/double"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// pipeline is the whole way of a message with real parts, the turns apart: they echo.
type pipeline struct {
	t      testing.TB
	url    string
	server *double.Server
	bots   []*double.Bot
	ids    []int64 // ours, in the order of bots
}

func newPipeline(t testing.TB, bots int, o double.Options) *pipeline {
	t.Helper()
	o.Fail = t.Errorf
	p := &pipeline{t: t, url: storetest.URL(t), server: double.New(o)}
	t.Cleanup(p.server.Close)
	db := storetest.OpenURL(t, p.url, store.Options{})
	organisation, err := db.EnsureOrganisation(context.Background(), "Stadsteam", false)
	require.NoError(t, err)
	for i := range bots {
		token := fmt.Sprintf("%d:token", 100+i)
		id, err := db.AddBot(context.Background(), organisation, store.Telegram, token, fmt.Sprint("bot", i))
		require.NoError(t, err)
		p.ids = append(p.ids, id)
		p.bots = append(p.bots, p.server.Bot(token))
	}
	return p
}

// process is one run of the program. Cut off, it ends as in a crash, as far as that
// goes in process: nothing that is on its way is waited for or recorded.
type process struct {
	cut  context.CancelFunc
	stop func() // cuts, and waits
}

func (p *pipeline) start(hook fault.Hook) process {
	p.t.Helper()
	db := storetest.OpenURL(p.t, p.url, store.Options{MaxConns: 12})
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	woken := make(chan struct{}, 1)
	poke := func() {
		select {
		case woken <- struct{}{}:
		default:
		}
	}
	receiver := &receive.Receiver{DB: db, Screen: receive.Plain(func(dialog.Input) risk.Verdict { return risk.Verdict{} }), Poke: poke, Fault: hook}
	face := telegram.New(telegram.Options{URL: p.server.URL(), Receive: receiver.Receive})
	sender := send.New(send.Options{DB: db, Face: face, Bots: func() []int64 { return p.ids }, Fault: hook, Grace: time.Nanosecond})
	known, err := db.Bots(ctx)
	require.NoError(p.t, err)
	for _, b := range known {
		require.NoError(p.t, face.Add(b.ID, b.Token))
		running.Go(func() { _ = face.Poll(ctx, b.ID, b.NextOffset) })
	}
	for range 4 {
		running.Go(func() { echoes(ctx, p.t, db, woken, func(bots []int64) { sender.Poke(bots...) }) })
	}
	running.Go(func() { sender.Run(ctx) })
	return process{cut: cancel, stop: func() {
		cancel()
		running.Wait()
		face.Close()
	}}
}

// echoes answers every input with its own words, and tells which bots have news.
func echoes(ctx context.Context, t testing.TB, db *store.DB, woken <-chan struct{}, sent func(bots []int64)) {
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-woken:
		case <-ticker.C:
		}
		for ctx.Err() == nil {
			bots, err := echo(ctx, db)
			if err != nil && !errors.Is(err, context.Canceled) && !store.Transient(err) {
				t.Errorf("turn: %v", err)
			}
			if len(bots) == 0 {
				break
			}
			sent(bots)
		}
	}
}

func echo(ctx context.Context, db *store.DB) (bots []int64, err error) {
	g, err := db.Take(ctx, 8)
	if err != nil {
		return nil, err
	}
	defer g.Close()
	var outcomes []store.Outcome
	for _, c := range g.Claims {
		bots = append(bots, c.Bot)
		outcomes = append(outcomes, store.Outcome{Claim: c, Effects: dialog.Effects{Messages: []dialog.Message{{
			Key: "echo", Text: "je zei <b>" + c.Input.Text + c.Input.Press + "</b>", Lane: dialog.LaneAnswer,
			Buttons: [][]dialog.Button{{{Label: "Ja", Data: "q:1:ja"}}},
		}}}})
	}
	_, err = g.Commit(ctx, outcomes)
	return bots, err
}

func TestFromUpdateToAnswer(t *testing.T) {
	t.Parallel()
	p := newPipeline(t, 3, double.Options{Limits: true})
	process := p.start(nil)
	defer process.stop()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for _, bot := range p.bots {
		for id := range int64(4) {
			chat := bot.Private(1000+id, "Fatima")
			chat.Say("een")
			chat.Say("twee")
		}
	}
	for _, bot := range p.bots {
		for id := range int64(4) {
			chat := bot.Private(1000+id, "Fatima")
			_, err := chat.Await(ctx, 2)
			require.NoError(t, err)
			chat.Press("Ja")
			posts, err := chat.Await(ctx, 3)
			require.NoError(t, err)
			require.Equal(t, "je zei een, je zei twee, je zei q:1:ja", texts(posts))
		}
	}
}

// The program dies at each point of the way, at a different message each time, and
// another one goes on: nothing is lost, order is kept, at most one repeat a chat.
func TestACrashLosesNothing(t *testing.T) {
	t.Parallel()
	for _, point := range []fault.Point{fault.ReceiveCommitted, fault.SendTaken, fault.SendPosted, fault.SendRecorded} {
		t.Run(string(point), func(t *testing.T) {
			t.Parallel()
			p := newPipeline(t, 2, double.Options{})
			for _, bot := range p.bots {
				for id := range int64(3) {
					chat := bot.Private(1000+id, "Fatima")
					for i := range 4 {
						chat.Say(fmt.Sprint(i))
					}
				}
			}
			dead, reached := make(chan struct{}), make(chan struct{}, 100)
			die := fault.Once(point, 2)
			first := p.start(func(at fault.Point) {
				defer func() {
					if recover() != nil {
						reached <- struct{}{}
						<-dead
					}
				}()
				die(at)
			})
			<-reached
			// What is left of it is cut off; one goroutine hangs until the end.
			first.cut()
			gone := make(chan struct{})
			go func() { defer close(gone); first.stop() }()
			second := p.start(nil)
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			for _, bot := range p.bots {
				for id := range int64(3) {
					requireAll(t, ctx, bot.Private(1000+id, "Fatima"))
				}
			}
			second.stop()
			close(dead)
			<-gone
		})
	}
}

// requireAll waits for the last answer: all are there, in order, one at most twice.
func requireAll(t *testing.T, ctx context.Context, chat *double.Chat) {
	t.Helper()
	var got []string
	for n := 4; !slices.Contains(got, "je zei 3"); n++ {
		posts, err := chat.Await(ctx, n)
		require.NoError(t, err, "%v", got)
		got = strings.Split(texts(posts), ", ")
	}
	require.LessOrEqual(t, len(got), 5)
	require.Equal(t, []string{"je zei 0", "je zei 1", "je zei 2", "je zei 3"}, slices.Compact(got))
}

func texts(posts []double.Post) string {
	var all []string
	for _, p := range posts {
		all = append(all, p.Text)
	}
	return strings.Join(all, ", ")
}
