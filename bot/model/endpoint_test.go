package model_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/model"
	"stapmaat/bot/model/double"
	"stapmaat/dialog"
)

// schema is small, and has a place for everything that an answer can hold.
const schema = `{"type":"object","properties":{
	"intent":{"type":"string","enum":["answer","stop"]},
	"reflection":{"type":"string"},
	"placings":{"type":"array","items":{"type":"object","properties":{
		"sub":{"type":"string","enum":["housing","money"]},"rung":{"type":"integer"}},
		"required":["sub","rung"],"additionalProperties":false}}},
	"required":["intent","reflection","placings"],"additionalProperties":false}`

const (
	secret  = "sk-geheime-sleutel"
	private = "Fatima durft haar brieven niet open te maken"
)

func ask() model.Ask {
	return model.Ask{System: "Je leest mee.", User: private, SchemaName: "reply", Schema: json.RawMessage(schema), MaxTokens: 400}
}

func start(t *testing.T, o double.Options) *double.Server {
	t.Helper()
	o.Fail = t.Errorf
	o.Key = secret
	server := double.New(o)
	t.Cleanup(func() {
		server.Close()
		require.Zero(t, server.Unused(), "what was scripted was not asked for")
	})
	return server
}

func open(t *testing.T, server *double.Server, change func(*model.Settings)) *model.Endpoint {
	t.Helper()
	s := model.Settings{URL: server.URL(), Key: secret, Name: double.Model, Pause: time.Millisecond}
	if change != nil {
		change(&s)
	}
	e, err := model.New(s)
	require.NoError(t, err)
	return e
}

// The exact bytes that leave. Nothing is in them but what was given.
func TestWhatIsSent(t *testing.T) {
	t.Parallel()
	server := start(t, double.Options{})
	server.Script("reply", double.Blank())
	_, err := open(t, server, nil).Ask(t.Context(), ask())
	require.NoError(t, err)
	var short strings.Builder
	require.NoError(t, compact(&short, schema))
	require.Equal(t, `{"model":"double-1","messages":[{"role":"system","content":"Je leest mee."},{"role":"user","content":"`+private+`"}],`+
		`"max_tokens":400,"temperature":1e-45,"stream":false,"response_format":{"type":"json_schema","json_schema":{"name":"reply","schema":`+short.String()+`,"strict":true}}}`,
		strings.TrimSpace(string(server.Requests()[0].Body)))
}

func compact(to *strings.Builder, text string) error {
	data, err := json.Marshal(json.RawMessage(text))
	to.Write(data)
	return err
}

func TestAnAnswer(t *testing.T) {
	t.Parallel()
	server := start(t, double.Options{})
	server.Script("reply", double.Says(map[string]any{"intent": "stop", "reflection": "Je bent er klaar mee.", "placings": []any{}}))
	answer, err := open(t, server, nil).Ask(t.Context(), ask())
	require.NoError(t, err)
	require.Equal(t, model.Answer{Text: `{"intent":"stop","placings":[],"reflection":"Je bent er klaar mee."}`, Model: "double-1-2026-08-01", TokensIn: 15, TokensOut: 18}, answer)
}

// Models that think first are asked otherwise; the double refuses what they refuse.
func TestDialects(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		change   func(*model.Settings, *double.Server)
		contains []string
	}{
		{"o3-mini", nil, []string{`"max_completion_tokens":2400`, `"reasoning_effort":"low"`}},
		{"gpt-5.1", nil, []string{`"max_completion_tokens":2400`, `"reasoning_effort":"low"`}},
		{"mistral-small", nil, []string{`"max_tokens":400`, `"temperature":1e-45`}},
		{"qwen3", func(s *model.Settings, _ *double.Server) { s.API = model.VLLM }, []string{`"chat_template_kwargs":{"enable_thinking":false}`}},
		{"gpt-4.1:mini", func(s *model.Settings, d *double.Server) {
			s.API, s.Version, s.URL = model.Azure, double.Version, d.AzureURL()
		}, []string{`"max_tokens":400`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := start(t, double.Options{Model: c.name})
			server.Script("reply", double.Blank())
			e := open(t, server, func(s *model.Settings) {
				s.Name = c.name
				if c.change != nil {
					c.change(s, server)
				}
			})
			_, err := e.Ask(t.Context(), ask())
			require.NoError(t, err)
			got := server.Requests()[0]
			require.Equal(t, c.name == "gpt-4.1:mini", got.Azure)
			for _, want := range c.contains {
				require.Contains(t, string(got.Body), want)
			}
		})
	}
}

