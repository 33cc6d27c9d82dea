package when_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/when"
)

// FuzzParse: whatever strangers send, at any time, gives a sound moment or none.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"vrijdag om half drie", "niet morgen maar overmorgen", "31-2", "vr\u200bijdag 👍🏽 \u202eneg rom",
		"\x00\x1b\xff morgen", "’s avonds", "€ 3.12", "15e", "a.s. do", "ﷺ مرحبا vrijdag שלום",
	} {
		f.Add(seed, int64(1796202000))
	}
	zone := amsterdam(f)
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		now := time.Unix(1700000000+unix%4_000_000_000, 0).In(zone)
		if now.Year() < 1950 || now.Year() > 2150 {
			return
		}
		if m, ok := when.Parse(text, now); ok {
			requireSound(t, m, now, text)
		}
	})
}

// The longest messages, of the kind that costs most to read: they must come back,
// and what lies behind the longest message of Telegram is not read.
func TestLongTexts(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 12, 2, 10, 0, 0, 0, amsterdam(t))
	for _, piece := range []string{
		"a", "3-", "15 ", "maandag ", "volgendeweek", "volgende week ", "niet ", "vrijdag niet ", "half ", "over een ",
		"👩‍👩‍👧", "\u202e\u0301", "مرحبا ", "\x00", "\xff", "' ", ". , ", "de 15e van ", "é",
	} {
		long := strings.Repeat(piece, 1+4096/utf8.RuneCountInString(piece))
		if m, ok := when.Parse(long, now); ok {
			requireSound(t, m, now, piece)
		}
		_, ok := when.Parse(strings.Repeat(" ", 4096)+long, now)
		require.False(t, ok, piece)
	}
}
