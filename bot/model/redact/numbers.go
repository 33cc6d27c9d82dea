package redact

import (
	"regexp"
	"strings"
)

var (
	nine      = regexp.MustCompile(`\d(?:[ .\-/]?\d){8}`)
	bsnCalled = regexp.MustCompile(`(?i)(?:\bbsn|burger\s?-?service\s?-?n(?:ummer|r)|burgerservice|\bsofi\s?-?(?:nummer|nr)?|\bsofi)(?:\s?-?(?:nummer|nr|num))?\.?[\s:=\-]{0,3}(?:is|was|van mij is|=)?[\s:]{0,2}(\d(?:[ .\-/]{0,2}\d){6,9})`)
	long      = regexp.MustCompile(`\d{9,}|\d{4}(?:[ .\-]\d{4}){3}`)
	numberIs  = regexp.MustCompile(`(?i)\b(?:\pL{2,25}(?:nummer|nr)\b\.?[\s:=]{1,3}(?:is\s)?(\d{4,})|(?:nummer|nr\.?)[\s:=]{1,3}(?:is\s)?(\d{5,})|\pL*(?:nummer|nr)(?:\s\pL{2,20}){1,4}\s(?:is|was)\s(\d{5,}))\b`)
)

// citizens are citizen service numbers: nine digits that pass the eleven test, however they
// are set apart, and whatever number is called one.
func (h *Hidden) citizens(text string) []span {
	var all []span
	take := func(from, to int) { all = append(all, span{from, to, thing{bsn, digits(text[from:to])}}) }
	each(bsnCalled, text, func(m []int) bool {
		if isDigit(after(text, m[3])) {
			return false
		}
		take(m[2], m[3])
		return true
	})
	each(nine, text, func(m []int) bool {
		if !aloneDigits(text, m[0], m[1]) || !elevenTest(digits(text[m[0]:m[1]])) || !evenly(text[m[0]:m[1]]) || isMoney(text, m[0], m[1]) {
			return false
		}
		take(m[0], m[1])
		return true
	})
	return all
}

// elevenTest is the check on a BSN: 9a+8b+7c+6d+5e+4f+3g+2h-i is a multiple of eleven.
func elevenTest(nine string) bool {
	if len(nine) != 9 || strings.Trim(nine, "0") == "" {
		return false
	}
	sum := -int(nine[8] - '0')
	for i := range 8 {
		sum += (9 - i) * int(nine[i]-'0')
	}
	return sum%11 == 0
}

// longNumbers are numbers that no sum, date or year is as long as, and what is called a number: of
// payments, cards, meters, documents.
func (h *Hidden) longNumbers(text string) []span {
	var all []span
	each(numberIs, text, func(m []int) bool {
		from, to := max(m[2], m[4], m[6]), max(m[3], m[5], m[7])
		if isMoney(text, from, to) {
			return false
		}
		all = append(all, span{from, to, thing{reference, digits(text[from:to])}})
		return true
	})
	each(long, text, func(m []int) bool {
		if !aloneDigits(text, m[0], m[1]) || isMoney(text, m[0], m[1]) || public[digits(text[m[0]:m[1]])] {
			return false
		}
		all = append(all, span{m[0], m[1], thing{reference, digits(text[m[0]:m[1]])}})
		return true
	})
	return all
}
