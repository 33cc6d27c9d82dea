package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// What the test person of a drill writes must raise an alarm, at once.
func TestTheWordsOfADrillPage(t *testing.T) {
	t.Parallel()
	v := dialog.Screen(dialog.Input{Kind: dialog.Typed, Text: newEngine(t).DrillWords("nl")})
	require.Equal(t, risk.Page, v.Outcome)
	require.Equal(t, risk.Now, v.Urgency)
}

// Nothing but the case number, the urgency and where to look stands in any alert.
func TestAlertsCarryNoContent(t *testing.T) {
	t.Parallel()
	e := newEngine(t)
	n := dialog.AlertNews{Kind: "alarm", Alarm: 17, Person: 4711, Urgency: risk.Now, Link: "https://desk.example.org/alarm/17"}
	m := e.Alert("nl", n)
	require.Equal(t, "Alarm · nu · zaak 4711\nhttps://desk.example.org/alarm/17", m.Text)
	require.True(t, m.Protect)
	require.Equal(t, dialog.LaneSafety, m.Lane)
	subject, body := e.AlertLetter("nl", "Gemeente Aa & Bee", n)
	require.Equal(t, "Alarm · nu · zaak 4711", subject)
	require.Equal(t, "Gemeente Aa & Bee · zaak 4711 · nu\nOpen deze pagina: https://desk.example.org/alarm/17\n"+
		"Daar zie je wat er is, als je het alarm oppakt. In deze mail staat niets over de deelnemer.", body)
	n.Link = ""
	_, body = e.AlertLetter("xx", "Gemeente Aa", n)
	require.Contains(t, body, "Open je gesprek met de bot")
	practice := dialog.AlertNews{Kind: "alarm", Alarm: 17, Person: 4711, Urgency: risk.Now, Drill: true}
	subject, _ = e.AlertLetter("nl", "Gemeente Aa", practice)
	require.Equal(t, "Oefening · nu · zaak 4711", subject)
	practice.Kind = "more"
	require.Equal(t, "Oefening · nu · zaak 4711", e.Alert("nl", practice).Text, "whatever it is about")
	n.Kind = "drill"
	subject, body = e.AlertLetter("nl", "Gemeente Aa", n)
	require.Equal(t, "De oefening van het alarm is niet gelukt", subject)
	require.NotContains(t, body, "4711")
	require.Empty(t, e.Alert("nl", n).Buttons)
	n.Kind = "silent"
	subject, body = e.AlertLetter("nl", "Gemeente Aa", n)
	require.Equal(t, "De alarmen staan stil", subject)
	require.NotContains(t, body, "4711")
}
