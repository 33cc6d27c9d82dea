package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// modelHouse is a house with a language model, a mentor (chat 1), a supervisor (2) and a
// participant (7) who said yes to it.
type modelHouse struct {
	*storetest.House
	fatima int64
	heard  []dialog.Input // what the talk of Fatima got since the last look
	models []bool         // what Person.Model said in those turns
	t      *testing.T
}

func newModelHouse(t *testing.T) *modelHouse {
	h := &modelHouse{House: storetest.NewHouse(t, store.Options{Model: true}), t: t}
	anne := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.fatima = h.Joins(7, anne, store.Details{Name: "Fatima", Contact: "zus Samira"})
	h.Exec("UPDATE organisation SET model_on = true")
	h.consents(true)
	return h
}

func (h *modelHouse) consents(given bool) {
	h.Receive(h.Arrival(7, dialog.Input{Kind: dialog.Pressed, Press: "q:1:model"}))
	h.Play(storetest.Facts(dialog.Consented{What: dialog.ByModel, Given: given, TextVersion: "1"}))
}

// asks lets Fatima say something whose turn asks for these.
func (h *modelHouse) asks(text string, kinds ...dialog.CallKind) {
	h.t.Helper()
	h.Receive(h.Says(7, text))
	h.talk(kinds...)
}

// talk makes the turns that wait. A turn on words asks for these kinds.
func (h *modelHouse) talk(kinds ...dialog.CallKind) {
	h.t.Helper()
	h.heard, h.models = nil, nil
	h.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if p.ID != h.fatima {
			return s, dialog.Effects{}
		}
		h.heard, h.models = append(h.heard, in), append(h.models, p.Model)
		if in.Kind != dialog.Typed {
			return s, dialog.Effects{Answer: dialog.AnswerUsed}
		}
		s.Called++
		var out dialog.Effects
		for _, kind := range kinds {
			c := dialog.Call{Number: s.Called, Kind: kind}
			switch kind {
			case dialog.CallReply:
				c.Reply = &dialog.ReplyAsked{Language: "nl", Said: in.Text}
			case dialog.CallScreen:
				c.Screen = &dialog.ScreenAsked{Language: "nl", Said: in.Text}
			case dialog.CallHear:
				c.Hear = &dialog.HearAsked{Language: "nl", File: "F1"}
			}
			out.Calls = append(out.Calls, c)
		}
		return s, out
	})
}

func (h *modelHouse) take() [][]store.TakenCall {
	h.t.Helper()
	groups, err := h.TakeCalls(context.Background(), 10, 5*time.Second)
	require.NoError(h.t, err)
	return groups
}

func (h *modelHouse) record(e store.EndedCall) store.Recorded {
	h.t.Helper()
	out, err := h.RecordCall(context.Background(), e, dialog.ScreenIn)
	require.NoError(h.t, err)
	return out
}

func (h *modelHouse) late() int {
	h.t.Helper()
	n, err := h.EndLateCalls(context.Background(), 100)
	require.NoError(h.t, err)
	return n
}

var (
	pageNow = risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}
	failed  = func(id int64, why dialog.CallFail) store.EndedCall {
		return store.EndedCall{ID: id, Answer: dialog.CallAnswer{Failed: why}}
	}
)

