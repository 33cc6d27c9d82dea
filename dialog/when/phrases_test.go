package when_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/when"
)

// example is a line of a table in testdata, with the clock above it.
type example struct {
	line         int
	now          time.Time
	phrase, want string
}

func TestPhrases(t *testing.T) {
	t.Parallel()
	examples := readExamples(t, "testdata/phrases.tsv")
	require.GreaterOrEqual(t, len(examples), 170)
	require.Empty(t, wrong(examples))
}

func TestNoDates(t *testing.T) {
	t.Parallel()
	examples := readExamples(t, "testdata/no_dates.tsv")
	require.GreaterOrEqual(t, len(examples), 50)
	for i := range examples {
		examples[i].want = "-"
	}
	require.Empty(t, wrong(examples))
}

// wrong gives all examples that are read otherwise, so that one run shows them all.
func wrong(examples []example) []string {
	var lines []string
	for _, e := range examples {
		if got := read(e.phrase, e.now); got != e.want {
			lines = append(lines, fmt.Sprintf("line %d: %q: want %s, got %s", e.line, e.phrase, e.want, got))
		}
	}
	return lines
}

func readExamples(t *testing.T, path string) []example {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	var now time.Time
	var examples []example
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if clock, ok := strings.CutPrefix(line, "@ "); ok {
			now = clockOf(t, clock)
		} else if line != "" && line[0] != '#' {
			phrase, want, _ := strings.Cut(line, "\t")
			examples = append(examples, example{n, now, phrase, want})
		}
	}
	require.NoError(t, lines.Err())
	return examples
}

// clockOf reads "wo 2026-12-02 10:00", and sees that the weekday is right.
func clockOf(t *testing.T, text string) time.Time {
	t.Helper()
	weekday, clock, _ := strings.Cut(text, " ")
	now, err := time.ParseInLocation("2006-01-02 15:04", clock, amsterdam(t))
	require.NoError(t, err)
	require.Equal(t, []string{"zo", "ma", "di", "wo", "do", "vr", "za"}[now.Weekday()], weekday, text)
	return now
}

func amsterdam(t require.TestingT) *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	return zone
}

// read parses a phrase and writes the moment in the words of the tables.
func read(phrase string, now time.Time) string {
	m, ok := when.Parse(phrase, now)
	if !ok {
		return "-"
	}
	troubles := []string{"", "past", "impossible", "refused", "several"}
	words := []string{troubles[m.Trouble]}
	if m.Trouble != when.Impossible {
		words = append(words, days(m))
	}
	if m.HasClock {
		words = append(words, fmt.Sprintf("%02d:%02d", m.Clock.Hour, m.Clock.Minute))
	}
	words = append(words, []string{"", "morning", "afternoon", "evening", "night"}[m.Part])
	if m.Doubtful() {
		words = append(words, "?"+m.Doubt.String())
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

func days(m when.Moment) string {
	day := m.Day.Format(time.DateOnly)
	switch {
	case !m.DaySaid:
		return "(" + day + ")"
	case !m.Last.Equal(m.Day):
		return day + ".." + m.Last.Format(time.DateOnly)
	default:
		return day
	}
}
