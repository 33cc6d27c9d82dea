package when

import (
	"fmt"
	"time"
)

// Names for what we say; the lexicon is for what we read.
var (
	dayNames   = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}
	monthNames = [...]string{
		"", "januari", "februari", "maart", "april", "mei", "juni",
		"juli", "augustus", "september", "oktober", "november", "december",
	}
	partNames = [...]string{"", "in de ochtend", "in de middag", "in de avond", "in de nacht"}
)

// Say names a day in plain Dutch, as Parse would read it back: "vandaag", "morgen",
// "vrijdag 4 december". The year stands with days that are over, and with those
// eleven months ahead or more. In the small hours, when "morgen" is in doubt, it
// always gives the date.
func Say(day, now time.Time) string {
	d, today := dateIn(day.In(now.Location())), dateIn(now)
	if now.Hour() >= smallHours {
		switch d - today {
		case -1:
			return "gisteren"
		case 0:
			return "vandaag"
		case 1:
			return "morgen"
		}
	}
	year, month, dayOfMonth := d.split()
	said := fmt.Sprintf("%s %d %s", dayNames[d.weekday()%7], dayOfMonth, monthNames[month])
	if d < today || d >= today.plusMonths(11) {
		said += fmt.Sprintf(" %d", year)
	}
	return said
}

// SayTime is the clock as letters of offices write it: "14.30 uur". Hours of the
// night get a nought, "02.30 uur", so that nobody takes them for the afternoon.
func SayTime(c Clock) string {
	if c.Hour <= 6 {
		return fmt.Sprintf("%02d.%02d uur", c.Hour, c.Minute)
	}
	return fmt.Sprintf("%d.%02d uur", c.Hour, c.Minute)
}

// Say reads the whole moment back: "morgen om 14.30 uur", "zaterdag 5 december tot
// en met zondag 6 december"; of Several days it names the first and the last, with
// "of". An Impossible moment has nothing to say.
func (m Moment) Say(now time.Time) string {
	if m.Trouble == Impossible {
		return ""
	}
	said := Say(m.Day, now)
	if m.Last.After(m.Day) {
		said += joint(m.Trouble) + Say(m.Last, now)
	}
	switch {
	case m.HasClock:
		said += " om " + SayTime(m.Clock)
	case m.Part != AnyPart:
		said += " " + partNames[m.Part]
	}
	return said
}

func joint(t Trouble) string {
	if t == Several {
		return " of "
	}
	return " tot en met "
}