func TestACallGoesOutWithItsTurnAndComesBackOnce(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("ik slaap slecht", dialog.CallReply, dialog.CallScreen)
	require.Equal(t, []bool{true}, h.models)
	groups := h.take()
	require.Len(t, groups, 1, "a reply and its screen are one group")
	require.Empty(t, h.take(), "held")
	reply, screen := groups[0][0], groups[0][1]
	require.Equal(t, "ik slaap slecht", reply.Call.Reply.Said)
	require.ElementsMatch(t, []string{"Fatima", "Fatima", "zus Samira", "Anne"}, reply.Names, "chosen and given ones")
	require.Equal(t, 20*time.Second, reply.Within)
	require.Equal(t, 8*time.Second, screen.Within)

	_, err := h.RecordCall(t.Context(), store.EndedCall{ID: reply.ID, Answer: dialog.CallAnswer{Reply: &dialog.Proposal{}}}, nil)
	require.ErrorIs(t, err, store.ErrScreenWaits)
	require.True(t, h.record(store.EndedCall{ID: screen.ID, Prompt: "screen@1", Model: "m", TokensIn: 40, TokensOut: 2, Took: 300 * time.Millisecond}).Fresh)
	answer := store.EndedCall{ID: reply.ID, Answer: dialog.CallAnswer{Reply: &dialog.Proposal{Intent: dialog.IntentFeeling}}, TokensIn: 100, TokensOut: 20, Trace: "wat er heen ging"}
	require.True(t, h.record(answer).Fresh)
	require.False(t, h.record(answer).Fresh, "a second time")
	require.Equal(t, 2, h.Count("inbox WHERE source = 'call'"))
	h.talk()
	require.Len(t, h.heard, 2)
	require.Equal(t, dialog.CallScreen, h.heard[0].Call.Kind)
	require.Equal(t, 1, h.heard[1].Call.Number)
	require.Equal(t, dialog.IntentFeeling, h.heard[1].Call.Reply.Intent)
	require.False(t, h.heard[1].Outlived)
	require.Equal(t, 2, h.Count("call WHERE request IS NULL AND trace IS NULL AND verdict = 'ok' AND claimed_until IS NULL AND use = 'used'"))
	require.Equal(t, 1, h.Count("call WHERE milliseconds = 300 AND prompt = 'screen@1' AND tokens_in = 40"))
}

// Whatever a process leaves behind when it dies, the call ends in one input.
func TestACallThatNobodyWorksOnAnyMoreIsTakenUp(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("hoi", dialog.CallReply, dialog.CallScreen)
	first := h.take()[0]
	h.Clock.Add(4 * time.Second)
	require.Empty(t, h.take())
	require.NoError(t, h.HoldCalls(t.Context(), []int64{first[0].ID, first[1].ID}, 3*time.Second))
	h.Clock.Add(2 * time.Second)
	require.Empty(t, h.take(), "its worker lives")
	require.NoError(t, h.HoldCalls(t.Context(), []int64{first[0].ID, first[1].ID}, 0))
	again := h.take()
	require.Len(t, again[0], 2, "given back")
	require.Equal(t, 14*time.Second, again[0][0].Within)

	h.Clock.Add(2 * time.Second) // the screen's time is over
	require.Zero(t, h.late(), "who works on it comes first")
	h.Clock.Add(time.Second + time.Millisecond)
	require.Equal(t, 1, h.late())
	require.Zero(t, h.late())
	h.Clock.Add(3 * time.Second)
	again = h.take()
	require.Len(t, again[0], 1, "the reply alone: somebody died over it")
	h.Clock.Add(time.Minute)
	require.Empty(t, h.take())
	require.Equal(t, 1, h.late())
	h.talk()
	require.Equal(t, dialog.CallLate, h.heard[0].Call.Failed)
	require.Equal(t, dialog.CallReply, h.heard[1].Call.Kind)
	require.Equal(t, 2, h.Count("inbox WHERE source = 'call'"))
	require.Equal(t, 2, h.Count("call WHERE verdict = 'late'"))
}

func TestOfTwoWhoEndACallOneDoes(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	other := storetest.OpenURL(t, h.URL, store.Options{Clock: h.Clock.Now})
	for range 5 {
		h.asks("hoi", dialog.CallReply)
	}
	h.Clock.Add(30 * time.Second)
	var both sync.WaitGroup
	ended := make([]int, 2)
	for i, db := range []*store.DB{h.DB, other} {
		both.Go(func() {
			n, err := db.EndLateCalls(context.Background(), 100)
			require.NoError(t, err)
			ended[i] = n
		})
	}
	both.Wait()
	require.Equal(t, 5, ended[0]+ended[1])
	require.Equal(t, 5, h.Count("inbox WHERE source = 'call'"))
}

func TestAScreenThatPagesAlarmsWithItsAnswer(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("dan zie je me niet meer", dialog.CallScreen)
	id := h.take()[0][0].ID
	out := h.record(store.EndedCall{ID: id, Risk: pageNow})
	require.True(t, out.Alerted)
	sent := h.Sent() // no turn was made
	require.Len(t, sent, 1)
	require.Equal(t, int64(1), sent[0].Chat)
	require.Equal(t, 1, h.Count("alarm WHERE closed_at IS NULL"))
	h.talk()
	require.Equal(t, pageNow, h.heard[0].Risk)
	require.Equal(t, "dan zie je me niet meer", h.heard[0].Text, "what it was read from")
	require.Equal(t, 1, h.Count("alarm_sign"), "the turn does not raise it again")

	// And while a human has the talk in hand: what was asked before counts as danger and is said by nobody.
	h.asks("ik kan niet meer", dialog.CallScreen)
	id = h.take()[0][0].ID
	require.NoError(t, h.TakeOver(t.Context(), store.Hand{Organisation: h.Org, Staff: h.Who(1), Person: h.fatima}, false))
	require.True(t, h.record(store.EndedCall{ID: id, Risk: pageNow}).Alerted)
	h.talk()
	last := h.heard[len(h.heard)-1]
	require.True(t, last.Outlived)
	require.Equal(t, risk.Page, last.Risk.Outcome)
	require.Equal(t, 2, h.Count("alarm_sign WHERE urgency = 'now'"))
}

