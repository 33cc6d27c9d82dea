package call_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"stapmaat/bot/call"
	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// scripted does calls as a test says; what it does not say is answered at once.
type scripted struct {
	mu    sync.Mutex
	on    map[dialog.CallKind]func(ctx context.Context, c store.TakenCall) store.EndedCall
	asked []dialog.CallKind
}

func (s *scripted) Do(ctx context.Context, c store.TakenCall) store.EndedCall {
	s.mu.Lock()
	s.asked = append(s.asked, c.Kind)
	do := s.on[c.Kind]
	s.mu.Unlock()
	if do != nil {
		return do(ctx, c)
	}
	e := store.EndedCall{Prompt: "test@1", TokensIn: 10, TokensOut: 2}
	if c.Kind == dialog.CallReply {
		e.Answer.Reply = &dialog.Proposal{Intent: dialog.IntentFeeling, Reflection: "Je zegt: " + c.Call.Reply.Said}
	}
	return e
}

func says(e store.EndedCall) func(context.Context, store.TakenCall) store.EndedCall {
	return func(context.Context, store.TakenCall) store.EndedCall { return e }
}

var pageNow = store.EndedCall{Risk: risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}}

// modelHouse is a house whose participant in chat 7 said yes to the model.
type modelHouse struct {
	*storetest.House
	t     *testing.T
	heard []dialog.Input
}

func newModelHouse(t *testing.T) *modelHouse {
	h := &modelHouse{House: storetest.NewHouse(t, store.Options{Model: true}), t: t}
	anne := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.Joins(7, anne, store.Details{Name: "Fatima"})
	h.Exec("UPDATE organisation SET model_on = true")
	h.Receive(h.Arrival(7, dialog.Input{Kind: dialog.Pressed, Press: "q:1:model"}))
	h.Play(storetest.Facts(dialog.Consented{What: dialog.ByModel, Given: true, TextVersion: "1"}))
	return h
}

// asks lets her say something whose turn asks for a reply and a screen.
func (h *modelHouse) asks(texts ...string) {
	h.t.Helper()
	for _, text := range texts {
		h.Receive(h.Says(7, text))
	}
	h.talk()
}

func (h *modelHouse) talk() {
	h.t.Helper()
	h.heard = nil
	h.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Kind != dialog.Typed {
			h.heard = append(h.heard, in)
			return s, dialog.Effects{}
		}
		s.Called++
		return s, dialog.Effects{Calls: []dialog.Call{
			{Number: s.Called, Kind: dialog.CallReply, Reply: &dialog.ReplyAsked{Language: "nl", Said: in.Text}},
			{Number: s.Called, Kind: dialog.CallScreen, Screen: &dialog.ScreenAsked{Language: "nl", Said: in.Text}},
		}}
	})
}

// process is a runner on a connection of its own, as another process would have.
func (h *modelHouse) process(d call.Doer, hook fault.Hook) *call.Runner {
	db := storetest.OpenURL(h.t, h.URL, store.Options{Clock: h.Clock.Now, Model: true, Fault: func(point string) { hook.At(fault.Point(point)) },
		Alert: func(store.AlertNews) dialog.Message { return dialog.Message{Key: "alert", Text: "Alarm"} }})
	return call.New(call.Options{DB: db, Doer: d, Screen: dialog.ScreenIn, Fault: hook, Hold: 5 * time.Second})
}

func (h *modelHouse) once(r *call.Runner) int {
	h.t.Helper()
	n, err := r.Once(context.Background())
	require.NoError(h.t, err)
	return n
}

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

