package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// TestOutrightWords holds what people wrote in a play-test, and idioms that are no danger.
func TestOutrightWords(t *testing.T) {
	t.Parallel()
	outcome := func(text string) risk.Outcome {
		return dialog.Screen(dialog.Input{Kind: dialog.Typed, Text: text}).Outcome
	}
	for _, text := range []string{
		"ik zie het niet meer zitten", "mijn zoon wil dood",
		"morgen ga ik voor de trein springen", "mijn ex staat voor de deur met een mes", "ik heb al 3 dagen niks te eten", "ik wil doodt",
		"het hoeft van mij allemaal niet meer", "ik wil niet meer wakker worden", "я хочу умереть", "ik ga die deurwaarder in elkaar slaan",
		"ze sluiten vandaag het gas af", "ik maak er vanavond een eind aan",
	} {
		require.NotEqual(t, risk.None, outcome(text), text)
	}
	for _, text := range []string{
		"ik schaam me dood", "ik ben doodmoe", "lach me dood", "mijn telefoon is dood", "ik zie het wel zitten", "waar sta ik op de brug",
		"hij slaat me niet", "ik wil echt niet dood hoor", "mijn man laat me met rust", "ik verveel me dood",
	} {
		require.NotEqual(t, risk.Page, outcome(text), text)
	}
}
