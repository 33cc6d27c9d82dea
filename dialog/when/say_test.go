package when_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/when"
)

func TestSay(t *testing.T) {
	t.Parallel()
	zone := amsterdam(t)
	noon := time.Date(2026, 12, 2, 12, 0, 0, 0, zone)
	for _, c := range []struct {
		day, now time.Time
		want     string
	}{
		{noon, noon, "vandaag"},
		{noon.AddDate(0, 0, 1), noon, "morgen"},
		{noon.AddDate(0, 0, -1), noon, "gisteren"},
		{noon.AddDate(0, 0, 2), noon, "vrijdag 4 december"},
		{time.Date(2027, 11, 1, 0, 0, 0, 0, zone), noon, "maandag 1 november"},
		{time.Date(2027, 11, 2, 0, 0, 0, 0, zone), noon, "dinsdag 2 november 2027"},
		{time.Date(2026, 11, 30, 0, 0, 0, 0, zone), noon, "maandag 30 november 2026"},
		{noon, noon.Add(-11 * time.Hour), "woensdag 2 december"}, // one o'clock at night
	} {
		require.Equal(t, c.want, when.Say(c.day, c.now))
	}
}

func TestSayTime(t *testing.T) {
	t.Parallel()
	require.Equal(t, "14.30 uur", when.SayTime(when.Clock{Hour: 14, Minute: 30}))
	require.Equal(t, "9.05 uur", when.SayTime(when.Clock{Hour: 9, Minute: 5}))
	require.Equal(t, "02.00 uur", when.SayTime(when.Clock{Hour: 2}))
}

func TestMomentIsSaidAndStarts(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 12, 2, 10, 0, 0, 0, amsterdam(t))
	for phrase, want := range map[string][2]string{
		"morgen half drie":   {"morgen om 14.30 uur", "2026-12-03 14:30"},
		"vrijdagavond":       {"vrijdag 4 december in de avond", "2026-12-04 19:00"},
		"dit weekend":        {"zaterdag 5 december tot en met zondag 6 december", "2026-12-05 10:00"},
		"vrijdag":            {"vrijdag 4 december", "2026-12-04 10:00"},
		"maandag of vrijdag": {"vrijdag 4 december of maandag 7 december", "2026-12-04 10:00"},
	} {
		m, ok := when.Parse(phrase, now)
		require.True(t, ok, phrase)
		require.Equal(t, want[0], m.Say(now), phrase)
		require.Equal(t, want[1], m.Start(when.Clock{Hour: 10}).Format("2006-01-02 15:04"), phrase)
	}
}

func TestMatchedIsWhatWasTyped(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 12, 2, 10, 0, 0, 0, amsterdam(t))
	for phrase, want := range map[string]string{
		"Ik ga Vrijdga bellen, om 9 uur dus": "Vrijdga om 9 uur",
		"volgendeweekvrijdag graag":          "volgendeweekvrijdag",
		"de 15e!":                            "de 15e",
		"niet morgen maar overmorgen":        "overmorgen",
		"van\u00addaag? vrij\u00addag":       "van\u00addaag vrij\u00addag",
	} {
		m, ok := when.Parse(phrase, now)
		require.True(t, ok, phrase)
		require.Equal(t, want, m.Matched, phrase)
	}
}
