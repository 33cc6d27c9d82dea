package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
	"stapmaat/dialog"
	"stapmaat/store"
)

// inbox stands where the store stands: it knows repeats, and can be made to fail.
type inbox struct {
	mu     sync.Mutex
	seen   map[string]bool
	texts  []string
	next   int64
	fail   int // so many times
	batch  chan int
	before func() // called in every Receive, before anything is kept
}

func newInbox() *inbox { return &inbox{seen: map[string]bool{}, batch: make(chan int, 100)} }

func (i *inbox) receive(_ context.Context, bot int64, batch []store.Arrival, next int64) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.before != nil {
		i.before()
	}
	if i.fail > 0 {
		i.fail--
		return errors.New("database down")
	}
	for _, a := range batch {
		if i.seen[a.Ref] || a.Dedupe != "" && i.seen[a.Dedupe] {
			continue
		}
		i.seen[a.Ref], i.seen[a.Dedupe] = true, true
		i.texts = append(i.texts, a.Input.Text+a.Input.Press)
	}
	i.next = next
	i.batch <- len(batch)
	return nil
}

func (i *inbox) said() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return strings.Join(i.texts, " ")
}

// naps counts the pauses of a poller and never waits.
type naps struct {
	mu  sync.Mutex
	all []time.Duration
}

func (n *naps) sleep(_ context.Context, d time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all = append(n.all, d)
}

func (n *naps) taken() []time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.all
}

// polling starts a poller and returns what stops it and waits for it.
func (b bundle) polling(t *testing.T, offset int64) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.face.Poll(ctx, ourBot, offset) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			require.NoError(t, <-done)
		})
	}
	t.Cleanup(stop)
	return stop
}

func (i *inbox) await(t *testing.T, updates int) {
	t.Helper()
	for updates > 0 {
		select {
		case n := <-i.batch:
			updates -= n
		case <-time.After(10 * time.Second):
			t.Fatalf("%d updates did not come", updates)
		}
	}
}

func TestPollingCommitsThenConfirms(t *testing.T) {
	t.Parallel()
	in := newInbox()
	b := setup(t, Options{Receive: in.receive}, double.Options{})
	in.before = func() { require.Positive(t, b.bot.Unconfirmed(), "confirmed before it was committed") }
	b.chat.Say("een")
	b.chat.Say("twee")
	stop := b.polling(t, 0)
	in.await(t, 2)
	b.chat.Say("drie")
	in.await(t, 1)
	require.Equal(t, "een twee drie", in.said())
	require.Equal(t, int64(1003), in.next)
	require.Equal(t, time.Unix(now, 0), b.face.LastPoll(ourBot))
	stop()
}

func TestAPollerThatDiesBetweenCommitAndNextPollLosesAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	in := newInbox()
	b := setup(t, Options{Receive: in.receive}, double.Options{})
	b.chat.Say("een")
	p := &poller{face: b.face, account: b.face.bots[ourBot]}
	raw, err := p.ask(context.Background())
	require.NoError(t, err)
	require.NoError(t, p.receive(context.Background(), raw)) // committed, and here it dies
	b.chat.Say("twee")
	stop := b.polling(t, 0) // the next process does not even know the offset
	in.await(t, 1+2)
	require.Equal(t, "een twee", in.said())
	stop()
}

func TestADatabaseThatIsDownConfirmsNothing(t *testing.T) {
	t.Parallel()
	in, n := newInbox(), &naps{}
	in.fail = 3
	b := setup(t, Options{Receive: in.receive, Sleep: n.sleep}, double.Options{})
	b.chat.Say("een")
	stop := b.polling(t, 0)
	in.await(t, 1)
	stop()
	require.Equal(t, "een", in.said())
	require.Equal(t, []time.Duration{50 * time.Millisecond, 100 * time.Millisecond, 200 * time.Millisecond}, n.taken())
}

func TestNumbersThatBeginAgainLowerLoseNothing(t *testing.T) {
	t.Parallel()
	in := newInbox()
	b := setup(t, Options{Receive: in.receive}, double.Options{})
	b.bot.Jump(900_000_000)
	b.chat.Say("een")
	stop := b.polling(t, 0)
	in.await(t, 1)
	b.bot.Jump(12)
	b.chat.Say("twee")
	in.await(t, 1)
	b.chat.Say("drie")
	in.await(t, 1)
	stop()
	require.Equal(t, "een twee drie", in.said())
	require.Equal(t, int64(14), in.next)
}

func TestRepeatsAndDisorderReachTheStoreAsTheyCome(t *testing.T) {
	t.Parallel()
	in := newInbox()
	b := setup(t, Options{Receive: in.receive}, double.Options{})
	again := `{"update_id":1000,` + said7(`"text":"een"`)[len(`{"update_id":1,`):]
	b.bot.Redeliver(again)
	b.bot.Redeliver(again)
	b.bot.Redeliver(strings.Replace(again, "1000", "999", 1)) // the same message under another number
	b.bot.Jump(1001)
	b.bot.Update(42, `{"message":{"message_id":8,`+fromFatima+`,`+inPrivate+`,"text":"twee"}}`)
	stop := b.polling(t, 0)
	in.await(t, 4)
	stop()
	require.Equal(t, "een twee", in.said())
}