// Nothing to say is said with a space: without the key some servers refuse.
func TestEmptyMessages(t *testing.T) {
	t.Parallel()
	server := start(t, double.Options{})
	server.Script("", double.Blank())
	a := ask()
	a.System, a.User, a.MaxTokens = "", "", 0
	_, err := open(t, server, nil).Ask(t.Context(), a)
	require.NoError(t, err)
	require.Contains(t, string(server.Requests()[0].Body), `[{"role":"system","content":" "},{"role":"user","content":" "}],"max_tokens":1000`)
}

// Whatever goes wrong has a name that the talk knows, is asked as often as it is worth, and
// tells nothing of what was asked or answered.
func TestWhatGoesWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fails dialog.CallFail
		reply []double.Reply
	}{
		{"refusal", dialog.CallRefused, []double.Reply{double.Refuses()}},
		{"refusal in words", dialog.CallRefused, []double.Reply{double.RefusesPlainly()}},
		{"filter", dialog.CallRefused, []double.Reply{double.Filtered()}},
		{"filter on the question", dialog.CallRefused, []double.Reply{double.FilteredPrompt()}},
		{"out of tokens", dialog.CallNonsense, []double.Reply{double.Length(`{"intent":"answer","refl`)}},
		{"out of tokens and whole", dialog.CallNonsense, []double.Reply{double.Length(`{"intent":"answer"}`)}},
		{"nonsense", dialog.CallNonsense, []double.Reply{double.Nonsense()}},
		{"echo", dialog.CallNonsense, []double.Reply{double.Echo()}},
		{"empty", dialog.CallNonsense, []double.Reply{double.Text("")}},
		{"blanks", dialog.CallNonsense, []double.Reply{double.Text(strings.Repeat(" \n", 900))}},
		{"fenced", dialog.CallNonsense, []double.Reply{double.Text("```json\n{}\n```")}},
		{"twice", dialog.CallNonsense, []double.Reply{double.Text(`{"intent":"answer"}{"intent":"answer"}`)}},
		{"circles", dialog.CallNonsense, []double.Reply{double.Stuck()}},
		{"a list", dialog.CallNonsense, []double.Reply{double.Text(`[1]`)}},
		{"too long", dialog.CallNonsense, []double.Reply{double.Text(`{"reflection":"` + strings.Repeat("x ", model.MaxText) + `"}`)}},
		{"no choice", dialog.CallNonsense, []double.Reply{double.Body(`{"choices":[]}`)}},
		{"two choices", dialog.CallNonsense, []double.Reply{double.Body(`{"choices":[{"finish_reason":"stop","message":{"content":"{}"}},{"finish_reason":"stop","message":{"content":"{}"}}]}`)}},
		{"no end", dialog.CallNonsense, []double.Reply{double.Body(`{"choices":[{"message":{"content":"{}"}}]}`)}},
		{"not the protocol", dialog.CallDown, []double.Reply{double.Body("<html>Welcome to the proxy</html>")}},
		{"endless", dialog.CallDown, []double.Reply{double.Body(`{"id":"` + strings.Repeat("x", 1<<20))}},
		{"forbidden", dialog.CallDown, []double.Reply{double.Broken(403)}},
		{"cannot read it", dialog.CallDown, []double.Reply{double.Broken(400)}},
		{"moved", dialog.CallDown, []double.Reply{double.Broken(307)}},
		{"busy", dialog.CallDown, []double.Reply{double.Busy("0.001"), double.Busy(""), double.Busy("")}},
		{"broken", dialog.CallDown, []double.Reply{double.Broken(500), double.Broken(503), double.Broken(502)}},
		{"cut", dialog.CallDown, []double.Reply{double.Cut(), double.CutHalf(), double.Cut()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := start(t, double.Options{})
			server.Script("reply", c.reply...)
			answer, err := open(t, server, nil).Ask(t.Context(), ask())
			require.Error(t, err)
			require.Equal(t, c.fails, model.Fail(err), err)
			require.Empty(t, answer.Text)
			reached := c.fails != dialog.CallDown && c.name != "filter on the question"
			require.Equal(t, reached, answer.TokensIn > 0 && answer.TokensOut > 0 && answer.Model != "", "what was used up counts, whatever came of it")
			require.Len(t, server.Requests(), len(c.reply))
			for _, hidden := range []string{secret, private, "Je leest mee", "pannenkoeken", "proxy", "assist", server.URL()} {
				require.NotContains(t, err.Error(), hidden)
			}
		})
	}
}

