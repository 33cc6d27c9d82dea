package when

import "slices"

// narrow leaves out the days that were taken back, that are over, or that another
// day says more exactly.
func narrow(tokens []token, days []mention, today date) []mention {
	days = afterCorrection(tokens, days)
	days = withinWeek(days)
	isPast := func(m mention) bool { return m.last < today && m.trouble != Impossible }
	if len(days) > 1 && !allOf(days, isPast) {
		days = slices.DeleteFunc(days, isPast)
	}
	exact := slices.Clone(days)
	return slices.DeleteFunc(exact, func(m mention) bool {
		return slices.ContainsFunc(days, m.contains)
	})
}

func allOf(days []mention, holds func(mention) bool) bool {
	return !slices.ContainsFunc(days, func(m mention) bool { return !holds(m) })
}

// afterCorrection: "morgen, nee overmorgen".
func afterCorrection(tokens []token, days []mention) []mention {
	for k := len(days) - 1; k > 0; k-- {
		between := tokens[days[k-1].to:days[k].from]
		if slices.ContainsFunc(between, func(t token) bool { return t.is("correction") }) {
			return days[k:]
		}
	}
	return days
}

// withinWeek: "volgende week kan ik op dinsdag". The weekday is then one of that
// week.
func withinWeek(days []mention) []mention {
	k := slices.IndexFunc(days, func(m mention) bool { return m.hasDay && m.last-m.first == 6 })
	if k < 0 {
		return days
	}
	monday := days[k].first.monday()
	for i := range days {
		d := &days[i]
		if !d.weekday {
			continue
		}
		if named := monday + date(d.first.weekday()-1); named != d.first {
			d.first, d.last, d.doubt = named, named, d.doubt|WhichWeek
		}
	}
	return days
}

// contains tells whether another day says more exactly what this span says.
func (m mention) contains(other mention) bool {
	if m.trouble != Fine || other.trouble != Fine {
		return false
	}
	return m.first <= other.first && other.last <= m.last && m.last-m.first > other.last-other.first
}