func TestAnUndecodableUpdateBlocksNothing(t *testing.T) {
	t.Parallel()
	in := newInbox()
	var kept []string
	b := setup(t, Options{
		Receive: in.receive,
		Aside: func(_ context.Context, bot, update int64, why string, raw []byte) {
			kept = append(kept, fmt.Sprintf("%d %d %s %s", bot, update, why, raw))
		},
	}, double.Options{})
	b.chat.Say("een")
	b.bot.Update(42, `{"telepathy":{"x":1}}`)
	b.bot.Update(42, `{"callback_query":[]}`)
	b.chat.Say("twee")
	stop := b.polling(t, 0)
	in.await(t, 2)
	stop()
	require.Equal(t, "een twee", in.said())
	require.Equal(t, []string{
		`7 1001 newer kind "telepathy" {"update_id":1001,"telepathy":{"x":1}}`,
		`7 1002 callback_query: a field is of another type:  {"update_id":1002,"callback_query":[]}`,
	}, kept)
}

func TestWhatAPollerDoesAboutRefusals(t *testing.T) {
	t.Parallel()
	in, n := newInbox(), &naps{}
	var log bytes.Buffer
	b := setup(t, Options{Receive: in.receive, Sleep: n.sleep}, double.Options{})
	for _, f := range []double.Fault{
		{Status: 409, Description: "Conflict: terminated by other getUpdates request"},
		{Status: 401},
		{Status: 429, RetryAfter: 7},
		{Status: 502, Garbage: "<html>"},
		{Cut: true},
	} {
		f.Method = "getUpdates"
		b.server.Fault(f)
	}
	b.chat.Say("een")
	ctx, cancel := context.WithCancel(zerolog.New(&log).WithContext(context.Background()))
	done := make(chan error)
	go func() { done <- b.face.Poll(ctx, ourBot, 0) }()
	in.await(t, 1)
	cancel()
	require.NoError(t, <-done)
	require.Equal(t, []time.Duration{time.Second, time.Minute, 7 * time.Second, 400 * time.Millisecond, 800 * time.Millisecond}, n.taken())
	require.Contains(t, log.String(), "another program polls this bot, or a webhook is set")
	require.Contains(t, log.String(), "Telegram refuses the token of this bot")
	require.NotContains(t, log.String(), "sEcReT")
	require.NotContains(t, log.String(), "een")
}

func TestPressesAreAnsweredAfterTheCommit(t *testing.T) {
	t.Parallel()
	in := newInbox()
	b := setup(t, Options{Receive: in.receive, RemoveKeyboards: true}, double.Options{})
	require.True(t, b.send(dialog.Message{Text: "Kan dat?", Buttons: yesNo}).Sent)
	require.True(t, b.send(dialog.Message{Text: "Stap 3", Buttons: [][]dialog.Button{{{Label: "Gedaan", Data: "s:3:done"}}}}).Sent)
	in.before = func() { require.Empty(t, b.server.Calls("answerCallbackQuery"), "answered before it was committed") }
	b.chat.Press("Ja")
	b.chat.Press("Gedaan")
	stop := b.polling(t, 0)
	in.await(t, 2)
	stop()
	b.face.asides.running.Wait()
	require.Equal(t, "q:1:ja s:3:done", in.said())
	require.Len(t, b.server.Calls("answerCallbackQuery"), 2)
	require.Empty(t, b.chat.Keyboard(1), "an answered question needs no buttons")
	require.Len(t, b.chat.Keyboard(2), 1, "a thing can be acted on again")
}

func TestLatePressesDoNoHarm(t *testing.T) {
	t.Parallel()
	in := newInbox()
	b := setup(t, Options{Receive: in.receive}, double.Options{AllowRefusals: true})
	b.bot.Update(42, `{"callback_query":{"id":"too-old",`+fromFatima+`,"message":{"message_id":5,"date":0,`+inPrivate+`},"data":"q:9:x"}}`)
	stop := b.polling(t, 0)
	in.await(t, 1)
	stop()
	b.face.asides.running.Wait()
	require.Contains(t, b.server.Calls("answerCallbackQuery")[0].Refused, "query is too old")
}

func TestGroupsAreLeftPolitely(t *testing.T) {
	t.Parallel()
	in := newInbox()
	b := setup(t, Options{Receive: in.receive, Goodbye: "Ik praat met één mens tegelijk."}, double.Options{})
	group, channel := b.bot.Group(-100, "supergroup", "Buurt"), b.bot.Group(-200, "channel", "Nieuws")
	group.Unblock() // put into it
	group.Say("hoi bot")
	group.Say("ben je daar?")
	channel.Unblock()
	b.chat.Say("en ik?")
	stop := b.polling(t, 0)
	in.await(t, 1)
	stop()
	b.face.asides.running.Wait()
	require.True(t, group.Left())
	require.True(t, channel.Left())
	require.Len(t, group.Posts(), 1)
	require.Equal(t, "Ik praat met één mens tegelijk.", group.Posts()[0].Text)
	require.Empty(t, channel.Posts())
	require.Equal(t, "en ik?", in.said(), "nothing said in a group is kept")
}

func TestPollingABotThatWasNeverAdded(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{})
	require.ErrorContains(t, b.face.Poll(context.Background(), 99, 0), "no such bot")
}
