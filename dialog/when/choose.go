package when

import "slices"

// choose puts the mentions of a text together to one reading, and gives those
// that it came from.
func choose(tokens []token, mentions []mention, today date) (reading, []mention) {
	var days, hours, parts, refused []mention
	var refusers []int
	for k, m := range mentions {
		no := refuserOf(tokens, mentions, k)
		switch {
		case no >= 0 && (m.hasDay || m.hasClock):
			refused, refusers = append(refused, m), append(refusers, no)
		case m.hasDay:
			days = append(days, m)
		case m.hasClock:
			hours = append(hours, m)
		default:
			parts = append(parts, m)
		}
	}
	dayRefused := slices.ContainsFunc(refused, func(m mention) bool { return m.hasDay })
	if len(refused) > 0 && len(days) == 0 && (dayRefused || len(hours) == 0) {
		return refusal(refused)
	}
	days = narrow(tokens, days, today)
	r, used := join(tokens, days, hours, parts)
	doubted := r.hasDay && r.weekday && slices.ContainsFunc(tokens, func(t token) bool { return t.is("past-verb") })
	return r.doubtedIf(doubted, MaybePast).doubtedIf(hasLooseNo(tokens, used, refusers), MaybeNot), used
}

// refusal prefers a day over an hour: "vrijdag om 9 uur kan ik niet".
func refusal(refused []mention) (reading, []mention) {
	k := max(0, slices.IndexFunc(refused, func(m mention) bool { return m.hasDay }))
	r := refused[k].reading
	r.trouble = Refused
	return r, refused[k : k+1]
}

// join makes one reading of days, hours and parts of the day.
func join(tokens []token, days, hours, parts []mention) (reading, []mention) {
	var r reading
	var used []mention
	if len(days) > 0 {
		r, used = severalOf(tokens, days), append(used, days...)
	}
	for _, m := range hours {
		r.doubt |= m.doubt
		if r.hasClock && r.clock != m.clock {
			r.doubt |= Vague
			continue
		}
		r.clock, r.hasClock, r.guessed = m.clock, true, m.guessed
		used = append(used, m)
	}
	for _, m := range parts {
		if len(used) == 0 && !alone(tokens, m.from, m.to) {
			continue // "'s avonds slaap ik slecht"
		}
		r.doubt |= m.doubt
		if r.part == AnyPart {
			r.part, used = m.part, append(used, m)
		}
	}
	slices.SortFunc(used, func(a, b mention) int { return a.from - b.from })
	return r, used
}

// severalOf is the one day that all mentions mean, or the first of Several.
func severalOf(tokens []token, days []mention) reading {
	if k := slices.IndexFunc(days, func(m mention) bool { return m.trouble == Impossible }); k >= 0 {
		return days[k].reading
	}
	r := days[0].reading
	for k, m := range days[1:] {
		r.doubt |= m.doubt
		if m.part != r.part {
			r.doubt |= Vague
			r.part = max(r.part, m.part)
		}
		if m.hasClock {
			r.clock, r.hasClock = m.clock, true
		}
		if m.first != r.first || m.last != r.last {
			if m.weekday && r.weekday && m.first < r.first && isRange(tokens[days[k].to:m.from]) {
				m.first, m.last = m.first+7, m.last+7
			}
			r.trouble, r.first, r.last = max(r.trouble, Several), min(r.first, m.first), max(r.last, m.last)
			r.doubt &^= Vague | MaybePast // "van maandag tot vrijdag" has no deadline in it
		}
	}
	return r
}

// isRange tells whether two days have all days between them: "tot", "t/m", "-".
func isRange(between []token) bool {
	return slices.ContainsFunc(between, func(t token) bool {
		return slices.Contains([]string{"tot", "tm", "m", "-", "–"}, t.text)
	})
}

// hasLooseNo finds a "niet" that refused nothing, or a "nee" behind the day.
func hasLooseNo(tokens []token, used []mention, refusers []int) bool {
	for i, t := range tokens {
		behind := len(used) > 0 && i >= used[len(used)-1].to
		if behind && (t.text == "nee" || t.text == "neen") {
			return true
		}
		if (saysNo(tokens, i) || isUnsure(tokens, i)) && !slices.Contains(refusers, i) {
			return true
		}
	}
	return false
}