func TestADoubtOfTheScreenAlarmsNobodyByItself(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("laat maar", dialog.CallScreen)
	require.False(t, h.record(store.EndedCall{ID: h.take()[0][0].ID, Risk: risk.Verdict{Outcome: risk.Ask, Category: risk.Suicide, Urgency: risk.Today}}).Alerted)
	require.Zero(t, h.Count("alarm"))
	h.talk()
	require.Equal(t, risk.Ask, h.heard[0].Risk.Outcome)
	require.Equal(t, "laat maar", h.heard[0].Text)
}

func TestAHeardMessageIsScreenedLikeText(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	screened(t, h.House, h.Says(7, "ik wil niet"))
	h.talk(dialog.CallHear)
	out := h.record(store.EndedCall{ID: h.take()[0][0].ID, Answer: dialog.CallAnswer{Heard: "meer leven"}})
	require.True(t, out.Alerted, "one thought in pieces: typed and spoken")
	h.talk()
	require.Equal(t, risk.Page, h.heard[0].Risk.Outcome)
	require.Equal(t, "meer leven", h.heard[0].Call.Heard)
	require.Equal(t, 2, h.Count("message"), "what is said aloud is kept as what is typed")

	h.asks("nog een", dialog.CallHear)
	require.True(t, h.record(store.EndedCall{ID: h.take()[0][0].ID, Answer: dialog.CallAnswer{Heard: "en de huur is betaald"}}).Alerted)
	require.Equal(t, 2, h.Count("alarm_sign WHERE urgency = 'none'"), "on the open alarm, what is typed and what is said")
}

func TestAnAnswerUnderAnOlderOwnershipIsToldApart(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("hoi", dialog.CallReply)
	hand := store.Hand{Organisation: h.Org, Staff: h.Who(1), Person: h.fatima}
	require.NoError(t, h.TakeOver(t.Context(), hand, false))
	require.NoError(t, h.GiveBack(t.Context(), hand, ""))
	h.talk()
	require.True(t, h.record(store.EndedCall{ID: h.take()[0][0].ID, Answer: dialog.CallAnswer{Reply: &dialog.Proposal{}}}).Fresh)
	h.talk()
	require.True(t, h.heard[0].Outlived, "the bot has the talk again, and what it was asked before is stale")
	require.Equal(t, 1, h.Count("call WHERE verdict = 'ok'"), "recorded all the same")
}

func TestNothingIsAskedWithoutAYes(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	fails := func() []dialog.CallFail {
		var all []dialog.CallFail
		for _, g := range h.take() {
			for _, c := range g {
				require.Zero(t, c.Call, "nothing is opened that is not asked")
				all = append(all, c.Fail)
				h.record(failed(c.ID, c.Fail))
			}
		}
		h.talk()
		return all
	}
	h.asks("hoi", dialog.CallReply, dialog.CallScreen)
	h.consents(false)
	require.Equal(t, []dialog.CallFail{dialog.CallOff, dialog.CallOff}, fails())
	h.consents(true)
	h.asks("hoi", dialog.CallReply)
	h.Exec("UPDATE organisation SET model_on = false")
	require.Equal(t, []dialog.CallFail{dialog.CallOff}, fails())
	h.asks("hoi")
	require.Equal(t, []bool{false}, h.models)
	h.Exec("UPDATE organisation SET model_on = true")
	without := storetest.OpenURL(t, h.URL, store.Options{Clock: h.Clock.Now})
	h.Receive(h.Says(7, "hoi"))
	g, err := without.Take(t.Context(), 1)
	require.NoError(t, err)
	require.False(t, g.Claims[0].Person.Model, "this program has no model")
	g.Close()
}

