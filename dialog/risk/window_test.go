package risk_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/risk"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) // a Monday

// say sends messages a minute apart and returns the verdicts. The window goes through JSON each time.
func say(t *testing.T, apart time.Duration, texts ...string) []risk.Outcome {
	t.Helper()
	var w risk.Window
	var all []risk.Outcome
	for i, text := range texts {
		v, next := risk.ScreenIn(w, text, noon.Add(time.Duration(i)*apart))
		data, err := json.Marshal(next)
		require.NoError(t, err)
		w = risk.Window{}
		require.NoError(t, json.Unmarshal(data, &w))
		all = append(all, v.Outcome)
	}
	return all
}

func TestOneThoughtInPieces(t *testing.T) {
	t.Parallel()
	require.Equal(t, []risk.Outcome{risk.None, risk.None, risk.Page}, say(t, time.Minute, "ik", "wil", "dood"))
	require.Equal(t, []risk.Outcome{risk.None, risk.None}, say(t, time.Hour, "ik wil", "dood"), "an hour later it is another thought")
}

func TestWhatWasSaidBeforeDoesNotPageAgain(t *testing.T) {
	t.Parallel()
	got := say(t, time.Minute, "ik wil dood", "de brief is verstuurd", "ja")
	require.Equal(t, []risk.Outcome{risk.Page, risk.None, risk.None}, got)
}

func TestTwoHalfSignals(t *testing.T) {
	t.Parallel()
	require.Equal(t, []risk.Outcome{risk.None, risk.Ask}, say(t, 20*time.Minute, "alles is mislukt", "ik ben een mislukkeling"))
	require.Equal(t, []risk.Outcome{risk.None, risk.None}, say(t, 20*time.Minute, "alles is mislukt", "alles is mislukt"), "the same kind twice is one")
	require.Equal(t, []risk.Outcome{risk.None, risk.None}, say(t, 2*time.Hour, "alles is mislukt", "ik ben een mislukkeling"), "after an hour two are not enough")
	require.Equal(t, risk.Ask, say(t, 2*time.Hour, "alles is mislukt", "ik ben een mislukkeling", "al drie nachten niet geslapen")[2], "three within a day are")
}

func TestTheWindowForgets(t *testing.T) {
	t.Parallel()
	_, w := risk.ScreenIn(risk.Window{}, "alles is mislukt", noon)
	require.Len(t, w.Signals, 1)
	_, w = risk.ScreenIn(w, "hoi", noon.Add(25*time.Hour))
	require.Empty(t, w.Signals)
	require.Len(t, w.Words, 1)
	for i := range 50 {
		_, w = risk.ScreenIn(w, strings.Repeat("é", 4000), noon.Add(time.Duration(i)*time.Second))
	}
	data, err := json.Marshal(w)
	require.NoError(t, err)
	require.Less(t, len(data), 6000, "the window is bounded")
}

func TestDatesOfEvictionAndCutOff(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]risk.Verdict{
		"morgen word ik uit huis gezet":          {Outcome: risk.Page, Urgency: risk.Now},
		"over 3 dagen is de ontruiming":          {Outcome: risk.Page, Urgency: risk.Now},
		"woensdag is de ontruiming":              {Outcome: risk.Page, Urgency: risk.Now}, // noon is a Monday
		"overmorgen sluiten ze het gas af":       {Outcome: risk.Page, Urgency: risk.Now},
		"vrijdag is de ontruiming":               {Outcome: risk.Page, Urgency: risk.Today},
		"over 10 dagen is de ontruiming":         {Outcome: risk.Page, Urgency: risk.Today},
		"op 1 december worden we ontruimd":       {Outcome: risk.Page, Urgency: risk.Today},
		"over twee weken word ik uit huis gezet": {Outcome: risk.Page, Urgency: risk.Today},
		"over 3 weken is de ontruiming":          {Outcome: risk.Ask, Urgency: risk.Soon},
		"op 20 januari worden we ontruimd":       {Outcome: risk.Ask, Urgency: risk.Soon},
		"ik krijg een ontruiming":                {Outcome: risk.Ask, Urgency: risk.Soon},
	} {
		v, _ := risk.ScreenIn(risk.Window{}, said, noon)
		require.Equal(t, risk.Material, v.Category, said)
		require.Equal(t, want.Urgency, v.Urgency, said)
		require.Equal(t, want.Outcome, v.Outcome, said)
	}
}
