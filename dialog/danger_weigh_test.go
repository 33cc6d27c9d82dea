package dialog_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// TestHalfSignals holds what one half signal, two of them, and what is known together make.
func TestHalfSignals(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	screen := func(k dialog.Known, w risk.Window, text string, at time.Time) (risk.Verdict, risk.Window) {
		return dialog.ScreenIn(k, w, dialog.Input{Kind: dialog.Typed, Text: text}, at)
	}
	const hopeless, alone = "het wordt nooit meer wat", "ik ben een mislukkeling"
	v, w := screen(dialog.Known{}, risk.Window{}, hopeless, noon)
	require.Equal(t, risk.None, v.Outcome, "one half signal asks nothing")
	require.NotEmpty(t, w.Signals)

	both, _ := screen(dialog.Known{}, w, alone, noon.Add(50*time.Minute))
	require.Equal(t, risk.Ask, both.Outcome, "two of a different kind within an hour")
	late, _ := screen(dialog.Known{}, w, alone, noon.Add(25*time.Hour))
	require.Equal(t, risk.None, late.Outcome, "after a day the first is forgotten")

	for name, known := range map[string]dialog.Known{"young": {Under18: true}, "alarm before": {AlarmBefore: true}, "eviction ahead": {Dated: true}} {
		v, _ := screen(known, risk.Window{}, hopeless, noon)
		require.Equal(t, risk.Ask, v.Outcome, name)
		require.Equal(t, risk.Suicide, v.Category, name)
	}
	v, _ = screen(dialog.Known{Phone: dialog.PhoneWatched}, risk.Window{}, hopeless, noon)
	require.Equal(t, risk.None, v.Outcome, "who reads along weighs for violence")
	v, _ = screen(dialog.Known{AlarmBefore: true}, risk.Window{}, "er is een brief", noon)
	require.Equal(t, risk.None, v.Outcome, "what is no sign at all weighs nothing")

	_, w = screen(dialog.Known{}, risk.Window{}, "ik wil niet", noon)
	v, _ = screen(dialog.Known{}, w, "meer leven", noon.Add(time.Minute))
	require.Equal(t, risk.Page, v.Outcome, "one thought sent in pieces")

	v, w = dialog.ScreenIn(dialog.Known{}, risk.Window{}, dialog.Input{Kind: dialog.Pressed, Press: "q:3:r1!material:now"}, noon)
	require.Equal(t, risk.Page, v.Outcome, "a marked button")
	require.Empty(t, w)
	v, _ = dialog.ScreenIn(dialog.Known{}, risk.Window{}, dialog.Input{Kind: dialog.Pressed, Press: "q:3:r2!material:soon"}, noon)
	require.Equal(t, risk.Ask, v.Outcome, "a marked button that does not press yet")
}
