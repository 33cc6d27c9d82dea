package when

import "slices"

// mention is a phrase that was found: the tokens it takes, and what it means.
type mention struct {
	from, to int
	reading
}

// find gives the phrases of a text in order; at each place the longest wins.
func find(tokens []token, base said) []mention {
	var found []mention
	for i := 0; i < len(tokens); {
		m := longestAt(tokens, i, base)
		if m.to == i || tokens[i].kind == mark { // a form may have a comma, but not begin with it
			i++
			continue
		}
		found = append(found, m)
		i = m.to
	}
	return found
}

func longestAt(tokens []token, from int, base said) mention {
	best := mention{from: from, to: from}
	order := 0
	for p := range compiledPhrases().of(tokens[from]) {
		end, got := p.match(tokens, from)
		first := end == best.to && p.order < order
		if end <= from || end < best.to || end == best.to && !first || p.guard != nil && !p.guard(tokens, from, end) {
			continue
		}
		s := base
		s.got, s.fullHour = got, hasFullHour(tokens[from:end])
		r := p.read(s)
		if r.declined {
			continue
		}
		order = p.order
		best = mention{from, end, s.finish(r, tokens[from:end], p.relative)}
	}
	return best
}

// finish adds what holds for every phrase: its part of the day, slips of the
// finger, and the small hours.
func (s said) finish(r reading, tokens []token, relative bool) reading {
	if part := s.value("part", "this-part"); part > 0 {
		r.part = Part(part)
		r.afterNight = r.hasDay && r.part == Night
	}
	slipped := slices.ContainsFunc(tokens, func(t token) bool { return t.typo })
	return r.doubtedIf(slipped, Typo).doubtedIf(relative && s.awake != s.today, SmallHours)
}

func hasFullHour(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.is("hm-full", "hm-dot-full") })
}
