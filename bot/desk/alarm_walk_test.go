package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// shown keeps how a page looks in three widths and both schemes, and finds nothing that
// axe-core minds or that has to be scrolled to sideways.
func (w *ward) shown(b *desktest.Browser, name string) {
	w.t.Helper()
	for _, dark := range []bool{false, true} {
		scheme := map[bool]string{false: "light", true: "dark"}[dark]
		for _, width := range []int{360, 768, 1440} {
			b.Screen(w.t, width, dark, true)
			pixels, what := b.Sideways(w.t)
			require.Zero(w.t, pixels, "%s at %d: %s", name, width, what)
			b.Picture(w.t, "walk."+name+"."+itoa(int64(width))+"."+scheme)
		}
		require.Empty(w.t, b.Axe(w.t), "%s in %s", name, scheme)
	}
	require.Empty(w.t, b.Complaints(), name)
	b.Screen(w.t, 768, false, true)
}

// TestClickingThroughAnAlarm goes the main path in Chromium: a message of danger comes in by
// the receiver, its mentor is alerted, takes it in the browser, writes, and two people close it.
func TestClickingThroughAnAlarm(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	w := newWard(t)
	b := w.NewBrowser(t)
	b.Screen(t, 768, false, true)
	b.SignIn(t, w.bas)
	b.Open(t, "/alarmen/stappen")
	w.shown(b, "stappen")
	b.SignIn(t, w.anne)
	b.Open(t, "/alarmen")
	b.Reads(t, "Er is nu geen alarm.")

	w.Receive(w.Arrival(7, dialog.Input{Kind: dialog.Typed, Text: "het hoeft niet meer", Risk: risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}}))
	alerted := w.got()[1]
	require.Len(t, alerted, 1)
	require.Contains(t, alerted[0], "case "+itoa(w.fatima), "her mentor is alerted, by number only")
	w.Scan(`SELECT id FROM alarm`, nil, &w.alarm)
	b.Reads(t, "Alarm · nu · zaak "+itoa(w.fatima)) // by itself
	w.shown(b, "alarmen")
	b.Click(t, "Alarm · nu")
	b.Reads(t, "Nog niemand heeft dit opgepakt.")
	w.shown(b, "alarm.bare")
	b.Click(t, "Ik pak dit op")
	b.Reads(t, "Jij hebt dit alarm.")
	w.turns()
	w.Clock.Add(time.Minute)
	w.Receive(w.Says(7, "ik zit op de trap"))
	b.Reads(t, "ik zit op de trap")
	b.Reads(t, "Fatima schreef iets nieuws.")
	w.shown(b, "alarm.mine")
	b.Click(t, "Lees het")
	b.ReadsNot(t, "schreef iets nieuws")
	b.Click(t, "Gebeld")
	b.Reads(t, "Anne belde.")

	b.Click(t, "Naar het gesprek")
	b.Reads(t, "Stapmaat voert nu het gesprek.")
	b.Click(t, "Neem het gesprek over")
	b.Reads(t, "Jij hebt dit gesprek in handen.")
	b.Type(t, "Jouw bericht", "Ik ben het, Anne. Ik bel je nu.")
	b.Click(t, "Stuur naar Fatima")
	b.Until(t, "document.querySelector('#bericht').value === ''")
	require.Contains(t, strings.Join(w.got()[7], "\n"), "Ik ben het, Anne. Ik bel je nu.")
	w.Receive(w.Says(7, "ja graag"))
	w.got()
	b.Reads(t, "ja graag") // by itself
	w.shown(b, "gesprek")
	b.Click(t, "Klaar? Geef het gesprek terug")
	b.Type(t, "Wat is er afgesproken?", "Anne belt morgen weer.")
	b.Click(t, "Geef terug")
	b.Reads(t, "Stapmaat voert nu het gesprek.")
	require.Contains(t, strings.Join(w.got()[7], "\n"), "Jullie spraken af: “Anne belt morgen weer.”")

	b.Open(t, "/alarm/"+itoa(w.alarm))
	b.Reads(t, "Waarom kan het dicht?")
	w.Clock.Add(time.Minute)
	b.Choose(t, "Weer veilig")
	b.Type(t, "Wie belt wanneer", "Anne belt je morgen.")
	b.Press(t, "Sluit het alarm")
	b.Reads(t, "Een collega kijkt nog mee.")
	b.SignIn(t, w.bram)
	b.Open(t, "/alarm/"+itoa(w.alarm))
	b.Reads(t, "Kijk jij mee als tweede?")
	w.shown(b, "alarm.second")
	b.Click(t, "Ja, het kan dicht")
	b.Reads(t, "Bram sloot dit.")
	w.shown(b, "alarm.closed")
	require.Equal(t, 1, w.Count("alarm WHERE closed_by = $1 AND care_by = $2", w.bram, w.anne))
}
