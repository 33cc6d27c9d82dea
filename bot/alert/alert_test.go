package alert_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/alert"
	"stapmaat/bot/mail"
	"stapmaat/bot/mail/double"
	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

const secret = "een geheim"

// hook is a strict webhook: it answers what the test says, and blames what is not signed.
type hook struct {
	*httptest.Server
	answers []func(http.ResponseWriter)
	bodies  []string
}

func newHook(t *testing.T, answers ...func(http.ResponseWriter)) *hook {
	h := &hook{answers: answers}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var at int64
		_, scan := fmt.Sscanf(r.Header.Get("Stapmaat-Signature"), "t=%d,", &at)
		if err != nil || scan != nil || r.Method != http.MethodPost || r.Header.Get("Stapmaat-Signature") != alert.Sign(secret, time.Unix(at, 0), body) {
			t.Errorf("a call that is not signed: %v %v %s", err, scan, r.Method)
		}
		h.bodies = append(h.bodies, string(body))
		if len(h.answers) > 0 {
			h.answers[0](w)
			h.answers = h.answers[1:]
		}
	}))
	t.Cleanup(h.Close)
	return h
}

func status(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { w.Header().Set("Location", "http://elsewhere"); w.WriteHeader(code) }
}

// house has a mentor without a chat, a supervisor with one, and somebody in danger.
type house struct {
	*storetest.House
	t     *testing.T
	w     *alert.Worker
	post  *double.Server
	alarm int64
}

func newHouse(t *testing.T, h *hook) *house {
	t.Helper()
	x := &house{House: storetest.NewHouse(t, store.Options{}), t: t, post: double.New(t)}
	anne := x.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	x.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	x.Joins(7, anne, store.Details{Name: "Fatima", Phone: "06-1234"})
	require.NoError(t, x.SetAlertEmail(t.Context(), anne, "anne@example.org"))
	require.NoError(t, x.SetWebhook(t.Context(), x.Org, h.URL, secret))
	m, err := mail.New(mail.Options{URL: x.post.URL(), From: "bot@example.org", Root: x.post.Root})
	require.NoError(t, err)
	x.w = &alert.Worker{DB: x.DB, Channels: map[chain.Channel]alert.Channel{
		chain.ByEmail: alert.Email{Mail: m.Send, Letter: func(a store.Alert) (string, string) {
			return fmt.Sprintf("%s %s %d", a.Kind, a.Urgency, a.Person), a.Organisation
		}},
		chain.ByWebhook: alert.Webhook{Link: func(alarm int64) string { return fmt.Sprintf("https://desk.example.org/alarm/%d", alarm) }},
	}}
	return x
}

func (x *house) danger() {
	x.Receive(x.Arrival(7, dialog.Input{Kind: dialog.Typed, Text: "help", Risk: risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}}))
	x.Scan("SELECT id FROM alarm", nil, &x.alarm)
}

func (x *house) empty() {
	x.t.Helper()
	for _, c := range []chain.Channel{chain.ByEmail, chain.ByWebhook} {
		require.NoError(x.t, x.w.Empty(x.t.Context(), c))
	}
}

func (x *house) state(channel string) string {
	var state, code string
	x.Scan("SELECT state, COALESCE(code, '') FROM alert WHERE channel = $1 ORDER BY id LIMIT 1", []any{channel}, &state, &code)
	return state + " " + code
}

func TestEveryChannelOfTheStep(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	x := newHouse(t, h)
	x.danger()
	require.Len(t, x.Sent(), 1)
	x.empty()
	x.empty()
	require.Equal(t, []double.Letter{{From: "bot@example.org", To: "anne@example.org", Subject: fmt.Sprintf("alarm now %d", x.Who(7)), Body: "Gemeente Aa"}}, x.post.Letters())
	require.Len(t, h.bodies, 1)
	require.JSONEq(t, fmt.Sprintf(`{"kind": "alarm", "organisation": "Gemeente Aa", "case": %d, "alarm": %d, "urgency": "now",
		"link": "https://desk.example.org/alarm/%d", "at": %q}`, x.Who(7), x.alarm, x.alarm, x.Clock.Now().UTC().Format(time.RFC3339Nano)), h.bodies[0])
	require.Equal(t, "sent ", x.state("email"))
	require.Equal(t, "sent ", x.state("webhook"))
	require.Equal(t, 1, x.Count("alarm WHERE taken_by IS NULL"), "that it was delivered is not that anybody took it")
}

// Delivery that fails lets the next step follow at once, and is tried again beside it.
func TestWhatDoesNotArrive(t *testing.T) {
	t.Parallel()
	h := newHook(t, status(500), status(500))
	x := newHouse(t, h)
	x.Exec("UPDATE person SET unreachable_at = now() WHERE id = $1", x.Who(1))
	x.post.Fault(double.Fault{At: "RCPT", Code: 451})
	x.danger()
	x.empty()
	require.Equal(t, "waiting mail", x.state("email"))
	require.Equal(t, "waiting 500", x.state("webhook"))
	_, err := x.MoveAlarms(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, x.Count("alarm_step WHERE n = 2 AND why = 'undelivered'"))
	x.Clock.Add(10 * time.Second)
	x.empty()
	require.Equal(t, "sent mail", x.state("email"), "and it went after all")
	require.Len(t, x.post.Letters(), 1)
}

