package redact

import (
	"regexp"
	"strings"
)

const apart = `[ \-./()]{0,3}`

var (
	dutchPhone   = regexp.MustCompile(`\(?0` + apart + `[1-9](?:` + apart + `\d){8}`)
	bareMobile   = regexp.MustCompile(`6(?:[ \-./]{0,3}\d){8}`)
	foreignPhone = regexp.MustCompile(`(?:\+|\(\+|\b00)[ ]?[1-9](?:` + apart + `\d){7,13}`)
	thirtyOne    = regexp.MustCompile(`\b31[ \-]?\(?0?\)?[ \-]?6(?:` + apart + `\d){8}`)
	mistyped     = regexp.MustCompile(`\b06[- ]?(?:\d{7}|\d{9})\b`)
	labelled     = regexp.MustCompile(`(?i)(?:\btel(?:efoon)?(?:nummer|nr)?|\bmobiel|\bmob|\bbellen op|\bbel me op|\bbereikbaar op|\bwhatsapp|\bwapp|\bapp)\.?[\s:=]{1,3}(\d(?:[ \-./]{0,3}\d){6,11})`)
	aDate        = regexp.MustCompile(`^\(?\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?:\D|$)`)
)

// public numbers are no person's: those that answer whoever calls. 0800 and 0900 are so by their form.
var public = map[string]bool{"0880767000": true}

// phones are telephone numbers, Dutch and of other countries, however they are set apart.
func (h *Hidden) phones(text string) []span {
	var all []span
	for _, p := range []struct {
		re    *regexp.Regexp
		group int
		fits  func(string) bool
	}{
		{foreignPhone, 0, func(n string) bool { return len(n) >= 8 && len(n) <= 15 }},
		{thirtyOne, 0, func(string) bool { return true }},
		{dutchPhone, 0, func(n string) bool { return len(n) == 10 }},
		{bareMobile, 0, func(n string) bool { return len(n) == 9 }},
		{mistyped, 0, func(string) bool { return true }},
		{labelled, 2, func(n string) bool { return len(n) >= 7 }},
	} {
		each(p.re, text, func(m []int) bool {
			from, to := m[p.group], m[p.group+1]
			n := digits(text[from:to])
			if !p.fits(n) || !isPhone(text, from, to, n) {
				return false
			}
			all = append(all, span{from, to, thing{phone, national(n)}})
			return true
		})
	}
	return all
}

func isPhone(text string, from, to int, n string) bool {
	if strings.HasPrefix(text[from:], "(") && !strings.Contains(text[from:to], ")") {
		return false
	}
	a := before(text, from)
	return aloneDigits(text, from, to) && a != '+' && !isMoney(text, from, to) && evenly(strings.ReplaceAll(text[from:to], "(0)", "")) &&
		!aDate.MatchString(text[from:]) && !public[n] && !isService(n)
}

// isService tells whether a number is one that anybody may call: 0800, 0900 and the like.
func isService(n string) bool {
	for _, p := range []string{"0800", "0900", "0906", "0909", "116"} {
		if strings.HasPrefix(n, p) {
			return true
		}
	}
	return false
}

// national is a number as it is dialled at home, so that one number is one thing.
func national(n string) string {
	for _, p := range []string{"00310", "0031", "310", "31"} {
		if rest, ok := strings.CutPrefix(n, p); ok && len(rest) == 9 {
			return "0" + rest
		}
	}
	if len(n) == 9 && n[0] == '6' {
		return "0" + n
	}
	return n
}
