package when

func dayFromToday(s said) reading {
	days := s.value("relday")
	if days > 0 {
		return on(s.awake + date(days))
	}
	return on(s.today + date(days))
}

// dayAfterTomorrow: "over morgen" is taken for "overmorgen" with a space too many.
func dayAfterTomorrow(s said) reading { return on(s.awake + 2).with(Typo) }

func dayEarly(s said) reading {
	r := dayFromToday(s)
	r.part = Morning
	return r
}

func today(s said) reading { return on(s.today) }

func laterToday(s said) reading { return on(s.today).with(Vague) }

func dayAndWeeks(s said) reading {
	r := dayFromToday(s)
	return on(r.first + date(7*s.value("count")))
}

func comingWeekday(s said) reading {
	day := s.value("weekday", "weekdays")
	r := on(s.awake.next(day)).doubtedIf(day == s.today.weekday(), SameDay)
	r.weekday = true
	return r
}

// weekdayAndNumber: "dinsdag 8", when the coming 8th is a Tuesday. Otherwise the
// number may be anything.
func weekdayAndNumber(s said) reading {
	for months := range 2 {
		year, month := s.monthOf(months)
		day := s.value("day")
		if exists(year, month, day) && dateOf(year, month, day) >= s.today {
			r := on(dateOf(year, month, day))
			if r.first.weekday() == s.value("weekday") {
				return r
			}
			break
		}
	}
	return comingWeekday(s).with(Figures)
}

func weekdayMorning(s said) reading {
	r := comingWeekday(s)
	r.part = Morning
	return r
}

// nextWeekday is clear only when the coming one is in the next week as well.
func nextWeekday(s said) reading {
	day := s.value("weekday")
	r := on(s.today.monday()+7+date(day-1)).doubtedIf(day == s.today.weekday(), SameDay)
	return r.doubtedIf(r.first != s.today.next(day) || s.today.weekday() == 7, WhichWeek)
}

func lastWeekday(s said) reading {
	day := s.value("weekday")
	return on(s.today.next(day)-7).doubtedIf(day == s.today.weekday(), SameDay).endingBefore(s.today)
}

// endingBefore keeps a day that was said to be past from being today.
func (r reading) endingBefore(today date) reading {
	if r.first >= today {
		r.first, r.last = r.first-7, r.last-7
	}
	return r
}

func everyWeekday(s said) reading {
	r := comingWeekday(s)
	r.trouble = Several
	return r
}

// weekdayInWeek is a day in an ISO week, counted from this one. Who begins the week
// on Sunday means another one on that day, and on the day itself people hesitate.
func weekdayInWeek(weeks int) reader {
	return func(s said) reading {
		day := s.value("weekday")
		r := on(s.today.monday() + date(7*weeks+day-1))
		unsure := weeks >= 0 && (day == s.today.weekday() && weeks > 0 || s.today.weekday() == 7)
		_, coming := s.get("coming")
		return r.doubtedIf(unsure || coming, WhichWeek)
	}
}

// weekdayAndWeeks: "dinsdag over een week".
func weekdayAndWeeks(s said) reading {
	r := comingWeekday(s)
	r.first += date(7 * s.value("count"))
	r.last, r.weekday = r.first, false
	return r
}

// weekdayAfterWeeks: "over twee weken op vrijdag".
func weekdayAfterWeeks(s said) reading {
	monday := (s.today + date(7*s.value("count"))).monday()
	return on(monday + date(s.value("weekday")-1)).with(WhichWeek)
}
