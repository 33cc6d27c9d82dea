package when

import "time"

const (
	saturday = 6
	sunday   = 7
)

// edges of the lexicon; a "half" in a form counts as the middle.
const (
	edgeBegin = iota + 1
	edgeMiddle
	edgeEnd
)

func (s said) edge() int {
	if edge, ok := s.get("edge"); ok {
		return edge
	}
	return edgeMiddle
}

// wholeWeek is a week counted from this one, as far as it is not over.
func wholeWeek(weeks int) reader {
	return func(s said) reading {
		monday := s.today.monday() + date(7*weeks)
		r := span(monday, monday+6).doubtedIf(weeks > 0 && s.today.weekday() == sunday, WhichWeek)
		if weeks == 0 {
			r.first = s.today
		}
		return r
	}
}

// numberedWeek is the coming ISO week of this number: "week 50".
func numberedWeek(s said) reading {
	year, _, _ := s.today.split()
	for y := year; y <= year+1; y++ {
		monday := dateOf(y, 1, 4).monday() + date(7*(s.value("weeknr")-1))
		if isoYear, _ := monday.in(time.UTC).ISOWeek(); isoYear == y && monday+6 >= s.today {
			return span(max(monday, s.today), monday+6)
		}
	}
	return never()
}

// edgeOfWeek takes Monday, Wednesday or Friday. "Het eind van de week", said when
// that day is over, is today.
func edgeOfWeek(weeks int) reader {
	return func(s said) reading {
		days := [...]date{edgeBegin: 0, edgeMiddle: 2, edgeEnd: 4}
		day := s.today.monday() + date(7*weeks) + days[s.edge()]
		_, this := s.get("this")
		switch {
		case weeks > 0 || day >= s.today:
		case s.edge() == edgeEnd:
			day = s.today
		case !this:
			day += 7
		}
		return on(day).with(Vague)
	}
}

// weekend counts from the one that is coming or going on. "Volgend weekend" is that
// of the next ISO week, and always doubted.
func weekend(weeks int) reader {
	return func(s said) reading {
		saturdayOfWeek := s.today.monday() + saturday - 1
		_, coming := s.get("coming")
		if coming && s.today.weekday() >= saturday {
			return span(saturdayOfWeek+7, saturdayOfWeek+8).with(WhichWeek)
		}
		r := span(saturdayOfWeek+date(7*weeks), saturdayOfWeek+date(7*weeks)+1)
		if weeks == 0 {
			r.first = max(r.first, s.today)
		}
		return r.doubtedIf(weeks > 0, WhichWeek)
	}
}

func fridayBefore(s said) reading {
	return on(s.awake.next(saturday - 1)).with(Vague)
}
