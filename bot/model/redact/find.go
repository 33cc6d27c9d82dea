package redact

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// finders are asked in this order; what an earlier one saw a later one can't take. Those of
// numbers read only what stands around digits, which most texts have few of.
var finders = []struct {
	find    func(*Hidden, string) []span
	numbers bool
}{
	{(*Hidden).mails, false}, {(*Hidden).accounts, true}, {(*Hidden).births, true}, {(*Hidden).bornInWords, false}, {(*Hidden).references, true},
	{(*Hidden).phones, true}, {(*Hidden).citizens, true}, {(*Hidden).addresses, true}, {(*Hidden).plates, true}, {(*Hidden).longNumbers, true},
	{(*Hidden).spokenNumbers, false}, {(*Hidden).names, false},
}

// find lists what must be hidden in a text, from left to right, nothing twice.
func (h *Hidden) find(text string) []span {
	l := level(text)
	var all []span
	add := func(s span) {
		if s.from < s.to && !slices.ContainsFunc(all, func(o span) bool { return s.from < o.to && o.from < s.to }) {
			all = append(all, s)
		}
	}
	for _, s := range h.signs(text) {
		add(s)
	}
	whole, near := [][2]int{{0, len(l.text)}}, aroundDigits(l.text)
	for _, finder := range finders {
		parts := whole
		if finder.numbers {
			parts = near
		}
		for _, part := range parts {
			for _, s := range finder.find(h, l.text[part[0]:part[1]]) {
				add(span{l.back(part[0] + s.from), l.back(part[0] + s.to), s.thing})
			}
		}
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	return all
}

// How far from a digit what belongs to it may stand, in bytes: a label or a street before, more of it behind.
const beforeDigit, behindDigit = 110, 60

// aroundDigits are the parts of a text that have digits, with what stands around them, cut at spaces.
func aroundDigits(text string) (parts [][2]int) {
	for i := 0; i < len(text); i++ {
		if !isDigit(rune(text[i])) {
			continue
		}
		from, to := max(0, i-beforeDigit), min(len(text), i+behindDigit)
		if from > 0 {
			from += max(0, strings.IndexByte(text[from:i], ' '))
		}
		for to < len(text) && text[to] != ' ' {
			to++
		}
		if n := len(parts); n > 0 && parts[n-1][1] >= from {
			parts[n-1][1] = max(parts[n-1][1], to)
		} else {
			parts = append(parts, [2]int{from, to})
		}
	}
	return parts
}

// signs are what people wrote that looks like a placeholder.
func (h *Hidden) signs(text string) []span {
	if !strings.ContainsAny(text, "0123456789⟨⟩") {
		return nil
	}
	var all []span
	for _, m := range likeMark.FindAllStringIndex(text, -1) {
		all = append(all, span{m[0], m[1], thing{sign, text[m[0]:m[1]]}})
	}
	for i, r := range text {
		if strings.ContainsRune(brackets, r) {
			all = append(all, span{i, i + utf8.RuneLen(r), thing{sign, string(r)}})
		}
	}
	return all
}

// each calls take with every match of a pattern, by the indexes of its groups; a match that
// take does not want gives its first character back, so that another can begin inside it.
func each(re *regexp.Regexp, text string, take func(m []int) bool) {
	for at := 0; at < len(text); {
		m := re.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		if m[1] > m[0] && !midWord(text, m[0], at) && take(m) {
			at = m[1]
			continue
		}
		_, size := utf8.DecodeRuneInString(text[m[0]:])
		at = m[0] + max(size, 1)
	}
}

// midWord tells whether a match that begins where the search was taken up begins inside a
// word or a number: the pattern could not see what stands before.
func midWord(text string, from, at int) bool {
	a, b := before(text, from), after(text, from)
	return from == at && (isDigit(a) && isDigit(b) || unicode.IsLetter(a) && unicode.IsLetter(b))
}

// digits are those of a text.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// before and after are the characters around a span; 0 at an end.
func before(text string, from int) rune {
	if from == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(text[:from])
	return r
}

func after(text string, to int) rune {
	if to >= len(text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(text[to:])
	return r
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isWord(r rune) bool  { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// aloneDigits tells whether a run of digits is not the middle of a longer one, or of a sum
// with decimals.
func aloneDigits(text string, from, to int) bool {
	a, b := before(text, from), after(text, to)
	if isDigit(a) || isDigit(b) {
		return false
	}
	return !((a == ',' || a == '.') && from > 1 && isDigit(rune(text[from-2]))) && !(b == ',' && to+1 < len(text) && isDigit(rune(text[to+1])))
}

var (
	moneyBefore = regexp.MustCompile(`(?i)(€|\beur|\beuro)\s{0,2}$`)
	moneyAfter  = regexp.MustCompile(`(?i)^\s{0,2}(€|eur\b|euro|cent\b|,-|,--)`)
)

// isMoney tells whether a number is said to be a sum.
func isMoney(text string, from, to int) bool {
	return moneyBefore.MatchString(text[max(0, from-8):from]) || moneyAfter.MatchString(text[to:min(len(text), to+10)])
}

// evenly tells whether the groups of a number are set apart in one way; the first gap may be
// another one, as after an area code.
func evenly(text string) bool {
	gaps := gap.FindAllString(strings.TrimFunc(text, func(r rune) bool { return !isDigit(r) }), -1)
	for i := 2; i < len(gaps); i++ {
		if strings.TrimSpace(gaps[i]) != strings.TrimSpace(gaps[1]) {
			return false
		}
	}
	return true
}

var gap = regexp.MustCompile(`[^0-9]+`)

func sorted(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
