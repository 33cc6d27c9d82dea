package risk

import (
	"strconv"
	"time"
)

// when is a time named in a text: how many days from now, and where it stands.
type when struct{ days, at int }

// far stands for a date that can't be placed: it is asked for.
const far = 1 << 10

// nearest finds the time named nearest to the words from first to last, within
// one sentence of them. Without a clock (zero now) a weekday counts as within
// the week, and a date of the month can't be placed.
func nearest(tokens []token, first, last int, now time.Time) (int, bool) {
	best, found, distance := far, false, 1<<10
	for i := range tokens {
		if d := tokens[i].sent - tokens[first].sent; d < -1 || d > 1 {
			continue
		}
		days, ok := dayAt(tokens, i, now)
		if !ok {
			continue
		}
		if gap := apart(i, first, last); gap < distance {
			best, found, distance = days, true, gap
		}
	}
	return best, found
}

func apart(i, first, last int) int {
	switch {
	case i < first:
		return first - i
	case i > last:
		return i - last
	}
	return 0
}

// dayAt reads a time that begins at word i.
func dayAt(tokens []token, i int, now time.Time) (int, bool) {
	word := tokens[i].word
	if d, ok := dayWords[word]; ok {
		return d, true
	}
	if day, ok := weekdays[word]; ok {
		return untilWeekday(day, now), true
	}
	at := func(n int) string {
		if i+n < len(tokens) {
			return tokens[i+n].word
		}
		return ""
	}
	if word == "deze" || word == "volgende" || word == "komende" || word == "next" || word == "this" {
		d, ok := relative[word+" "+at(1)]
		return d, ok
	}
	if n, ok := count(word); ok {
		if unit, ok := units[at(1)]; ok && (at(2) != "geleden" && at(2) != "ago") && ahead(tokens, i) {
			return n * unit / 24, true
		}
		if month, ok := months[at(1)]; ok {
			return untilDate(n, month, now), true
		}
	}
	return 0, false
}

// ahead is whether a length of time lies ahead: "over drie dagen", "nog 2 dagen",
// and not "al drie dagen".
func ahead(tokens []token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		switch tokens[j].word {
		case "over", "binnen", "nog", "in", "within", "komende", "heb", "krijg":
			return true
		case "al", "sinds", "for", "voor":
			return false
		}
	}
	return false
}

func count(word string) (int, bool) {
	if n, ok := numbers[word]; ok {
		return n, true
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 0 && n < 100
}

func untilWeekday(day time.Weekday, now time.Time) int {
	if now.IsZero() {
		return 6
	}
	return (int(day) - int(now.Weekday()) + 7) % 7
}

func untilDate(day int, month time.Month, now time.Time) int {
	if now.IsZero() || day == 0 || day > 31 {
		return far
	}
	date := time.Date(now.Year(), month, day, 12, 0, 0, 0, now.Location())
	days := int(date.Sub(time.Date(now.Year(), now.Month(), now.Day(), 12, 0, 0, 0, now.Location())).Hours()/24 + 0.5)
	if days < -30 {
		return far // next year's
	}
	return max(days, 0)
}

// urgencyIn is the protocol's table for eviction and cut-off: within 3 days now,
// within 14 today, later soon.
func urgencyIn(days int) Urgency {
	switch {
	case days <= 3:
		return Now
	case days <= 14:
		return Today
	}
	return Soon
}

var (
	dayWords = map[string]int{"vandaag": 0, "vanmiddag": 0, "vanavond": 0, "vannacht": 0, "vanochtend": 0, "zometeen": 0, "straks": 0,
		"morgen": 1, "morgenochtend": 1, "morgenmiddag": 1, "morgenvroeg": 1, "mrgn": 1, "morge": 1, "overmorgen": 2,
		"today": 0, "tonight": 0, "tomorrow": 1, "heute": 0, "morgens": 1, "ubermorgen": 2, "jutro": 1, "yarin": 1, "bugun": 0, "завтра": 1}
	weekdays = map[string]time.Weekday{"maandag": 1, "dinsdag": 2, "woensdag": 3, "donderdag": 4, "vrijdag": 5, "zaterdag": 6, "zondag": 0,
		"maandagochtend": 1, "dinsdagochtend": 2, "woensdagochtend": 3, "donderdagochtend": 4, "vrijdagochtend": 5,
		"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5}
	relative = map[string]int{"deze week": 5, "volgende week": 10, "komende week": 7, "deze maand": 14, "volgende maand": 30, "komende maand": 20,
		"komende dagen": 3, "deze dagen": 3, "volgende dag": 1, "this week": 5, "next week": 10, "next month": 30}
	units = map[string]int{"uur": 1, "uurtje": 1, "dag": 24, "dagen": 24, "dgn": 24, "dage": 24, "week": 168, "weken": 168, "weekjes": 168, "weekje": 168,
		"maand": 720, "maanden": 720, "hours": 1, "day": 24, "days": 24, "weeks": 168, "month": 720, "months": 720}
	numbers = map[string]int{"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
		"elf": 11, "twaalf": 12, "veertien": 14, "paar": 3, "anderhalve": 1, "a": 1, "one": 1, "two": 2, "three": 3, "five": 5}
	months = map[string]time.Month{"januari": 1, "februari": 2, "maart": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "augustus": 8,
		"september": 9, "oktober": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "aug": 8, "sept": 9, "okt": 10, "nov": 11, "dec": 12}
)
