package when

import "slices"

// settleAbbreviations decides where "ma", "do" and "zo" are days: only where the
// words around them say so.
func settleAbbreviations(tokens []token) {
	for i := range tokens {
		day, short := tokens[i].sense("abbr")
		if short && isShortDay(tokens, i) {
			tokens[i].senses = []sense{{"weekday", day}}
		}
	}
}

func isShortDay(tokens []token, i int) bool {
	sure := hasDateBehind(tokens, i) || isLed(tokens, i) || isPaired(tokens, i)
	if sure || tokens[i].is("weakest") {
		return sure || at(tokens, i+1).is("part", "at-part")
	}
	closing := onlyFiller(tokens[i+1:])
	if closing && onlyFiller(tokens[:i]) || isTimed(tokens, i) {
		return true
	}
	if tokens[i].is("weak") { // "doe maar do", but not "maar ma zegt"
		before := at(tokens, i-1).text
		return closing && (before == "op" || before == "maar" || before == "liever")
	}
	behind := at(tokens, i+1)
	if at(tokens, i-1).text == "/" {
		return false // "hbo/wo"
	}
	return closing || behind.is("glue") || slices.Contains([]string{"kan", "lukt", "past", "is", "dan"}, behind.text)
}

// hasDateBehind: "do 3 dec", "zo 6-12", "ma de 7e".
func hasDateBehind(tokens []token, i int) bool {
	next, third := at(tokens, i+1), at(tokens, i+2)
	if next.text == "." || next.text == "de" {
		next, third = third, at(tokens, i+3)
	}
	numbered := next.is("number") && third.is("month", "mon", "ordinal", "ordinal-low")
	return numbered || next.is("dm", "dm-dot", "ymd", "ordinal")
}

// isLed: "volgende do", "volgende week ma".
func isLed(tokens []token, i int) bool {
	if i == 0 {
		return false
	}
	before := tokens[i-1]
	week, isUnit := before.sense("unit")
	return before.is("next", "coming", "last", "each") || isUnit && week == 2
}

// isTimed: "do ochtend", "ma om 9 uur", "do 9:30".
func isTimed(tokens []token, i int) bool {
	next := at(tokens, i+1)
	return next.is("part", "at-part", "hm", "hm-full") || next.text == "om" && at(tokens, i+2).is("number", "hm", "hm-dot", "hm-full", "hm-dot-full")
}

// isPaired: "za/zo", "ma-vr", "ma of di". "Vrijdag of zo" names one day only.
func isPaired(tokens []token, i int) bool {
	joins := func(joint token) bool {
		clear := slices.Contains([]string{"/", "-", "tm", "tot"}, joint.text)
		return clear || !tokens[i].is("weakest") && (joint.text == "of" || joint.text == "en")
	}
	through := func(j int) bool { // "t/m"
		return at(tokens, j).text == "t" && at(tokens, j+1).text == "/" && at(tokens, j+2).text == "m"
	}
	return joins(at(tokens, i-1)) && at(tokens, i-2).is("weekday") ||
		joins(at(tokens, i+1)) && at(tokens, i+2).is("abbr", "weekday") ||
		through(i-3) && at(tokens, i-4).is("weekday") ||
		through(i+1) && at(tokens, i+4).is("abbr", "weekday")
}

// at is the token in a place, or an empty one outside the text.
func at(tokens []token, i int) token {
	if i < 0 || i >= len(tokens) {
		return token{kind: mark}
	}
	return tokens[i]
}

func onlyFiller(tokens []token) bool {
	for _, t := range tokens {
		if t.kind != mark && !t.is("filler") {
			return false
		}
	}
	return true
}
