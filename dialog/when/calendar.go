package when

// justOver is how long ago a day may be before "3-12" plainly means next year's.
const justOver = 92

// coming is the day of this name that comes next; today counts.
func (s said) coming(month, day int) reading {
	year, _, _ := s.today.split()
	if !exists(year, month, day) || dateOf(year, month, day) < s.today {
		if !exists(year+1, month, day) {
			return never()
		}
		gone := exists(year, month, day) && s.today-dateOf(year, month, day) <= justOver
		return on(dateOf(year+1, month, day)).doubtedIf(gone, WhichYear)
	}
	return on(dateOf(year, month, day))
}

func exactly(year, month, day int) reading {
	if !exists(year, month, day) {
		return never()
	}
	return on(dateOf(year, month, day))
}

// agreeing doubts a date whose weekday is another than was said.
func (s said) agreeing(r reading) reading {
	day, named := s.get("weekday")
	return r.doubtedIf(named && r.trouble != Impossible && r.first.weekday() != day, Clash)
}

func dayMonth(s said) reading {
	day, month := s.value("day", "monthday", "one"), s.value("anymonth", "month")
	switch year, named := s.get("year"); {
	case day < 1: // "de laatste december"
		return reading{declined: true}
	case named:
		return s.agreeing(exactly(year, month, day))
	default:
		return s.agreeing(s.coming(month, day))
	}
}

// twoDays: "3 of 4 december", "3-5 december".
func twoDays(s said) reading {
	month := s.value("anymonth")
	first, last := s.value("day", "monthday"), s.value("day-2", "monthday-2")
	if figures, ok := s.get("hours"); ok {
		first, last = figures/100, figures%100
	}
	read := func(day int) reading {
		if year, named := s.get("year"); named {
			return exactly(year, month, day)
		}
		return s.coming(month, day)
	}
	r, end := read(first), read(last)
	if r.trouble == Impossible || end.trouble == Impossible {
		return never()
	}
	r.first, r.last, r.trouble = min(r.first, end.first), max(r.first, end.first), Several
	return r
}

func dayMonthNextYear(s said) reading {
	year, _, _ := s.today.split()
	return s.agreeing(exactly(year+1, s.value("month"), s.value("day", "monthday")))
}

func figuresWithYear(s said) reading {
	v := s.value("ymd")
	return s.agreeing(exactly(v/10000, v/100%100, v%100))
}

func figuresSpaced(s said) reading {
	return exactly(s.value("year"), s.value("monthnr"), s.value("day"))
}

// figures: "3-12". A pair that cannot be a date is an impossible date; the guards
// see to it that it was meant as one.
func figures(s said) reading {
	v := s.value("dm", "dm-or-part", "dm-dot")
	return s.agreeing(s.coming(v/100, v%100))
}

// vagueFigures: "3.12" is a time or an amount as well.
func vagueFigures(s said) reading {
	r := figures(s)
	v := s.value("dm-dot")
	r.declined = r.trouble == Impossible && v/100 < 60 && v%100 < 24
	return r.with(Figures)
}

func figuresThatAgree(s said) reading {
	r := figures(s)
	r.declined = r.trouble == Impossible || r.doubt.Has(Clash)
	return r
}

// dayOfMonth is the coming 15th, in a month that has one.
func dayOfMonth(s said) reading {
	day := s.value("monthday", "clearday", "figure-ordinal")
	if day < 1 {
		return reading{declined: true}
	}
	for months := range 3 {
		year, month := s.monthOf(months)
		if exists(year, month, day) && dateOf(year, month, day) >= s.today {
			r := on(dateOf(year, month, day))
			return s.agreeing(r.doubtedIf(r.first == s.today, SameDay).doubtedIf(day <= 4, Figures))
		}
	}
	return never()
}

func everyMonth(s said) reading {
	r := dayOfMonth(s)
	if r.trouble == Fine {
		r.trouble = Several
	}
	return r
}

func dayOfNextMonth(s said) reading {
	year, month := s.monthOf(1)
	day := s.value("monthday")
	if day < 0 {
		day = daysIn(year, month)
	}
	return exactly(year, month, day)
}

// nthWeekday: "eerste maandag van december", "laatste vrijdag van de maand".
func nthWeekday(s said) reading {
	year, month := s.monthOf(0)
	named, isNamed := s.get("month")
	if isNamed {
		month = named
	}
	if said, ok := s.get("year"); ok {
		return s.nth(said, month)
	}
	r := s.nth(year, month)
	if r.trouble != Impossible && r.first < s.today && isNamed {
		return s.nth(year+1, month)
	}
	return r
}

func nthWeekdayNextMonth(s said) reading { return s.nth(s.monthOf(1)) }

func (s said) nth(year, month int) reading {
	weekday, n := s.value("weekday"), s.value("nth")
	last := dateOf(year, month, daysIn(year, month))
	if n < 0 {
		return on((last - 7).next(weekday))
	}
	d := (dateOf(year, month, 1) - 1).next(weekday) + date(7*(n-1))
	if d > last {
		return never()
	}
	return on(d)
}
