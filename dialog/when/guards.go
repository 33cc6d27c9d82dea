package when

// guard tells whether a phrase may be read from a token up to another.
type guard func(tokens []token, from, to int) bool

// alone: there is nothing else in the text but polite words.
func alone(tokens []token, from, to int) bool {
	return onlyFiller(tokens[:from]) && onlyFiller(tokens[to:])
}

// closed: what follows is no noun, as it is in "de 15e keer" or "om 3 redenen".
func closed(tokens []token, _, to int) bool {
	next := at(tokens, to)
	if next.kind == mark && !next.is("money") {
		return true
	}
	if next.is("unit", "short", "measure", "money") {
		return next.text == "van"
	}
	if next.text == "s" {
		return at(tokens, to+1).is("at-part")
	}
	return next.is("filler", "glue", "weekday", "relday", "part", "at-part", "this-part", "month",
		"next", "this", "coming", "around", "no", "clause-end", "dm", "ymd", "correction", "feast")
}

// noMonthBehind: "tussen 3 en 5", but not "tussen 3 en 5 december".
func noMonthBehind(tokens []token, from, to int) bool {
	return closed(tokens, from, to) && !at(tokens, to).is("month", "mon")
}

// led: a word before it says that this is a day.
func led(tokens []token, from, to int) bool {
	return at(tokens, from-1).is("lead") && closed(tokens, from, to)
}

// notCounting: "3-12" counts nothing and is no number of a house or a file.
func notCounting(tokens []token, from, to int) bool {
	if from > 0 && isThing(tokens[from-1].text) || at(tokens, to).is("measure", "month", "mon") {
		return false
	}
	return true
}

// besideDay: "vrijdag 9 uur", "9 uur 's avonds", or nothing but the hour.
func besideDay(tokens []token, from, to int) bool {
	before, after := from-1, at(tokens, to)
	if after.text == "lang" || after.text == "per" {
		return false
	}
	for before >= 0 && (tokens[before].text == "," || tokens[before].text == ".") {
		before--
	}
	if at(tokens, before).is("weekday", "relday", "month", "mon", "part", "at-part", "this-part", "dm", "ymd", "digits4", "ordinal", "ordinal-low", "feast") {
		return true
	}
	evening := after.is("at-part", "this-part", "weekday", "relday") || after.text == "s" || after.text == "in" && at(tokens, to+2).is("part")
	return evening || alone(tokens, from, to)
}

// closedOrBesideDay: "half drie", or "vrijdag half drie gemeente".
func closedOrBesideDay(tokens []token, from, to int) bool {
	return closed(tokens, from, to) || besideDay(tokens, from, to)
}

// letterGlued: "9u", but not "ik vraag 2 u".
func letterGlued(tokens []token, from, to int) bool {
	for _, t := range tokens[from:to] {
		if t.is("hour-letter") {
			return t.glued && closed(tokens, from, to)
		}
	}
	return false
}

// notGreeting keeps "goede morgen" and "goede vrijdag" apart from days.
func notGreeting(tokens []token, from, _ int) bool {
	before := at(tokens, from-1)
	return !before.is("greeting") && !(from == 1 && before.text == "goed")
}