// Whatever point a process dies at, each call ends in one input, and what the screen found
// alarms once.
func TestNoAnswerIsLostOrDoubledWhereverAProcessDies(t *testing.T) {
	t.Parallel()
	for _, point := range []fault.Point{fault.CallTaken, fault.CallAnswered, fault.CallWritten, fault.AlarmRaised, fault.AlarmAlerted, fault.CallRecorded} {
		for _, pass := range []int{1, 2} {
			t.Run(fmt.Sprint(point, pass), func(t *testing.T) {
				t.Parallel()
				h := newModelHouse(t)
				h.asks("ik wil niet meer", "echt niet")
				model := &scripted{on: map[dialog.CallKind]func(context.Context, store.TakenCall) store.EndedCall{dialog.CallScreen: says(pageNow)}}
				died := !alive(func() { h.once(h.process(model, fault.Once(point, pass))) })
				require.True(t, died || point == fault.AlarmRaised || point == fault.AlarmAlerted, "a crash at %s", point)
				h.Clock.Add(5 * time.Second) // it said nothing for so long
				next := h.process(model, nil)
				for h.once(next) > 0 {
				}
				require.Equal(t, 4, h.Count("inbox WHERE source = 'call'"))
				require.Equal(t, 4, h.Count("call WHERE verdict = 'ok' AND claimed_until IS NULL AND request IS NULL"))
				require.Equal(t, 1, h.Count("alarm"))
				require.Equal(t, 2, h.Count("alarm_sign"))
				h.talk()
				require.Len(t, h.heard, 4)
				for i := range h.heard {
					require.Equal(t, 1+i/2, h.heard[i].Call.Number, "in order")
				}
			})
		}
	}
}

func TestAReplyWaitsForItsScreen(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("ik wil niet meer")
	replied := make(chan struct{})
	model := &scripted{on: map[dialog.CallKind]func(context.Context, store.TakenCall) store.EndedCall{
		dialog.CallReply: func(context.Context, store.TakenCall) store.EndedCall {
			close(replied)
			return store.EndedCall{Answer: dialog.CallAnswer{Reply: &dialog.Proposal{}}}
		},
		dialog.CallScreen: func(context.Context, store.TakenCall) store.EndedCall {
			<-replied
			require.Zero(t, h.Count("inbox WHERE source = 'call'"))
			return pageNow
		},
	}}
	h.once(h.process(model, nil))
	h.talk()
	require.Equal(t, dialog.CallScreen, h.heard[0].Call.Kind)
	require.Equal(t, risk.Page, h.heard[0].Risk.Outcome, "and the talk hears of danger before it says what the model proposed")
	require.Equal(t, dialog.CallReply, h.heard[1].Call.Kind)
}

// A screen that another process has is waited for, too.
func TestAReplyWaitsForAScreenElsewhere(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("hoi")
	taken, err := h.TakeCalls(t.Context(), 1, 5*time.Second)
	require.NoError(t, err)
	reply, screen := taken[0][0], taken[0][1]
	require.NoError(t, h.HoldCalls(t.Context(), []int64{reply.ID}, 0)) // its process gave it back, and the screen it still has
	var waits sync.WaitGroup
	waits.Go(func() { h.once(h.process(&scripted{}, nil)) })
	require.Eventually(t, func() bool { return h.Count("call WHERE kind = 'reply' AND attempts = 2") == 1 }, 10*time.Second, 10*time.Millisecond)
	out, err := h.RecordCall(t.Context(), store.EndedCall{ID: screen.ID}, nil)
	require.NoError(t, err)
	require.True(t, out.Fresh)
	waits.Wait()
	require.Equal(t, 2, h.Count("inbox WHERE source = 'call'"))
}

func TestWhatFailsHasAReason(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		do   func(ctx context.Context, c store.TakenCall) store.EndedCall
		want dialog.CallFail
	}{
		{"too slow", func(ctx context.Context, _ store.TakenCall) store.EndedCall {
			<-ctx.Done()
			return store.EndedCall{Answer: dialog.CallAnswer{Failed: dialog.CallDown}}
		}, dialog.CallLate},
		{"breaks", func(context.Context, store.TakenCall) store.EndedCall { panic("ik wil niet meer") }, dialog.CallDown},
		{"refuses", says(store.EndedCall{Answer: dialog.CallAnswer{Failed: dialog.CallRefused}}), dialog.CallRefused},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := newModelHouse(t)
			h.asks("hoi")
			h.Exec("UPDATE call SET deadline_at = made_at + interval '300 milliseconds'")
			h.once(h.process(&scripted{on: map[dialog.CallKind]func(context.Context, store.TakenCall) store.EndedCall{dialog.CallReply: c.do}}, nil))
			h.talk()
			require.Len(t, h.heard, 2)
			for _, in := range h.heard { // fixed words wait for no screen: either may be first
				if in.Call.Kind == dialog.CallReply {
					require.Equal(t, c.want, in.Call.Failed)
				}
			}
		})
	}
}

