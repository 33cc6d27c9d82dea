package when

import "time"

// date is a day of the calendar without a zone, counted from 1 January 1970. All
// reckoning is done in dates, so that no hour of summer time can get into it.
type date int

func dateOf(year, month, day int) date {
	return date(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// dateIn is the calendar day of t in its own location.
func dateIn(t time.Time) date {
	year, month, day := t.Date()
	return dateOf(year, int(month), day)
}

// exists tells whether the calendar has this day.
func exists(year, month, day int) bool {
	if year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 {
		return false
	}
	return day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d date) split() (year, month, day int) {
	y, m, day := time.Unix(int64(d)*86400, 0).UTC().Date()
	return y, int(m), day
}

// weekday counts as ISO does: Monday 1, Sunday 7.
func (d date) weekday() int { return (int(d)%7+10)%7 + 1 }

func (d date) monday() date { return d - date(d.weekday()-1) }

// next is the first such weekday after d.
func (d date) next(weekday int) date {
	return d + 1 + date((weekday-(d+1).weekday()+7)%7)
}

// plusMonths keeps the day of the month, or takes the last day of a shorter one.
func (d date) plusMonths(months int) date {
	year, month, day := d.split()
	year, month = year+(month-1+months)/12, (month-1+months)%12+1
	if month < 1 {
		year, month = year-1, month+12
	}
	return dateOf(year, month, min(day, daysIn(year, month)))
}

// in is the start of the day in a zone.
func (d date) in(zone *time.Location) time.Time {
	year, month, day := d.split()
	midnight := time.Date(year, time.Month(month), day, 0, 0, 0, 0, zone)
	if midnight.Day() == day && midnight.Hour() == 0 {
		return midnight
	}
	return clockOn(year, month, day, 0, 0, zone)
}
