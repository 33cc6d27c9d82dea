package desk

import (
	"strconv"
	"strings"
	"time"
)

// moment is a time as its reader says it, and as machines read it.
type moment struct {
	At    time.Time
	Words string // "vandaag 14.02", "gisteren 14.02", "ma 30 nov 14.02", "30 nov 2025"
}

// ISO is for the datetime attribute.
func (m moment) ISO() string { return m.At.Format(time.RFC3339) }

// Zero tells whether there is no such time.
func (m moment) Zero() bool { return m.At.IsZero() }

// moment says when something was or will be, for who reads.
func (c *call) moment(at time.Time) moment {
	if at.IsZero() {
		return moment{}
	}
	now := c.now()
	at = at.In(now.Location())
	return moment{at, c.desk.words.day(at, now) + " " + at.Format("15.04")}
}

// day says which day something was or is due.
func (c *call) day(at time.Time) moment {
	if at.IsZero() {
		return moment{}
	}
	return moment{at, c.desk.words.day(at, c.now())}
}

// day names a day as people near it would.
func (w words) day(at, now time.Time) string {
	weekday, month := w.nth("day.short", int(at.Weekday())), w.nth("month.short", int(at.Month())-1)
	switch days(now, at) {
	case 0:
		return w.text("day.today")
	case -1:
		return w.text("day.yesterday")
	case 1:
		return w.text("day.tomorrow")
	}
	text := strconv.Itoa(at.Day()) + " " + month
	if at.Year() != now.Year() {
		return text + " " + strconv.Itoa(at.Year())
	}
	return weekday + " " + text
}

// nth is one of the words of a list.
func (w words) nth(key string, n int) string {
	all := strings.Fields(w.text(key))
	if n < 0 || n >= len(all) {
		return ""
	}
	return all[n]
}

// days is how many midnights lie between two times, each in its own zone.
func days(from, to time.Time) int {
	noon := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC) }
	return int(noon(to).Sub(noon(from)).Hours() / 24)
}

// longDay names a day in full: "dinsdag 1 december".
func (w words) longDay(at time.Time) string {
	return w.nth("day.long", int(at.Weekday())) + " " + strconv.Itoa(at.Day()) + " " + w.nth("month.long", int(at.Month())-1)
}
