package content

import (
	"regexp"
	"slices"
	"strings"
)

// exactWords say how much or when as a figure does.
var exactWords = regexp.MustCompile(`(?i)\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|veertien|vijftien|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen|helft|kwart|` +
	`maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b`)

// Invented gives a number, date or sum of a text that its source does not hold, "" when
// all of them stand there. A number in words must stand there in words.
func Invented(text, source string) string {
	known := numbersIn(source)
	for _, n := range numbersIn(text) {
		if !slices.Contains(known, n) {
			return n
		}
	}
	sums, days := amountsIn(source), datesIn(source)
	for _, sum := range amountsIn(text) {
		if !slices.ContainsFunc(sums, func(s string) bool { return sumOf(s) == sumOf(sum) }) {
			return sum
		}
	}
	for _, day := range datesIn(text) {
		if !slices.ContainsFunc(days, func(s string) bool { return strings.HasPrefix(strings.ToLower(s), strings.ToLower(day)) }) {
			return day
		}
	}
	words := exactWords.FindAllString(strings.ToLower(source), -1)
	for _, word := range exactWords.FindAllString(strings.ToLower(text), -1) {
		if !slices.Contains(words, word) {
			return word
		}
	}
	return ""
}

// sumOf is a sum of money or a percentage in one way of writing.
func sumOf(amount string) string {
	return strings.NewReplacer("€", "", ".", "", "euro", "", ",-", "", " ", "", "procent", "%").Replace(strings.ToLower(amount))
}
