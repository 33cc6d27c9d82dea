package desk_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// dull is all that may stand on her screen while somebody may stand beside her.
var dull = []string{"Kun je nu veilig schrijven?", "Ik heb je bericht.", "Ik ben er nog."}

// hers are the messages that she got by now: not one of them tells.
func (w *ward) hers() {
	w.t.Helper()
	for _, text := range w.got()[7] {
		require.Contains(w.t, dull, text)
	}
}

// TestClickingThroughViolence goes the path where nobody must write back, in Chromium: every
// page that leads to her talk says so, and nothing that staff does is to be seen on her phone.
func TestClickingThroughViolence(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	w := newWard(t)
	b := w.NewBrowser(t)
	b.Screen(t, 1280, false, true)
	b.SignIn(t, w.anne)
	w.Receive(w.Arrival(7, dialog.Input{Kind: dialog.Typed, Text: "hij staat weer voor de deur", Risk: risk.Verdict{Outcome: risk.Page, Category: risk.ViolenceVictim, Urgency: risk.Now}}))
	w.hers()
	w.Scan(`SELECT id FROM alarm`, nil, &w.alarm)
	w.path = "/alarm/" + itoa(w.alarm)
	b.Open(t, w.path)
	b.ReadsNot(t, "Schrijf niet terug")
	b.Click(t, "Ik pak dit op")
	b.Reads(t, "Schrijf niet terug in de chat.")
	b.Reads(t, "Bel, en vraag eerst: kun je nu vrij praten?")
	b.Reads(t, "Volg daarna de Meldcode.")
	b.ReadsNot(t, "Geschreven")
	w.hers()
	w.shown(b, "violence.mine")

	b.Click(t, "Naar het gesprek")
	b.Reads(t, "Schrijf liever niet. Bel.")
	w.shown(b, "violence.talk")
	b.Click(t, "Neem het gesprek over")
	b.Reads(t, "Vink dit eerst aan.")
	require.Zero(t, w.Count("ownership WHERE owner_id IS NOT NULL"), "not before she read it")

	b.Open(t, w.path)
	b.Until(t, fmt.Sprintf("(document.querySelector('#aan').value = '%d', true)", w.bram))
	b.Press(t, "Draag over")
	b.Reads(t, "Bram heeft dit opgepakt.")
	w.hers()
	w.shown(b, "violence.handed")
	b.SignIn(t, w.bram)
	b.Open(t, "/alarmen")
	b.Click(t, "Alarm · nu")
	b.Reads(t, "Schrijf niet terug in de chat.")
	b.Click(t, "Gesproken")
	b.Reads(t, "Bram sprak de deelnemer.")
	w.Clock.Add(time.Minute)
	b.Choose(t, "Weer veilig")
	b.Reads(t, "De deelnemer krijgt geen bericht.")
	b.Press(t, "Sluit het alarm")
	b.Reads(t, "Een collega kijkt nog mee.")
	w.hers()
	b.SignIn(t, w.bas)
	b.Open(t, w.path)
	b.Reads(t, "Schrijf niet terug in de chat.")
	w.shown(b, "violence.second")
	b.Click(t, "Ja, het kan dicht")
	b.Reads(t, "Bas sloot dit.")
	w.hers()
	require.Equal(t, 1, w.Count("alarm WHERE closed_by = $1 AND care_by = $2", w.bas, w.bram))
}
