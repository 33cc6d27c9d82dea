package when

import "slices"

// readLeads weighs the word before each day: "na vrijdag", "voor de 15e". What
// only tells since when something lasts is left out.
func readLeads(tokens []token, mentions []mention) []mention {
	kept := mentions[:0]
	for _, m := range mentions {
		i := m.from - 1
		for i >= 0 && slices.Contains([]string{"de", "het", "op", "aan"}, tokens[i].text) {
			i--
		}
		if m.hasDay && m.trouble != Impossible {
			m.lead(at(tokens, i), at(tokens, i-1), at(tokens, i-2))
		}
		if !m.hasDay || at(tokens, i).text != "sinds" {
			kept = append(kept, m)
		}
	}
	return kept
}

func (m *mention) lead(word, before, count token) {
	unit, counted := before.sense("unit")
	counted = counted && !count.is("next", "this", "last", "coming", "each") // "volgende week voor vrijdag"
	number, _ := count.fits(classNamed("count"))
	week := counted && unit == unitWeek && number == 0
	switch {
	case week && word.text == "na": // "de week na kerst"
		m.reading = span(m.last+1, m.last+7).with(m.doubt)
	case week && word.text == "voor":
		m.reading = span(m.first-7, m.first-1).with(m.doubt)
	case counted && word.text == "na":
		m.shift(m.last, max(1, number), unit)
	case counted && word.text == "voor":
		m.shift(m.first, -max(1, number), unit)
	case counted && unit == unitWeek && word.text == "van": // "de week van 7 december"
		m.reading = span(m.first.monday(), m.first.monday()+6).with(m.doubt)
	case word.text == "na":
		m.reading = m.on(m.last + 1).with(Vague)
	case word.is("around"), word.text == "dan" && (before.text == "later" || before.text == "eerder"):
		m.doubt |= Vague
	case word.text == "van" && m.weekday: // "de brief van vrijdag"
		m.doubt |= MaybePast
	}
}

// shift: "de dag voor kerst", "twee weken na 15 december". Weeks and months are
// seldom meant to the day.
func (m *mention) shift(from date, count, unit int) {
	switch unit {
	case unitDay:
		m.reading = m.on(from + date(count))
		m.doubt &^= Vague // that kerst has two days matters no more
	case unitWeek:
		m.reading = m.on(from + date(7*count)).with(Vague)
	default:
		months := map[int]int{unitMonth: 1, unitYear: 12}[unit]
		m.reading = m.on(from.plusMonths(months * count)).with(Vague)
	}
}

// on moves a reading to another day.
func (r reading) on(day date) reading {
	r.first, r.last = day, day
	return r
}
