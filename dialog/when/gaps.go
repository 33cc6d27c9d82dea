package when

import "time"

// Units of the lexicon.
const (
	unitDay = iota + 1
	unitWeek
	unitMonth
	unitYear
)

// most is how far ahead a count may reach: nobody plans a step further away.
var most = [...]int{unitDay: 750, unitWeek: 104, unitMonth: 24, unitYear: 10}

func (s said) plus(count int) reading {
	unit := s.value("unit", "week", "month-gap", "year-gap")
	if count > most[unit] || -count > most[unit] {
		return reading{declined: true}
	}
	switch unit {
	case unitDay:
		return on(s.today + date(count))
	case unitWeek:
		return on(s.today + date(7*count))
	case unitMonth:
		return on(s.today.plusMonths(count))
	default:
		return on(s.today.plusMonths(12 * count))
	}
}

// later: "over 3 dagen" ahead, "3 dagen geleden" back.
func later(direction int) reader {
	return func(s said) reading { return s.plus(direction * max(1, s.value("count"))) }
}

// laterFigures: "over 3-4 weken" counts the first.
func laterFigures(s said) reading { return s.plus(s.value("hours") / 100).with(Vague) }

const aFew = 3

func laterAFew(s said) reading { return s.plus(aFew).with(Vague) }

func agoAFew(s said) reading { return s.plus(-aFew).with(Vague) }

// laterWorkdays counts from Monday to Friday; feast days are not known to be free.
func laterWorkdays(s said) reading {
	if s.value("count") > 60 {
		return reading{declined: true}
	}
	day := s.today
	for left := s.value("count"); left > 0; {
		day++
		if day.weekday() < saturday {
			left--
		}
	}
	return on(day)
}

// laterHalf: "over een half jaar", "over een halve week".
func laterHalf(s said) reading {
	days := [...]date{unitDay: 0, unitWeek: 4, unitMonth: 15, unitYear: 0}
	if unit := s.value("unit"); unit != unitYear {
		return on(s.today + days[unit]).with(Vague)
	}
	return on(s.today.plusMonths(6))
}

// laterAndHalf: "over anderhalve week".
func laterAndHalf(s said) reading {
	switch s.value("unit") {
	case unitDay:
		return on(s.today + 2).with(Vague)
	case unitWeek:
		return on(s.today + 10).with(Vague)
	case unitMonth:
		return on(s.today.plusMonths(1) + 15).with(Vague)
	default:
		return on(s.today.plusMonths(18))
	}
}

// soon: "over 3 uur", "over een kwartier". It counts real time, so also through a
// change of the clocks.
func soon(direction int) reader {
	return func(s said) reading {
		minutes := direction * max(1, s.value("count")) * max(1, s.value("short"))
		if minutes > 72*60 || -minutes > 72*60 {
			return reading{declined: true}
		}
		return s.plusMinutes(minutes)
	}
}

func soonHalf(minutes int) reader {
	return func(s said) reading { return s.plusMinutes(minutes) }
}

func soonAFew(s said) reading { return s.plusMinutes(aFew * s.value("short")).with(Vague) }

func (s said) plusMinutes(minutes int) reading {
	then := s.now.Add(time.Duration(minutes) * time.Minute)
	r := on(dateIn(then))
	r.clock, r.hasClock = Clock{then.Hour(), then.Minute()}, true
	return r
}