// What passes is asked again, and answered.
func TestAgain(t *testing.T) {
	t.Parallel()
	for _, first := range []double.Reply{double.Busy("0.002"), double.Busy(""), double.Broken(500), double.Cut(), double.CutHalf()} {
		server := start(t, double.Options{})
		server.Script("reply", first, double.Blank())
		answer, err := open(t, server, nil).Ask(t.Context(), ask())
		require.NoError(t, err)
		require.JSONEq(t, `{"intent":"answer","reflection":"","placings":[]}`, answer.Text)
	}
}

// A deadline ends the wait, and what hung is left behind.
func TestLate(t *testing.T) {
	t.Parallel()
	server := start(t, double.Options{})
	server.Script("reply", double.Silent())
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := open(t, server, nil).Ask(ctx, ask())
	require.ErrorIs(t, err, model.ErrLate)
	require.Equal(t, dialog.CallLate, model.Fail(err))
}

// A caller who gives up is not told that the endpoint failed.
func TestGivenUp(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	asked := 0
	server := start(t, double.Options{Answer: func(double.Request) double.Reply {
		if asked++; asked == 1 {
			cancel()
			return double.Silent()
		}
		return double.Blank()
	}})
	e := open(t, server, nil)
	_, err := e.Ask(ctx, ask())
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, model.ErrDown)
	_, err = e.Ask(t.Context(), ask())
	require.NoError(t, err)
}

// Nobody is listening there.
func TestNobodyThere(t *testing.T) {
	t.Parallel()
	server := double.New(double.Options{Fail: t.Errorf})
	server.Close()
	_, err := open(t, server, nil).Ask(t.Context(), ask())
	require.ErrorIs(t, err, model.ErrDown)
	require.NotContains(t, err.Error(), "127.0.0.1")
}

// What was sent to one host is sent to no other, whatever that host says.
func TestNoOtherAddress(t *testing.T) {
	t.Parallel()
	other := double.New(double.Options{Fail: t.Errorf})
	t.Cleanup(other.Close)
	first := newRedirecting(t, other.URL()+"/chat/completions")
	e, err := model.New(model.Settings{URL: first, Name: double.Model, Key: secret})
	require.NoError(t, err)
	_, err = e.Ask(t.Context(), ask())
	require.ErrorIs(t, err, model.ErrDown)
	require.Empty(t, other.Requests())
}

// An endpoint that failed on end is left alone; the screen of the next person does not wait for it.
func TestBreakerOfAnEndpoint(t *testing.T) {
	t.Parallel()
	server := start(t, double.Options{})
	server.Script("reply", double.Broken(500), double.Broken(500), double.Broken(500), double.Broken(500), double.Broken(500))
	e := open(t, server, func(s *model.Settings) { s.Tries = 1 })
	for range 5 {
		require.False(t, e.Open())
		_, err := e.Ask(t.Context(), ask())
		require.ErrorIs(t, err, model.ErrDown)
	}
	require.True(t, e.Open())
	_, err := e.Ask(t.Context(), ask())
	require.ErrorIs(t, err, model.ErrDown)
	require.Len(t, server.Requests(), 5)
}

