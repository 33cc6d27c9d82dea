package store

import (
	"fmt"
	"strconv"
	"sync"
	"time"
)

var zones sync.Map // name → *time.Location: loading one reads a file

// Zone finds a time zone by its IANA name.
func Zone(name string) (*time.Location, error) {
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location), nil
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("finding time zone %q: %w", name, err)
	}
	zones.Store(name, z)
	return z, nil
}

// aheadFor is how many days hours looks ahead: more than any holiday lasts.
const aheadFor = 32

// hours tells whether an organisation is open now, and else when it is again; zero
// when it is not for a month. opening has from and to by day of the week, 0 is Sunday;
// closed has days on which it is shut all the same, "2026-12-25".
func hours(opening map[string][2]string, closed map[string]string, zoneName string, now time.Time) (open bool, opens time.Time, err error) {
	z, err := Zone(zoneName)
	if err != nil {
		return false, time.Time{}, err
	}
	now = now.In(z)
	for ahead := range aheadFor {
		day := now.AddDate(0, 0, ahead)
		span, ok := opening[strconv.Itoa(int(day.Weekday()))]
		if _, shut := closed[day.Format(time.DateOnly)]; shut || !ok {
			continue
		}
		from, until, err := between(day, span)
		if err != nil {
			return false, time.Time{}, err
		}
		switch {
		case ahead == 0 && !now.Before(from) && now.Before(until):
			return true, time.Time{}, nil
		case now.Before(from):
			return false, from, nil
		}
	}
	return false, time.Time{}, nil
}

func between(day time.Time, span [2]string) (from, until time.Time, err error) {
	var at [2]time.Time
	for i, text := range span {
		c, err := time.Parse("15:04", text)
		if err != nil {
			return from, until, fmt.Errorf("reading opening hours %q: %w", text, err)
		}
		y, m, d := day.Date()
		at[i] = time.Date(y, m, d, c.Hour(), c.Minute(), 0, 0, day.Location())
	}
	return at[0], at[1], nil
}
