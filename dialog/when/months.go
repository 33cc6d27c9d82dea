package when

// monthOf is the month so many months from today's.
func (s said) monthOf(months int) (year, month int) {
	year, month, _ = s.firstOfMonth().plusMonths(months).split()
	return year, month
}

func (s said) firstOfMonth() date {
	_, _, day := s.today.split()
	return s.today - date(day-1)
}

// wholeMonth counts from this month, as far as it is not over.
func wholeMonth(months int) reader {
	return func(s said) reading {
		year, month := s.monthOf(months)
		r := monthSpan(year, month)
		if months == 0 {
			r.first = s.today
		}
		return r
	}
}

func monthSpan(year, month int) reading {
	return span(dateOf(year, month, 1), dateOf(year, month, daysIn(year, month)))
}

// namedMonth is the coming one, or what is left of this one.
func namedMonth(s said) reading {
	month := s.value("month")
	year, thisMonth, _ := s.today.split()
	if said, ok := s.get("year"); ok {
		year = said
	} else if month < thisMonth {
		year++
	}
	r := monthSpan(year, month)
	if r.last >= s.today {
		r.first = max(r.first, s.today)
	}
	return r
}

func namedMonthNextYear(s said) reading {
	year, _, _ := s.today.split()
	return monthSpan(year+1, s.value("month"))
}

func edgeOfMonth(months int) reader {
	return func(s said) reading {
		year, month := s.monthOf(months)
		day := edgeDay(year, month, s.edge())
		if _, this := s.get("this"); this {
			day = s.notYetOver(day)
		} else if day < s.today && months == 0 {
			year, month = s.monthOf(1)
			day = edgeDay(year, month, s.edge())
		}
		return on(day).with(Vague)
	}
}

// aboutNow is how long "begin december" goes on after its first day.
const aboutNow = 9

// notYetOver takes today when the beginning or the middle of a month goes on.
func (s said) notYetOver(day date) date {
	if day < s.today && s.today-day <= aboutNow {
		return s.today
	}
	return day
}

func edgeDay(year, month, edge int) date {
	days := [...]int{edgeBegin: 1, edgeMiddle: 15, edgeEnd: daysIn(year, month)}
	return dateOf(year, month, days[edge])
}

func edgeOfNamedMonth(s said) reading {
	year, _, _ := s.today.split()
	month := s.value("month")
	if said, ok := s.get("year"); ok {
		return on(edgeDay(said, month, s.edge())).with(Vague)
	}
	day := s.notYetOver(edgeDay(year, month, s.edge()))
	if day < s.today {
		day = edgeDay(year+1, month, s.edge())
	}
	return on(day).with(Vague)
}

func wholeYear(years int) reader {
	return func(s said) reading {
		year, _, _ := s.today.split()
		return span(dateOf(year+years, 1, 1), dateOf(year+years, 12, 31))
	}
}

func edgeOfYear(years int) reader {
	return func(s said) reading {
		year, _, _ := s.today.split()
		months := [...]int{edgeBegin: 1, edgeMiddle: 7, edgeEnd: 12}
		month := months[s.edge()]
		day := dateOf(year+years, month, 1)
		if s.edge() == edgeEnd {
			day = dateOf(year+years, 12, 31)
		}
		if day < s.today {
			day = day.plusMonths(12)
		}
		return on(day).with(Vague)
	}
}
