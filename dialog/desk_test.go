package dialog_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// TestNextDigest finds the next working day, also around a weekend and a change of the clock.
func TestNextDigest(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
		require.NoError(t, err)
		return moment
	}
	half := dialog.DigestTime{Hour: 8, Minute: 30}
	for name, c := range map[string]struct {
		now  string
		time dialog.DigestTime
		want string
	}{
		"later today":         {"2026-11-23 08:00", half, "2026-11-23 08:30"},
		"this very minute":    {"2026-11-23 08:30", half, "2026-11-24 08:30"},
		"tomorrow":            {"2026-11-23 09:00", half, "2026-11-24 08:30"},
		"friday to monday":    {"2026-11-27 09:00", half, "2026-11-30 08:30"},
		"saturday to monday":  {"2026-11-28 07:00", half, "2026-11-30 08:30"},
		"clocks go back":      {"2026-10-23 09:00", half, "2026-10-26 08:30"},
		"clocks go forward":   {"2026-03-27 09:00", half, "2026-03-30 08:30"},
		"midnight":            {"2026-11-23 09:00", dialog.DigestTime{}, "2026-11-24 00:00"},
		"the end of the year": {"2026-12-31 17:00", half, "2027-01-01 08:30"}, // feast days are not known here
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, at(c.want), dialog.NextDigest(at(c.now), c.time))
		})
	}
}

// TestNeeds says what a turn must load for each button and wish, and nothing for odd ones.
func TestNeeds(t *testing.T) {
	t.Parallel()
	engine := newEngine(t)
	for press, want := range map[string]dialog.Needs{
		"p:4711:open":           {Person: 4711},
		"p:4711:log:2":          {Person: 4711, Page: 2},
		"p:4711:log:-2":         {Person: 4711},
		"p:4711:file":           {Person: 4711, Whole: true},
		"p:4711:pdf":            {Person: 4711, Whole: true},
		"st:4711.3:yes":         {Person: 4711},
		"a:17:take":             {Alarm: 17},
		"m:sees":                {Shared: true},
		"m:data":                {Said: true, Looks: true, Shared: true},
		"q:1:goon":              {},
		"p:x:log":               {},
		"p:4711:log:x":          {Person: 4711},
		"a:":                    {},
		"":                      {},
		strings.Repeat(":", 64): {},
	} {
		require.Equal(t, want, engine.Needs(dialog.State{}, dialog.Input{Kind: dialog.Pressed, Press: press}), press)
	}
	require.Equal(t, dialog.Needs{Shared: true}, engine.Needs(dialog.State{}, dialog.Input{Kind: dialog.Typed, Text: "Wie ziet wat?"}))
	require.Equal(t, dialog.Needs{Said: true, Looks: true, Shared: true},
		engine.Needs(dialog.State{Flows: []dialog.Frame{{Flow: "mydata"}}}, dialog.Input{Kind: dialog.Typed, Text: "bestand"}))
}

// FuzzPress presses what strangers can send, in a participant's talk and in a
// mentor's: nothing panics, and nothing about anybody else comes out.
func FuzzPress(f *testing.F) {
	for _, seed := range []string{"q:1:goon", "q:9:xx", "m:fly", "m:erase", "s:1:done", "p:4711:log:1", "p:1:wrongsure", "st:4711.1:yes",
		"st:.:", "a:1:take", "d:cases:9", "d:", "::::", "q:1:r1!material:now", "x\x00"} {
		f.Add(seed)
	}
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	engine := newEngine(f)
	f.Fuzz(func(t *testing.T, press string) {
		in := dialog.Input{Kind: dialog.Pressed, Press: press, Risk: dialog.Screen(dialog.Input{Press: press})}
		for _, p := range []dialog.Person{
			{ID: 1, Role: dialog.Unknown, Now: now},
			{ID: 1, Role: dialog.Participant, Invited: true, Now: now, Consents: map[dialog.ConsentKind]dialog.Consent{dialog.Joined: {Given: true}}},
			{ID: 7, Role: dialog.MentorRole, Invited: true, Now: now, Desk: &dialog.Desk{}},
			{ID: 8, Role: dialog.Supervisor, Invited: true, Now: now, Desk: &dialog.Desk{}},
		} {
			state, first := engine.Advance(p, dialog.State{}, in)
			_, second := engine.Advance(p, state, in)
			for _, out := range []dialog.Effects{first, second} {
				require.Empty(t, out.Acts, "a press about somebody who was not loaded reaches nobody")
			}
		}
	})
}
