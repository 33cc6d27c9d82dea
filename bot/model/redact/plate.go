package redact

import (
	"regexp"
	"strings"
)

// sidecodes are the forms of Dutch licence plates (RDW), old and new: X a letter, 9 a digit.
var sidecodes = strings.Fields(`XX-99-99 99-99-XX 99-XX-99 XX-99-XX XX-XX-99 99-XX-XX 99-XXX-9 9-XXX-99 XX-999-X X-999-XX XXX-99-X X-99-XXX 9-XX-999 999-XX-9`)

var (
	plateDashed, plateSpaced, plateBare, plateMixed = plateForms()
	plateCalled                                     = regexp.MustCompile(`(?i)(?:kenteken|nummerbord|nummerplaat|\bauto|\bbrommer|\bscooter|\bmotor|\bbus|\bwagen|\bbak|\bplaat)\b[^.!?\n]{0,20}$`)
	dayOrUnit                                       = regexp.MustCompile(`(?i)jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec|uur|eur|mnd|min|sec|dag|jr|mbo|hbo|nt\d`)
)

// plateForms are the sidecodes as they are typed: with dashes or dots, with spaces, with nothing.
func plateForms() (dashed, spaced, bare, mixed *regexp.Regexp) {
	forms := strings.Join(sidecodes, "|")
	with := func(gap string) *regexp.Regexp {
		r := strings.NewReplacer("X", `[A-Za-z]`, "9", `\d`, "-", gap)
		return regexp.MustCompile(`\b(?:` + r.Replace(forms) + `)\b`)
	}
	return with(`\s?[-.]\s?`), with(` `), with(``), with(`[ .-]{0,3}`)
}

// plates are licence plates. With spaces or without anything between they must be written in
// capitals, or be spoken of as one: "is 12 34" is none.
func (h *Hidden) plates(text string) []span {
	var all []span
	for _, form := range []struct {
		re   *regexp.Regexp
		sure func(p string, called bool) bool
	}{
		{plateDashed, func(p string, called bool) bool { return true }},
		{plateSpaced, func(p string, called bool) bool { return called || p == strings.ToUpper(p) && !ordinaryPair(p) }},
		{plateBare, func(p string, called bool) bool { return true }},
		{plateMixed, func(p string, called bool) bool { return called && !ordinaryPair(p) && !dayOrUnit.MatchString(p) }},
	} {
		each(form.re, text, func(m []int) bool {
			p := text[m[0]:m[1]]
			called := plateCalled.MatchString(text[max(0, m[0]-40):m[0]])
			if a, b := before(text, m[0]), after(text, m[1]); a == '-' || b == '-' || a == '€' || a == '.' {
				return false
			}
			if !called && dayOrUnit.MatchString(p) || !form.sure(p, called) {
				return false
			}
			all = append(all, span{m[0], m[1], thing{plate, compact(p)}})
			return true
		})
	}
	return all
}

// ordinaryPair tells whether the letters of a would-be plate are a word.
func ordinaryPair(p string) bool {
	for _, w := range strings.Fields(strings.ToLower(p)) {
		if ordinary[w] {
			return true
		}
	}
	return false
}
