package when_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/when"
)

func TestAtAroundSummerTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		zone, day    string
		hour, minute int
		want         string
	}{
		{"Europe/Amsterdam", "2027-03-28", 1, 59, "2027-03-28T01:59:00+01:00"},
		{"Europe/Amsterdam", "2027-03-28", 2, 30, "2027-03-28T03:30:00+02:00"}, // is skipped
		{"Europe/Amsterdam", "2027-03-28", 3, 0, "2027-03-28T03:00:00+02:00"},
		{"Europe/Amsterdam", "2027-03-28", 9, 0, "2027-03-28T09:00:00+02:00"},
		{"Europe/Amsterdam", "2027-10-31", 2, 30, "2027-10-31T02:30:00+02:00"}, // comes twice
		{"Europe/Amsterdam", "2027-10-31", 3, 0, "2027-10-31T03:00:00+01:00"},
		{"America/Havana", "2027-03-14", 0, 0, "2027-03-14T01:00:00-04:00"}, // has no midnight
		{"America/Paramaribo", "2027-03-28", 2, 30, "2027-03-28T02:30:00-03:00"},
	} {
		zone, err := time.LoadLocation(c.zone)
		require.NoError(t, err)
		day, err := time.ParseInLocation(time.DateOnly, c.day, zone)
		require.NoError(t, err)
		got := when.At(day.Add(12*time.Hour), c.hour, c.minute)
		require.Equal(t, c.want, got.Format(time.RFC3339), "%s %d:%02d in %s", c.day, c.hour, c.minute, c.zone)
	}
}

func TestDaysAreThoseOfTheZone(t *testing.T) {
	t.Parallel()
	instant := time.Date(2026, 12, 2, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"Europe/Amsterdam":   "2026-12-03T00:00:00+01:00", // half past midnight: after sleeping
		"America/Paramaribo": "2026-12-03T00:00:00-03:00",
		"Asia/Tokyo":         "2026-12-04T00:00:00+09:00",
	} {
		location, err := time.LoadLocation(zone)
		require.NoError(t, err)
		m, ok := when.Parse("morgen", instant.In(location))
		require.True(t, ok)
		require.Equal(t, want, m.Day.Format(time.RFC3339), zone)
	}
}
