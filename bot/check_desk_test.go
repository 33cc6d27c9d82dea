package main

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
)

// Each fault of the desk is told in a line of its own.
func TestCheckLooksAtTheDesk(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, _, code := call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	looks := func(environ map[string]string) string {
		t.Helper()
		out, _, _ := call(t, environ, "", "check", "--listen", "0s")
		return out
	}
	out := looks(p.environ)
	require.Contains(t, out, "warn desk      there are no pages for staff")
	require.Contains(t, out, "warn duty      Stadsteam has nobody on duty")
	require.Contains(t, out, "warn hours     Stadsteam is closed on no day to come")

	desk := map[string]string{"DESK_URL": "https://desk.example.org", "DESK_ADDR": "127.0.0.1:0"}
	out = looks(p.with(desk))
	require.Contains(t, out, "ok   desk      DESK_URL is https.\n")
	require.Contains(t, out, "ok   desk      DESK_ADDR is free")
	require.Contains(t, out, "warn sign-in   there is no mail server: links to sign in go by the bot only")
	require.NotContains(t, out, "own sign-in")

	require.Contains(t, looks(p.with(map[string]string{"DESK_URL": "http://localhost:8081", "DESK_ADDR": "0.0.0.0:0"})), "is open to other machines")

	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	other := &httptest.Server{Listener: taken, Config: &http.Server{Handler: http.NotFoundHandler()}}
	other.Start()
	t.Cleanup(other.Close)
	desk["DESK_ADDR"] = taken.Addr().String()
	require.Contains(t, looks(p.with(desk)), "fail desk      DESK_ADDR "+desk["DESK_ADDR"]+" can't be listened on, and no desk answers there")
}

func TestCheckAsksEveryProviderAndLooksAtDuty(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	w := desktest.New(t)
	desk := p.with(map[string]string{"DESK_URL": "http://127.0.0.1:8081", "DESK_ADDR": w.Address()})
	_, _, code := call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	org, err := p.db.FindOrganisation(t.Context(), "Stadsteam")
	require.NoError(t, err)
	provider := desktest.NewProvider(t, time.Now)
	require.NoError(t, p.db.SetSignIn(t.Context(), org, provider.URL, "desk", "x"))
	out, _, _ := call(t, desk, "", "check", "--listen", "0s")
	require.Contains(t, out, "warn desk      DESK_URL is for this machine alone")
	require.Contains(t, out, "ok   desk      a program answers at DESK_ADDR as a desk does.\n")
	require.Contains(t, out, "ok   sign-in   the own sign-in of Stadsteam answers.\n")

	require.NoError(t, p.db.SetSignIn(t.Context(), org, provider.URL+"/elders", "desk", "x"))
	out, _, _ = call(t, desk, "", "check", "--listen", "0s")
	require.Contains(t, out, "warn sign-in   the own sign-in of Stadsteam does not answer as "+provider.URL+"/elders")
}

func TestCheckCountsTheHoursWithNobody(t *testing.T) {
	t.Parallel()
	w := desktest.NewWorld(t)
	w.Exec(`UPDATE organisation SET demo = false, closed = '{"2026-12-25": "Kerst"}' WHERE id = $1`, w.Org)
	says := func() string {
		var out bytes.Buffer
		c := checking{findings: &findings{out: &out}, program: program{now: w.Clock.Now}}
		c.duty(t.Context(), w.Conn())
		return out.String()
	}
	require.Equal(t, "warn duty      Gemeente Aa has nobody on duty Mon-Fri 00:00-09:00 17:00-24:00; Sat-Sun all day: then an alarm goes to the mentor and the supervisors, who may be asleep.\n", says())
	w.Exec(`INSERT INTO duty_hour (organisation_id, staff_id, weekday, from_minute, to_minute) SELECT $1, $2, d, 0, 1440 FROM generate_series(0, 6) AS d`, w.Org, w.Carla)
	require.Equal(t, "ok   duty      Gemeente Aa has somebody on duty in every hour of the week.\n", says(), "two at once count once")
	w.Exec(`UPDATE organisation SET closed = '{"2026-11-25": "voorbij"}' WHERE id = $1`, w.Org)
	require.Contains(t, says(), "warn hours     Gemeente Aa is closed on no day to come")
	w.Exec(`UPDATE person SET unreachable_at = now() WHERE role <> 'participant'`)
	w.Exec(`UPDATE staff_account SET email = NULL, email_hash = NULL`)
	w.Exec(`DELETE FROM staff_address`)
	require.Contains(t, says(), "Gemeente Aa has nobody on duty: an alarm goes", "who can't be reached covers nothing")
}