func TestWhatIsRefusedForGood(t *testing.T) {
	t.Parallel()
	h := newHook(t, status(410))
	x := newHouse(t, h)
	x.post.Fault(double.Fault{At: "RCPT", Code: 550})
	x.danger()
	x.empty()
	require.Equal(t, "failed mail refused", x.state("email"))
	require.Equal(t, "failed 410", x.state("webhook"))
	x.Clock.Add(time.Hour)
	x.empty()
	require.Empty(t, x.post.Letters())
	require.Len(t, h.bodies, 1)
}

func TestOneThatNeverArrivesIsGivenUp(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	x := newHouse(t, h)
	h.Close()
	x.danger()
	for range 10 {
		x.empty()
		x.Clock.Add(time.Hour)
	}
	require.Equal(t, "failed network", x.state("webhook"))
	x.Scan("SELECT attempts FROM alert WHERE channel = 'webhook' LIMIT 1", nil, &x.alarm)
	require.Equal(t, int64(5), x.alarm)
}

func TestARedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	err := alert.Webhook{}.Send(t.Context(), store.Alert{Address: newHook(t, status(302)).URL, Secret: secret})
	require.ErrorContains(t, err, "302")
}

func TestASlowWebhook(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	h := newHook(t, func(http.ResponseWriter) { <-release })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := alert.Webhook{}.Send(ctx, store.Alert{Address: h.URL, Secret: secret})
	close(release)
	require.ErrorContains(t, err, "does not answer")
	require.NotContains(t, err.Error(), h.URL, "the address may hold a key")
}

func TestAChannelThatIsNotThere(t *testing.T) {
	t.Parallel()
	x := newHouse(t, newHook(t))
	x.w.Channels = nil
	x.danger()
	x.empty()
	require.Equal(t, "failed off", x.state("email"))
}

func TestNobodyIsWokenForWhatIsTaken(t *testing.T) {
	t.Parallel()
	x := newHouse(t, newHook(t))
	x.danger()
	require.NoError(t, x.TakeAlarm(t.Context(), x.Org, x.alarm, x.Who(1)))
	x.empty()
	require.Empty(t, x.post.Letters())
	require.Equal(t, "dropped taken", x.state("email"))
}

// A process that dies between posting and recording sends again, once; none is lost.
func TestAProcessThatDies(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	x := newHouse(t, h)
	x.danger()
	dies := storetest.OpenURL(t, x.URL, store.Options{Clock: x.Clock.Now, Fault: func(point string) {
		if point == store.PointAlertSent {
			panic(point)
		}
	}})
	dead := &alert.Worker{DB: dies, Channels: x.w.Channels}
	require.Panics(t, func() { _ = dead.Empty(t.Context(), chain.ByWebhook) })
	require.Equal(t, "waiting ", x.state("webhook"))
	x.empty()
	x.empty()
	require.Len(t, h.bodies, 2)
	require.Equal(t, h.bodies[0], h.bodies[1])
	require.Equal(t, "sent ", x.state("webhook"))
}

// The dead-man: nobody moved an alarm for a minute, and everybody who can hears it.
func TestTheProgramIsSilent(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	x := newHouse(t, h)
	require.NoError(t, x.SetAlertEmail(t.Context(), x.Who(2), "bert@example.org"))
	x.danger()
	x.Sent()
	x.empty()
	_, err := x.MoveAlarms(t.Context())
	require.NoError(t, err)
	before := len(h.bodies)
	var log bytes.Buffer
	ctx := zerolog.New(&log).WithContext(t.Context())
	x.Clock.Add(3*time.Minute + 59*time.Second)
	require.NoError(t, x.w.Watch(ctx))
	require.Len(t, h.bodies, before)
	x.Clock.Add(2 * time.Second)
	require.NoError(t, x.w.Watch(ctx))
	require.Contains(t, log.String(), "alarms stand still")
	require.Len(t, h.bodies, before+1)
	require.Contains(t, h.bodies[before], `"kind":"silent"`)
	letters := x.post.Letters()
	require.Equal(t, "bert@example.org", letters[len(letters)-1].To)
	require.NoError(t, x.w.Watch(ctx))
	require.Len(t, h.bodies, before+1, "one process tells it, and not every quarter of a minute")
	_, err = x.MoveAlarms(t.Context())
	require.NoError(t, err)
	x.Sent()
	x.empty()
	_, err = x.MoveAlarms(t.Context())
	require.NoError(t, err)
	silent, err := x.Silent(t.Context())
	require.NoError(t, err)
	require.Zero(t, silent)
}
