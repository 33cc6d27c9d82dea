package call_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/call"
	"stapmaat/bot/model"
	"stapmaat/bot/model/double"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
)

// asking is the real Doer, against the strict double over HTTP.
func asking(t *testing.T) (*call.Asking, *double.Server) {
	t.Helper()
	server := double.New(double.Options{Fail: t.Errorf})
	t.Cleanup(server.Close)
	settings := model.Settings{URL: server.URL(), Key: double.Key, Name: double.Model}
	m, err := model.New(settings)
	require.NoError(t, err)
	ears, err := model.NewEars(settings)
	require.NoError(t, err)
	return &call.Asking{Model: m, Ears: ears, Recording: func(_ context.Context, bot int64, file string) (io.ReadCloser, string, error) {
		require.Equal(t, int64(3), bot)
		require.Equal(t, "F1", file)
		return io.NopCloser(strings.NewReader("OggS")), "voice.ogg", nil
	}}, server
}

func asked(c dialog.Call) store.TakenCall {
	return store.TakenCall{ID: 1, Bot: 3, Kind: c.Kind, Within: 5 * time.Second, Call: c, Names: []string{"Fatima", "Anne de Wit"}}
}

func do(t *testing.T, d call.Doer, c dialog.Call) store.EndedCall {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	return d.Do(ctx, asked(c))
}

// What leaves names nobody, and what comes is about the people it was about.
func TestPeopleAreHiddenOnTheWay(t *testing.T) {
	t.Parallel()
	d, server := asking(t)
	server.Script("reply", double.Made(func(r double.Request) string {
		for _, secret := range []string{"Fatima", "Wit", "06", "NL91"} {
			require.NotContains(t, string(r.Body), secret)
		}
		return `{"intent":"feeling","choice":"","words":"Ik belde ⟨naam2⟩ en niemand nam op","reflection":"Je belde ⟨naam2⟩ en niemand nam op.","question":"","sentences":[],"placings":[],"links":[]}`
	}))
	e := do(t, d, dialog.Call{Kind: dialog.CallReply, Reply: &dialog.ReplyAsked{Language: "nl", Phase: dialog.Engage,
		Before: "Hoi Fatima, hoe gaat het?", Said: "Ik belde Anne en niemand nam op. Mijn nummer is 06-12345678, rekening NL91ABNA0417164300", Goal: "Anne bellen", Steps: []string{"Fatima belt Anne"},
		OwnWords: true}})
	require.Empty(t, e.Answer.Failed)
	require.Equal(t, dialog.IntentFeeling, e.Answer.Reply.Intent)
	require.Equal(t, "Ik belde Anne en niemand nam op", strings.ReplaceAll(e.Answer.Reply.Words, "Anne de Wit", "Anne"))
	require.Contains(t, e.Answer.Reply.Reflection, "Anne")
	require.Regexp(t, `^reply@\d+$`, e.Prompt)
	require.Positive(t, e.TokensIn)
	require.NotContains(t, e.Trace, "Anne", "a trace is what left the house")
}

func TestTheScreenReadsThroughWhatIsHidden(t *testing.T) {
	t.Parallel()
	d, server := asking(t)
	server.Script("screen", double.Says(map[string]any{"marks": []string{}, "category": "suicide", "urgency": "now", "sub": "none", "sure": true}), double.Refuses())
	said := dialog.Call{Kind: dialog.CallScreen, Screen: &dialog.ScreenAsked{Language: "nl", Said: "zeg Anne dat ik van haar hou", Earlier: []string{"dag Anne"}}}
	e := do(t, d, said)
	require.Empty(t, e.Answer.Failed)
	require.Equal(t, risk.Page, e.Risk.Outcome)
	require.NotContains(t, string(server.Requests()[0].Body), "Anne")
	require.Equal(t, dialog.CallRefused, do(t, d, said).Answer.Failed, "which the talk takes for a doubt")
}

func TestWhatComesIsNotBelieved(t *testing.T) {
	t.Parallel()
	d, server := asking(t)
	reply := dialog.Call{Kind: dialog.CallReply, Reply: &dialog.ReplyAsked{Language: "nl", Phase: dialog.Engage, Said: "ik slaap slecht"}}
	for _, c := range []struct {
		answer double.Reply
		want   dialog.CallFail
	}{
		{double.Nonsense(), dialog.CallNonsense},
		{double.EchoWithin(), dialog.CallNonsense},
		{double.Made(func(double.Request) string {
			return `{"intent":"feeling","choice":"","words":"","reflection":"Je mist ⟨naam7⟩.","question":"","sentences":[],"placings":[],"links":[]}`
		}), dialog.CallNonsense},
		{double.Refuses(), dialog.CallRefused},
		{double.Broken(400), dialog.CallDown},
	} {
		server.Script("reply", c.answer)
		e := do(t, d, reply)
		require.Equal(t, c.want, e.Answer.Failed)
		require.Nil(t, e.Answer.Reply)
	}
}

func TestThreeThingsToTalkAbout(t *testing.T) {
	t.Parallel()
	d, server := asking(t)
	server.Script("sum_up", double.Says(map[string]any{"points": []any{map[string]any{"text": "Het bellen met ⟨naam1⟩.", "events": []string{"e1"}}}}))
	e := do(t, d, dialog.Call{Kind: dialog.CallSumUp, SumUp: &dialog.SumUpAsked{Language: "nl", Lines: []dialog.AskedEvent{{ID: "e1", Line: "Stap: het bellen met Anne"}}}})
	require.Empty(t, e.Answer.Failed)
	require.NotContains(t, string(server.Requests()[0].Body), "Anne")
	require.NotNil(t, e.Answer.SumUp)
}

func TestAVoiceIsWrittenDown(t *testing.T) {
	t.Parallel()
	d, server := asking(t)
	server.Script("hear", double.Text("ik slaap slecht"))
	hear := dialog.Call{Kind: dialog.CallHear, Hear: &dialog.HearAsked{Language: "nl", File: "F1", Seconds: 3}}
	e := do(t, d, hear)
	require.Equal(t, dialog.CallAnswer{Heard: "ik slaap slecht"}, e.Answer)
	require.Equal(t, "nl", server.Requests()[0].Language)
	d.Ears = nil
	require.Equal(t, dialog.CallOff, do(t, d, hear).Answer.Failed, "nobody listens here")
}

func TestWithoutAModelNobodyIsAsked(t *testing.T) {
	t.Parallel()
	e := do(t, &call.Asking{}, dialog.Call{Kind: dialog.CallReply, Reply: &dialog.ReplyAsked{Said: "hoi"}})
	require.Equal(t, dialog.CallOff, e.Answer.Failed)
	require.Equal(t, dialog.CallOff, do(t, &call.Asking{}, dialog.Call{Kind: "something newer"}).Answer.Failed)
}
