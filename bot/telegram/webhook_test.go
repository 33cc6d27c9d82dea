package telegram

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
)

const secret = "hook-secret_1"

func TestWebhook(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method, path, secret, body string
		fail                       int
		status                     int
		said                       string
	}{
		"update":           {"POST", "/telegram/7", secret, said7(`"text":"hoi"`), 0, 200, "hoi"},
		"wrong secret":     {"POST", "/telegram/7", "hook-secret_2", said7(`"text":"hoi"`), 0, 401, ""},
		"no secret":        {"POST", "/telegram/7", "", said7(`"text":"hoi"`), 0, 401, ""},
		"GET":              {"GET", "/telegram/7", secret, "", 0, 405, ""},
		"other bot":        {"POST", "/telegram/8", secret, said7(`"text":"hoi"`), 0, 404, ""},
		"no bot":           {"POST", "/telegram/", secret, said7(`"text":"hoi"`), 0, 404, ""},
		"too long":         {"POST", "/telegram/7", secret, said7(`"text":"` + strings.Repeat("a", 1<<20) + `"`), 0, 413, ""},
		"unreadable":       {"POST", "/telegram/7", secret, `{"update_id":`, 0, 200, ""},
		"newer kind":       {"POST", "/telegram/7", secret, `{"update_id":1,"telepathy":{}}`, 0, 200, ""},
		"in a group":       {"POST", "/telegram/7", secret, `{"update_id":1,"poll":{}}`, 0, 200, ""},
		"database is down": {"POST", "/telegram/7", secret, said7(`"text":"hoi"`), 1, 503, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := newInbox()
			in.fail = c.fail
			b := setup(t, Options{Receive: in.receive}, double.Options{})
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			if c.secret != "" {
				r.Header.Set(secretHeader, c.secret)
			}
			w := httptest.NewRecorder()
			b.face.Webhook(secret).ServeHTTP(w, r)
			require.Equal(t, c.status, w.Code)
			require.Equal(t, c.said, in.said())
		})
	}
}

func TestAWebhookWithoutASecretTakesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{Receive: newInbox().receive}, double.Options{})
	w := httptest.NewRecorder()
	b.face.Webhook("").ServeHTTP(w, httptest.NewRequest("POST", "/7", strings.NewReader(said7(`"text":"hoi"`))))
	require.Equal(t, 401, w.Code)
}

// Telegram calls, we set the webhook ourselves, and the database is down at first.
func TestWebhookEndToEnd(t *testing.T) {
	t.Parallel()
	in := newInbox()
	in.fail = 2
	b := setup(t, Options{Receive: in.receive}, double.Options{WebhookRetry: time.Millisecond})
	server := httptest.NewServer(b.face.Webhook(secret))
	defer server.Close()
	ctx := context.Background()
	require.NoError(t, b.face.Prepare(ctx, ourBot, server.URL+"/telegram/", secret))
	set := b.server.Calls("setWebhook")[0]
	require.Equal(t, "allowed_updates=[\"message\",\"edited_message\",\"callback_query\",\"my_chat_member\"]\nsecret_token="+secret+"\nurl="+server.URL+"/telegram/7", set.Form())
	for _, text := range []string{"een", "twee", "drie"} {
		b.chat.Say(text)
	}
	in.await(t, 3)
	require.Equal(t, "een twee drie", in.said())
	require.Zero(t, in.next, "nobody polls")
	status, err := b.face.Check(ctx, ourBot)
	require.NoError(t, err)
	require.Equal(t, server.URL+"/telegram/7", status.Webhook)
	require.Equal(t, "Wrong response from the webhook: 503 Service Unavailable", status.LastError)

	require.NoError(t, b.face.Prepare(ctx, ourBot, "", ""))
	status, err = b.face.Check(ctx, ourBot)
	require.NoError(t, err)
	require.Empty(t, status.Webhook)
}

func TestIntroduce(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{})
	p := Profile{Commands: []Command{{"menu", "Laat zien wat er kan"}, {"stop", "Stop voor nu"}}, Description: "Kleine stappen.", ShortDescription: "Stap voor stap"}
	require.NoError(t, b.face.Introduce(context.Background(), ourBot, p))
	require.Equal(t, double.Profile{
		Commands:         `[{"command":"menu","description":"Laat zien wat er kan"},{"command":"stop","description":"Stop voor nu"}]`,
		Description:      "Kleine stappen.",
		ShortDescription: "Stap voor stap",
	}, b.bot.Profile())
	b.server.Fault(double.Fault{Method: "setMyDescription", Status: 429, RetryAfter: 80000})
	require.ErrorContains(t, b.face.Introduce(context.Background(), ourBot, p), "too many requests")
}

func TestUsername(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{Fail: func(string, ...any) {}})
	name, err := Username(context.Background(), b.server.URL(), token)
	require.NoError(t, err)
	require.Equal(t, "double_100_bot", name)
	_, err = Username(context.Background(), b.server.URL(), "5:wrong-sEcReT")
	require.ErrorContains(t, err, "unauthorized")
	_, err = Username(context.Background(), "http://127.0.0.1:1", token)
	require.Error(t, err)
	require.NotContains(t, err.Error(), "sEcReT", "no error shows a token")
}
