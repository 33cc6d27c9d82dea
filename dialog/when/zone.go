package when

import "time"

// At is the instant of a clock on a day, in the day's location. A time that the
// start of summer time skips moves on by what was skipped (2.30 becomes 3.30); of
// a time that comes twice it is the first.
func At(day time.Time, hour, minute int) time.Time {
	year, month, monthday := day.Date()
	return clockOn(year, int(month), monthday, hour, minute, day.Location())
}

// clockOn tries the offsets from before and after a change of the clocks, because
// time.Date does not promise which of the two it takes.
func clockOn(year, month, day, hour, minute int, zone *time.Location) time.Time {
	wall := time.Date(year, time.Month(month), day, hour, minute, 0, 0, time.UTC)
	before := shift(wall, wall.Add(-24*time.Hour), zone)
	after := shift(wall, wall.Add(24*time.Hour), zone)
	if !sameWall(before, wall) && sameWall(after, wall) {
		return after
	}
	return before
}

// shift is the instant at which a wall clock shows wall, with the offset that the
// zone has at another instant.
func shift(wall, at time.Time, zone *time.Location) time.Time {
	_, offset := at.In(zone).Zone()
	return wall.Add(-time.Duration(offset) * time.Second).In(zone)
}

func sameWall(a, b time.Time) bool {
	return a.Day() == b.Day() && a.Hour() == b.Hour() && a.Minute() == b.Minute()
}