func TestNobodyIsAskedAfterAYesTakenBack(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("hoi")
	h.Receive(h.Arrival(7, dialog.Input{Kind: dialog.Pressed, Press: "q:1:no_model"}))
	h.Play(storetest.Facts(dialog.Consented{What: dialog.ByModel, Given: false, TextVersion: "1"}))
	model := &scripted{}
	h.once(h.process(model, nil))
	require.Empty(t, model.asked)
	h.talk()
	require.Equal(t, []dialog.CallFail{dialog.CallOff, dialog.CallOff}, []dialog.CallFail{h.heard[0].Call.Failed, h.heard[1].Call.Failed})
}

// Two processes share the work; each call is done by one of them.
func TestTwoProcessesShareTheWork(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	var texts []string
	for i := range 20 {
		texts = append(texts, fmt.Sprint("bericht ", i))
	}
	h.asks(texts...)
	one, two := &scripted{}, &scripted{}
	ctx, stop := context.WithCancel(t.Context())
	var both sync.WaitGroup
	for _, model := range []*scripted{one, two} {
		r := h.process(model, nil)
		both.Go(func() { r.Run(ctx) })
	}
	require.Eventually(t, func() bool { return h.Count("call WHERE ended_at IS NULL") == 0 }, 30*time.Second, 20*time.Millisecond)
	stop()
	both.Wait()
	require.Len(t, append(one.asked, two.asked...), 40)
	require.Equal(t, 40, h.Count("inbox WHERE source = 'call'"))
}

// A stop lets what is under way come to its end, gives back the rest at once, and leaves nothing running.
func TestAStopGivesBackWhatIsNotDone(t *testing.T) {
	h := newModelHouse(t)
	h.asks("hoi")
	begun := make(chan struct{})
	model := &scripted{on: map[dialog.CallKind]func(context.Context, store.TakenCall) store.EndedCall{
		dialog.CallReply: func(ctx context.Context, _ store.TakenCall) store.EndedCall {
			<-ctx.Done()
			return store.EndedCall{Answer: dialog.CallAnswer{Failed: dialog.CallDown}}
		},
		dialog.CallScreen: func(context.Context, store.TakenCall) store.EndedCall { close(begun); return store.EndedCall{} },
	}}
	before := goleak.IgnoreCurrent()
	var typed sync.Map
	r := call.New(call.Options{DB: h.DB, Doer: model, Screen: dialog.ScreenIn, Grace: time.Second, Typing: func(bot, chat int64) { typed.Store(chat, bot) }})
	ctx, stop := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { r.Run(ctx) })
	<-begun
	stop()
	run.Wait()
	goleak.VerifyNone(t, before, goleak.IgnoreTopFunction("github.com/jackc/pgx/v5/pgxpool.(*Pool).backgroundHealthCheck"))
	require.Equal(t, 1, h.Count("call WHERE kind = 'screen' AND verdict = 'ok'"), "what was under way and came")
	require.Equal(t, 1, h.Count("call WHERE kind = 'reply' AND ended_at IS NULL"))
	bot, _ := typed.Load(int64(7))
	require.Equal(t, h.Bot, bot, "meanwhile the chat shows that something is written")
	h.once(h.process(&scripted{}, nil)) // at once: nobody waits for the hold to pass
	require.Equal(t, 2, h.Count("inbox WHERE source = 'call'"))
}