// Tokens that nobody counted are guessed, and a count that cannot be right is not believed:
// budgets stand on them.
func TestTokens(t *testing.T) {
	t.Parallel()
	server := start(t, double.Options{})
	server.Script("reply", double.Blank().Uncounted(),
		double.Body(`{"model":"`+strings.Repeat("m", 200)+`","choices":[{"finish_reason":"stop","message":{"content":"{}"}}],"usage":{"prompt_tokens":-5,"completion_tokens":99999999999}}`))
	e := open(t, server, nil)
	first, err := e.Ask(t.Context(), ask())
	require.NoError(t, err)
	require.Greater(t, first.TokensIn, 100)
	require.Greater(t, first.TokensOut, 10)
	second, err := e.Ask(t.Context(), ask())
	require.NoError(t, err)
	require.Equal(t, model.Answer{Text: "{}", Model: double.Model, TokensIn: first.TokensIn, TokensOut: 1}, second)
}

// A name that nobody can vouch for is not sent anything.
func TestAnUntrustedCertificate(t *testing.T) {
	t.Parallel()
	asked := false
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	e, err := model.New(model.Settings{URL: server.URL, Name: "m", Key: secret})
	require.NoError(t, err)
	_, err = e.Ask(t.Context(), ask())
	require.ErrorIs(t, err, model.ErrDown)
	require.ErrorContains(t, err, "certificate")
	require.False(t, asked)
}

// The protocol's client refuses some names itself; that is told, and not asked again.
func TestARequestThatCannotBeMade(t *testing.T) {
	t.Parallel()
	e, err := model.New(model.Settings{URL: "http://127.0.0.1:1", Name: "text-davinci-003"})
	require.NoError(t, err)
	_, err = e.Ask(t.Context(), ask())
	require.ErrorIs(t, err, model.ErrDown)
	require.ErrorContains(t, err, "cannot be made")
}

// Whoever logs what he has at hand logs no key, no question and no answer.
func TestNothingIsLogged(t *testing.T) {
	t.Parallel()
	server := start(t, double.Options{})
	settings := model.Settings{URL: server.URL(), Key: secret, Name: double.Model, Tries: 1}
	e, err := model.New(settings)
	require.NoError(t, err)
	ears, err := model.NewEars(settings)
	require.NoError(t, err)
	var out bytes.Buffer
	logger := zerolog.New(&out)
	for _, reply := range []double.Reply{double.Broken(500), double.Broken(401), double.FilteredPrompt(), double.Echo(), double.Nonsense(), double.Refuses(), double.Body(private), double.Cut(), double.Length(private)} {
		server.Script("reply", reply)
		_, err := e.Ask(t.Context(), ask())
		require.Error(t, err)
		logger.Error().Err(err).Interface("error", err).Str("verbose", fmt.Sprintf("%+v %#v", err, err)).Send()
	}
	for _, it := range []any{settings, &settings, e, ears, struct{ e *model.Endpoint }{e}} {
		logger.Info().Interface("it", it).Str("plain", fmt.Sprintf("%v", it)).Str("all", fmt.Sprintf("%+v %#v %s %q", it, it, it, it)).Send()
	}
	for _, hidden := range []string{secret, private, "Fatima", "Je leest mee", "pannenkoeken", "assist"} {
		require.NotContains(t, out.String(), hidden)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]model.Settings{
		"address": {Name: "m"}, "no model": {URL: "http://x"}, "version": {URL: "http://x", Name: "m", API: model.Azure},
	} {
		_, err := model.New(s)
		require.ErrorContains(t, err, want)
		_, err = model.NewEars(s)
		require.ErrorContains(t, err, want)
	}
}

// newRedirecting is a server that sends everybody elsewhere.
func newRedirecting(t *testing.T, to string) string {
	t.Helper()
	server := newHTTP(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusTemporaryRedirect) })
	return server.URL
}
