package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/alert"
	mail "stapmaat/bot/mail/double"
)

const hookSecret = "een geheim van zestien"

// pager is an SMS gateway that blames what is not signed with the secret.
func pager(t *testing.T, answer *int) (url string, bodies func() []string) {
	t.Helper()
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var at int64
		_, scan := fmt.Sscanf(r.Header.Get("Stapmaat-Signature"), "t=%d,", &at)
		if err != nil || scan != nil || r.Header.Get("Stapmaat-Signature") != alert.Sign(hookSecret, time.Unix(at, 0), body) {
			t.Errorf("a call that is not signed: %v %v", err, scan)
		}
		got = append(got, string(body))
		w.WriteHeader(*answer)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []string { return got }
}

// count asks the database of the place.
func (p *place) count(t *testing.T, from string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), p.environ["DATABASE_URL"])
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(t.Context())) }()
	require.NoError(t, conn.QueryRow(t.Context(), "SELECT count(*) FROM "+from).Scan(&n))
	return n
}

func TestAWebhookIsTriedBeforeItIsKept(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	answer := http.StatusNoContent
	url, calls := pager(t, &answer)
	webhook := func(secret string, more ...string) (string, string, int) {
		return call(t, p.environ, secret, append([]string{"alert", "webhook", "--organisation", "Stadsteam"}, more...)...)
	}
	_, errors, code := webhook(hookSecret, "--url", url)
	require.Equal(t, 1, code)
	require.Contains(t, errors, `there is no organisation "Stadsteam"`)
	_, _, code = call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)

	for secret, address := range map[string]string{"kort": url, hookSecret: "http://pager.example.org/alarm", hookSecret + "\n": "ftp://127.0.0.1/alarm"} {
		_, _, code = webhook(secret, "--url", address)
		require.Equal(t, 1, code, address)
	}
	answer = http.StatusInternalServerError
	_, errors, code = webhook(hookSecret, "--url", url)
	require.Equal(t, 1, code)
	require.Contains(t, errors, "nothing was kept")
	require.NotContains(t, errors, url, "an address may hold a token")
	require.Zero(t, p.count(t, "alarm_webhook"))

	answer = http.StatusNoContent
	out, errors, code := webhook(hookSecret+"\n", "--url", url)
	require.Zero(t, code, errors)
	require.Contains(t, out, "The webhook took the call")
	require.Equal(t, 1, p.count(t, "alarm_webhook"))
	all := calls()
	require.Len(t, all, 2)
	require.Contains(t, all[1], `"organisation":"Stadsteam"`)
	require.Contains(t, all[1], `"drill":true`)
	require.Contains(t, all[1], `"alarm":0`)

	_, _, code = webhook("")
	require.Zero(t, code)
	require.Zero(t, p.count(t, "alarm_webhook"), "left out, it is taken away")
	require.Len(t, calls(), 2)
}

func TestAnAddressIsTriedBeforeItIsKept(t *testing.T) {
	t.Parallel()
	p, post := newPlace(t), mail.New(t)
	p.serve(t)
	out, _, code := call(t, p.environ, "", "invite", "supervisor", "--organisation", "Stadsteam", "--name", "Bert")
	require.Zero(t, code)
	_, token, _ := strings.Cut(strings.TrimSpace(out), "?start=")
	bert := p.bot.Private(2, "B.")
	bert.Say("/start " + token)
	posts(t, bert, 2)
	email := func(environ map[string]string, more ...string) (string, string, int) {
		var o, e bytes.Buffer
		args := append([]string{"alert", "email", "--organisation", "Stadsteam", "--role", "supervisor"}, more...)
		code := run(t.Context(), program{args: args, environ: environ, in: strings.NewReader(""), out: &o, err: &e, now: time.Now, roots: post.Root})
		return o.String(), e.String(), code
	}
	_, errors, code := email(p.environ, "--name", "Bert", "--to", "bert@example.org")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "there is no mail server")
	mailing := map[string]string{"SMTP_URL": post.URL(), "SMTP_FROM": "Stapmaat <bot@example.org>"}
	for name, value := range p.environ {
		mailing[name] = value
	}
	_, errors, code = email(mailing, "--name", "Berta", "--to", "bert@example.org")
	require.Equal(t, 1, code)
	require.Contains(t, errors, `there is no supervisor "Berta"`)
	_, errors, code = email(mailing, "--name", "Bert", "--to", "bert bij example")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "--to is no e-mail address")
	post.Fault(mail.Fault{At: "RCPT", Code: 550})
	_, errors, code = email(mailing, "--name", "Bert", "--to", "bert@example.org")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "nothing was kept")
	require.Zero(t, p.count(t, "staff_address"))
	require.Empty(t, post.Letters())

	out, errors, code = email(mailing, "--name", "Bert", "--to", "Bert@Example.org")
	require.Zero(t, code, errors)
	require.Contains(t, out, "ask whether it arrived")
	require.Equal(t, 1, p.count(t, "staff_address"))
	letters := post.Letters()
	require.Len(t, letters, 1)
	require.Contains(t, letters[0].Subject, "Oefening")
	require.NotContains(t, letters[0].Body, "Bert")

	_, errors, code = email(mailing, "--name", "Bert")
	require.Zero(t, code, errors)
	require.Zero(t, p.count(t, "staff_address"), "back to the address of signing in")
	require.Len(t, post.Letters(), 1)
}