func TestBudgets(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	samir := h.Joins(8, h.Who(1), store.Details{Name: "Samir"})
	h.Exec("UPDATE organisation SET model_day_tokens = 1000, model_month_tokens = 2500")
	uses := func(tokens int) {
		h.asks("hoi", dialog.CallReply)
		h.record(store.EndedCall{ID: h.take()[0][0].ID, Answer: dialog.CallAnswer{Reply: &dialog.Proposal{}}, TokensIn: tokens - 1, TokensOut: 1})
		h.talk()
	}
	may := func(chat int64) (may bool) {
		h.Receive(h.Says(chat, "x"))
		h.Play(func(p dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
			may = p.Model
			return s, dialog.Effects{}
		})
		return may
	}
	notes := func() (keys []string) {
		for range 2 { // told once, however often it is looked at
			_, err := h.TellSpent(context.Background())
			require.NoError(t, err)
		}
		h.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			if in.Note != nil {
				require.Equal(t, h.Who(2), p.ID, "supervisors alone")
				require.Zero(t, in.Note.Person)
				keys = append(keys, in.Note.Key)
			}
			return s, dialog.Effects{}
		})
		return keys
	}
	uses(999)
	require.True(t, may(7))
	require.Empty(t, notes())
	uses(1)
	require.False(t, may(7))
	require.True(t, may(8))
	require.NotZero(t, samir)
	require.Equal(t, []string{store.NoteModelDay}, notes())

	// What was asked before the budget was used up is not asked any more.
	h.asks("hoi", dialog.CallReply)
	taken := h.take()[0][0]
	require.Equal(t, dialog.CallSpent, taken.Fail)
	h.record(failed(taken.ID, taken.Fail))
	h.talk()

	h.Clock.Add(14*time.Hour + time.Minute) // past midnight in Amsterdam, not in UTC
	require.True(t, may(7))
	require.Empty(t, notes())
	uses(999)
	require.True(t, may(7))
	h.Clock.Add(24 * time.Hour)
	uses(501)
	require.False(t, may(7))
	require.False(t, may(8), "the organisation's")
	require.Equal(t, []string{store.NoteModelMonth}, notes())
	h.Clock.Add(29 * 24 * time.Hour)
	require.True(t, may(8), "January")
	require.Empty(t, notes())
}

func TestWordsOfACallGoWithItsEnd(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.Exec("UPDATE organisation SET model_traces = true")
	h.asks("ik slaap slecht", dialog.CallReply)
	h.record(store.EndedCall{ID: h.take()[0][0].ID, Answer: dialog.CallAnswer{Reply: &dialog.Proposal{Reflection: "Je slaapt slecht."}}, Trace: "ik slaap slecht"})
	require.Equal(t, 1, h.Count("call WHERE request IS NOT NULL AND trace IS NOT NULL"), "this organisation keeps traces")
	require.NotContains(t, string(everything(t, h.House)), "slaap")
	h.talk()
	h.Clock.Add(7*day - time.Minute)
	require.NoError(t, h.Retain(t.Context(), h.Clock.Now()))
	require.Equal(t, 1, h.Count("call"))
	h.asks("nog open", dialog.CallReply)
	h.Clock.Add(2 * time.Minute)
	require.NoError(t, h.Retain(t.Context(), h.Clock.Now()))
	require.Equal(t, 1, h.Count("call"), "one that is open stays until somebody ends it")
}

func TestCallsOfSomebodyWhoIsErased(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("hoi", dialog.CallReply, dialog.CallScreen)
	taken := h.take()[0]
	h.record(store.EndedCall{ID: taken[1].ID, TokensIn: 10})
	h.Receive(h.Says(7, "wis alles"))
	h.Play(storetest.Facts(dialog.Erased{}))
	h.Clock.Add(6 * time.Second)
	require.Equal(t, dialog.CallOff, h.take()[0][0].Fail, "on her way out nothing is asked any more")
	h.Clock.Add(time.Hour)
	n, err := h.Wipe(t.Context(), h.Clock.Now(), 10)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Zero(t, h.Count("call")+h.Count("model_day"))
	require.Zero(t, h.record(store.EndedCall{ID: taken[0].ID, Answer: dialog.CallAnswer{Reply: &dialog.Proposal{}}}), "an answer to nobody")
	require.Zero(t, h.Count("inbox WHERE source = 'call'"))
}
