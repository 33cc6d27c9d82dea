package when

import "time"

// resolve gives the hour its half of the day, and the whole its place in time.
func resolve(r reading, s said) Moment {
	m := Moment{DaySaid: r.hasDay, HasClock: r.hasClock, Part: r.part, Trouble: r.trouble, Doubt: r.doubt}
	if r.trouble == Impossible {
		m.HasClock, m.Part = false, AnyPart
		return m
	}
	if !r.hasDay {
		r.first, r.last = s.today, s.today
	}
	if r.hasClock {
		m.settleClock(&r, s)
	}
	zone := s.now.Location()
	if !r.hasDay {
		for m.isOver(r.first, s) {
			r.first, r.last = r.first+1, r.last+1
		}
	} else if m.Trouble == Fine && (r.last < s.today || r.first == r.last && m.isOver(r.first, s)) {
		m.Trouble = Past
	}
	if m.Trouble == Several && r.last < s.today {
		m.Trouble = Past
	}
	m.Day, m.Last = r.first.in(zone), r.last.in(zone)
	return m
}

// isOver tells whether a day, with its clock or part, lies before now.
func (m *Moment) isOver(day date, s said) bool {
	if m.HasClock {
		start := At(day.in(s.now.Location()), m.Clock.Hour, m.Clock.Minute)
		return start.Before(s.now.Truncate(time.Minute))
	}
	over := m.Part.over()
	if !m.DaySaid {
		over = m.Part.usual().Hour // "liever in de ochtend" is tomorrow's, once it has begun
	}
	return day < s.today || day == s.today && m.Part != AnyPart && s.now.Hour() >= over
}

// settleClock chooses between the two hours that "half drie" may be, and moves the
// day when the hour lies behind midnight.
func (m *Moment) settleClock(r *reading, s said) {
	c := r.clock
	if r.guessed {
		c.Hour = m.hourOf(c)
	} else if m.Part != AnyPart && !m.Part.holds(c) {
		m.Doubt |= Clash
	}
	today := r.hasDay && r.first == s.today && r.last == s.today
	if r.guessed && r.part == AnyPart && today && c.Hour < 12 && c.minutes() < minutesOf(s.now) {
		c.Hour += 12 // "vandaag om 9 uur", said at noon
	}
	lateNight := r.afterNight && c.Hour < 6 && (r.first > s.today || s.now.Hour() >= smallHours)
	if c.Hour >= 24 || lateNight {
		c.Hour %= 24
		r.first, r.last = r.first+1, r.last+1
		m.Doubt |= HalfDay
	}
	m.Clock = c
}

func minutesOf(t time.Time) int { return t.Hour()*60 + t.Minute() }

// hourOf reads an hour of one to twelve in its part of the day; without one, by day.
func (m *Moment) hourOf(c Clock) int {
	switch {
	case m.Part == AnyPart:
		m.Doubt |= HalfDay
		if c.Hour == 12 && c.Minute == 0 {
			m.Doubt &^= HalfDay
		}
		if c.Hour <= 6 {
			return c.Hour + 12
		}
	case m.Part == Afternoon && c.Hour <= 6, m.Part == Evening, m.Part == Night && c.Hour >= 10:
		if m.Part == Evening && c.Hour <= 4 {
			m.Doubt |= Clash
		}
		return c.Hour + 12
	}
	return c.Hour
}

// holds tells whether a clock lies in a part of the day.
func (p Part) holds(c Clock) bool {
	switch p {
	case Morning:
		return c.Hour >= 4 && c.Hour < 13
	case Afternoon:
		return c.Hour >= 12 && c.Hour < 19
	case Evening:
		return c.Hour >= 17
	case Night:
		return c.Hour >= 21 || c.Hour < 7
	default:
		return true
	}
}
