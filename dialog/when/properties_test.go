package when_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/dialog/when"
)

// clocks draws an instant in ten years of Amsterdam time, all hours of the day.
func clocks(t *rapid.T) time.Time {
	minutes := rapid.IntRange(0, 10*365*24*60).Draw(t, "minutes")
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return start.Add(time.Duration(minutes) * time.Minute).In(amsterdam(t))
}

func TestWhatIsSaidIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := clocks(t)
		year, month, day := now.Date()
		ahead := rapid.IntRange(-366, 366).Draw(t, "days ahead")
		d := time.Date(year, month, day+ahead, 0, 0, 0, 0, now.Location())
		m, ok := when.Parse(when.Say(d, now), now)
		require.True(t, ok)
		require.Equal(t, d, m.Day, when.Say(d, now))
		require.Equal(t, ahead < 0, m.Trouble == when.Past)
		require.False(t, m.Doubt.Has(when.Clash), when.Say(d, now))
	})
}

func TestWholeMomentsAreReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := clocks(t)
		year, month, day := now.Date()
		d := time.Date(year, month, day+rapid.IntRange(1, 366).Draw(t, "days ahead"), 0, 0, 0, 0, now.Location())
		want := when.Moment{Day: d, Last: d, DaySaid: true}
		if rapid.Bool().Draw(t, "clock") {
			want.HasClock = true
			want.Clock = when.Clock{Hour: rapid.IntRange(0, 23).Draw(t, "hour"), Minute: rapid.IntRange(0, 59).Draw(t, "minute")}
		} else {
			want.Part = when.Part(rapid.IntRange(0, 4).Draw(t, "part"))
		}
		got, ok := when.Parse(want.Say(now), now)
		require.True(t, ok)
		require.Equal(t, want.Say(now), got.Say(now))
		require.Equal(t, want.Start(when.Clock{}), got.Start(when.Clock{}))
	})
}

// texts draws sentences from the words of the tables, so that they nearly mean
// something, and often more than one thing.
func texts(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 12).Draw(t, "words"), " ")
}

var vocabulary = strings.Fields(`vandaag morgen overmorgen gisteren vanavond vannacht straks maandag di woensdag do
	vrijdag za zo vrijdga volgende deze komende vorige week weekend maand jaar over een drie 3 15 31 15e 32e de eerste
	vijftiende december mei feb 2026 2027 3-12 31-2 3.12 2026-12-03 3-5-1980 begin midden eind half kwart voor na om 9 uur 9u
	14.30 02:30 's avonds ochtend in niet geen tijd nee maar of en tot van elke kerst pasen oud nieuw € dagen paar anderhalve
	uren minuten geleden op , . ! ? - / ik bel heb 12 24 middernacht`)

func TestNothingLiesInThePastUnseen(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now, text := clocks(t), texts(t)
		m, ok := when.Parse(text, now)
		if ok {
			requireSound(t, m, now, text)
		}
	})
}

// requireSound is what holds for every moment that Parse gives.
func requireSound(t require.TestingT, m when.Moment, now time.Time, text string) {
	require.NotEmpty(t, strings.TrimSpace(m.Matched), text)
	if m.Trouble == when.Impossible {
		require.True(t, m.Day.IsZero(), text)
		require.Empty(t, m.Say(now), text)
		return
	}
	require.Equal(t, now.Location(), m.Day.Location())
	require.Zero(t, m.Day.Hour()*60+m.Day.Minute(), text)
	require.False(t, m.Last.Before(m.Day), text)
	if m.Trouble == when.Past || m.Trouble == when.Refused {
		return
	}
	year, month, day := now.Date()
	today := time.Date(year, month, day, 0, 0, 0, 0, now.Location())
	require.False(t, m.Day.Before(today), "%q at %s is %s", text, now, m.Say(now))
	if m.HasClock && m.Day.Equal(m.Last) && m.Trouble == when.Fine {
		require.False(t, m.Start(when.Clock{}).Before(now.Truncate(time.Minute)), "%q at %s is %s", text, now, m.Say(now))
	}
}

func TestPoliteWordsChangeNothing(t *testing.T) {
	t.Parallel()
	examples := readExamples(t, "testdata/phrases.tsv")
	before := []string{"", "hoi, ", "Ja, ", "doe maar ", "graag ", "ok\n", "  ", "🙂 "}
	behind := []string{"", " alsjeblieft", " graag", ", dank je wel", " is goed", "!", " 👍", " aub.", "  "}
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(examples).Draw(t, "example")
		polite := rapid.SampledFrom(before).Draw(t, "before") + e.phrase + rapid.SampledFrom(behind).Draw(t, "behind")
		require.Equal(t, e.want, read(polite, e.now), "%q, line %d", polite, e.line)
	})
}

func TestCapitalsAndAccentsChangeNothing(t *testing.T) {
	t.Parallel()
	for _, e := range readExamples(t, "testdata/phrases.tsv") {
		require.Equal(t, e.want, read(strings.ToUpper(e.phrase), e.now), e.phrase)
		require.Equal(t, e.want, read(strings.ReplaceAll(e.phrase, "e", "é"), e.now), e.phrase)
	}
}
