package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The whole way in the program that serves: received, screened, alarm, alert, taken,
// closed; nobody hears of it, and the numbers tell.
func TestADrillThroughTheProgram(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s := p.serve(t)
	out, _, code := call(t, p.environ, "", "invite", "supervisor", "--organisation", "Stadsteam", "--name", "Bert")
	require.Zero(t, code)
	_, token, _ := strings.Cut(strings.TrimSpace(out), "?start=")
	bert := p.bot.Private(2, "B.")
	bert.Say("/start " + token)
	before := len(posts(t, bert, 2))

	out, errors, code := call(t, p.environ, "", "drill", "--organisation", "Stadsteam")
	require.Zero(t, code, errors)
	require.Regexp(t, `^drill 1 of .* UTC: raised \d+\.\d s, alerted \d+\.\d s, taken \d+\.\d s, closed \d+\.\d s\n$`, out)
	require.Equal(t, before, bert.Count(), "nobody is woken")
	_, metrics := fetch(t, s.address, "/metrics")
	require.Contains(t, metrics, "stapmaat_drills_wrong 0\n")
	require.Contains(t, metrics, `stapmaat_drill_seconds{stage="closed"} `)
	require.Contains(t, metrics, "stapmaat_alarms_open 0\n")
	findings, _, _ := call(t, p.environ, "", "check")
	require.Contains(t, findings, "ok   drills    Stadsteam: drill 1 of ")

	_, errors, code = call(t, p.environ, "", "drill", "--organisation", "Elders")
	require.Equal(t, 1, code)
	require.Contains(t, errors, `there is no organisation "Elders"`)
	_, _, code = call(t, p.environ, "", "drill", "--organisation", "Stadsteam", "--plan", "monthly")
	require.Zero(t, code)
}

// With staff the alert arrives, and says what it is.
func TestADrillForStaff(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.serve(t)
	out, _, code := call(t, p.environ, "", "invite", "supervisor", "--organisation", "Stadsteam", "--name", "Bert")
	require.Zero(t, code)
	_, token, _ := strings.Cut(strings.TrimSpace(out), "?start=")
	bert := p.bot.Private(2, "B.")
	bert.Say("/start " + token)
	before := len(posts(t, bert, 2))
	_, errors, code := call(t, p.environ, "", "drill", "--organisation", "Stadsteam", "--staff")
	require.Zero(t, code, errors)
	all := posts(t, bert, before+1)
	require.Contains(t, all[before], "Oefening · nu · zaak ")
	bert.Press("Ik pak dit op")
	require.Contains(t, strings.Join(posts(t, bert, before+2), "\n"), "Dit is een oefening.")
}
