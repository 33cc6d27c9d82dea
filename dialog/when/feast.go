package when

// Feast days of the lexicon: those on a fixed date are written mmdd, the others
// have a number from 2001 on.
const (
	easter = iota + 2001
	easterMonday
	ascension
	pentecost
	pentecostMonday
	carnival
	mothersDay
	fathersDay
	budgetDay
	goodFriday
	christmas = 1225
	kingsDay  = 427
)

// feastDay is the coming one, or that of the year that was said. The argument is
// for feasts that are more than one word.
func feastDay(feast int) reader {
	return func(s said) reading {
		id := feast
		if id == 0 {
			id = s.value("feast")
		}
		nth, numbered := s.get("nth")
		if numbered && nth != 1 && nth != 2 {
			return reading{declined: true}
		}
		year, named := s.get("year")
		if !named {
			year, _, _ = s.today.split()
		}
		r := feastIn(year, id, nth)
		if !named && r.last < s.today {
			r = feastIn(year+1, id, nth)
		}
		return r
	}
}

// feastIn gives both days of Christmas, Easter and Pentecost, unless one was named.
func feastIn(year, id, nth int) reading {
	day := dayOfFeast(year, id)
	switch {
	case nth == 2:
		return on(day + 1)
	case nth == 0 && (id == christmas || id == easter || id == pentecost):
		return span(day, day+1)
	default:
		return on(day)
	}
}

func dayOfFeast(year, id int) date {
	switch id {
	case easter:
		return easterOf(year)
	case easterMonday:
		return easterOf(year) + 1
	case ascension:
		return easterOf(year) + 39
	case pentecost:
		return easterOf(year) + 49
	case pentecostMonday:
		return easterOf(year) + 50
	case carnival:
		return easterOf(year) - 49
	case goodFriday:
		return easterOf(year) - 2
	case mothersDay:
		return dateOf(year, 4, 30).next(sunday) + 7
	case fathersDay:
		return dateOf(year, 5, 31).next(sunday) + 14
	case budgetDay:
		return dateOf(year, 8, 31).next(2) + 14
	case kingsDay:
		return kingsDayOf(year)
	default:
		return dateOf(year, id/100, id%100)
	}
}

// kingsDayOf is 27 April, or the 26th when that is a Sunday.
func kingsDayOf(year int) date {
	day := dateOf(year, 4, 27)
	if day.weekday() == sunday {
		return day - 1
	}
	return day
}

// easterOf is Easter Sunday, after Meeus, Jones and Butcher.
func easterOf(year int) date {
	golden, century, inCentury := year%19, year/100, year%100
	epact := (19*golden + century - century/4 - (century-(century+8)/25+1)/3 + 15) % 30
	toSunday := (32 + 2*(century%4) + 2*(inCentury/4) - epact - inCentury%4) % 7
	late := (golden + 11*epact + 22*toSunday) / 451
	day := epact + toSunday - 7*late + 114
	return dateOf(year, day/31, day%31+1)
}
