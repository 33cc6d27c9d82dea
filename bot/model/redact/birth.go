package redact

import (
	"regexp"
	"strconv"
	"strings"
)

const (
	months    = `(?:januari|jan|februari|feb|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|september|sept|sep|oktober|okt|november|nov|december|dec)\.?`
	spokenDay = `(?:één|een|eerste|twee|tweede|drie|derde|vier|vierde|vijf|vijfde|zes|zesde|zeven|acht|achtste|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|(?:eenen|eenën|tweeën|tweeen|drieën|drieen|vieren|vijfen|zesen|zevenen|achten|negenen)?twintig|dertig|eenendertig)(?:de|ste)?`
	aYear     = `(?:(?:19|20)\d\d|['’]?\d\d\b|negentien(?:honderd)?\s?\pL+|tweeduizend(?:\s?\pL+)?)`
)

var (
	dateNumbers   = regexp.MustCompile(`\b(\d{1,2})(\s?[-/. ]\s?)(\d{1,2})(\s?[-/. ]\s?)((?:19|20)?\d\d|['’]\d\d)\b`)
	dateTurned    = regexp.MustCompile(`\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b`)
	dateRun       = regexp.MustCompile(`\b(\d{2})(\d{2})((?:19|20)\d\d)\b`)
	dateRunTurned = regexp.MustCompile(`\b(?:19|20)\d\d(\d{2})(\d{2})\b`)
	dateWords     = regexp.MustCompile(`(?i)\b(?:\d{1,2}(?:e|de|ste)?|` + spokenDay + `)[\s-]{0,2}(?:van\s)?` + months + `(?:[\s-]{0,2}(` + aYear + `))?`)
	monthName     = regexp.MustCompile(`(?i)\d(?:e|de|ste)?[\s-]{0,2}(?:van\s)?[jfmasond]|(?:geb|jarig|verjaar|negentien|tweeduizend)`)
	bornBefore    = regexp.MustCompile(`(?i)(?:\bgeboren|\bgeb\.?|geboorte\s?-?\s?(?:datum|dag|dat)|\bgebdatum|\bgebdat|\bgeb\.?\s?dat(?:um)?\.?|\bg\.d\.|\bgd|\bjarig|verjaardag|\bverjaar|\b(?:ik|ik ben|hij|ze|zij|kind|kinderen|baby|kleine|oudste|jongste|middelste|tweeling|meisje|jongen|zus|zusje|broer|broertje|partner|vriend|vriendin|ex|zoon|zoontje|dochter|dochtertje|moeder|vader|oma|opa|man|vrouw)\s?(?:ben|is|komt)? van|\bbirth(?:day|date)?|\bborn)[^\d.!?\n]{0,30}$`)
	bornAfter     = regexp.MustCompile(`(?i)^[\s,()]{0,3}(?:ben ik |is (?:hij|ze|zij|\pL+) |was (?:ik|hij|ze|zij) |werd (?:ik|hij|ze|zij) )?(?:ook |toen )?(?:geboren|jarig|mijn verjaardag|is mijn verjaardag|is mijn geboortedatum|ter wereld)`)
)

// births are dates that are told as one of birth, and dates long ago: nobody has an
// appointment on one.
func (h *Hidden) births(text string) []span {
	var all []span
	take := func(m []int, year string) bool {
		ok := isBirth(text, m, year)
		if ok {
			all = append(all, span{m[0], m[1], thing{birth, strings.ToLower(text[m[0]:m[1]])}})
		}
		return ok
	}
	each(dateNumbers, text, func(m []int) bool {
		day, month := number(text, m[2], m[3]), number(text, m[6], m[7])
		same := strings.TrimSpace(text[m[4]:m[5]]) == strings.TrimSpace(text[m[8]:m[9]])
		if spaced := strings.TrimSpace(text[m[4]:m[5]]) == ""; spaced && (m[11]-m[10] == 2 || amongNumbers(text, m)) {
			return false
		}
		return same && day >= 1 && day <= 31 && month >= 1 && month <= 12 && alone(text, m) && take(m, yearOf(strings.TrimLeft(text[m[10]:m[11]], "'’")))
	})
	each(dateTurned, text, func(m []int) bool {
		return number(text, m[4], m[5]) <= 12 && number(text, m[6], m[7]) <= 31 && alone(text, m) && take(m, text[m[2]:m[3]])
	})
	each(dateRun, text, func(m []int) bool {
		day, month := number(text, m[2], m[3]), number(text, m[4], m[5])
		return day >= 1 && day <= 31 && month >= 1 && month <= 12 && take(m, "")
	})
	each(dateRunTurned, text, func(m []int) bool {
		return number(text, m[2], m[3]) <= 12 && number(text, m[4], m[5]) <= 31 && take(m, "")
	})
	return all
}

// bornInWords are dates with a month by its name; with a year long ago, or told as one of birth.
func (h *Hidden) bornInWords(text string) []span {
	if !monthName.MatchString(text) {
		return nil
	}
	var all []span
	each(dateWords, text, func(m []int) bool {
		year := ""
		if m[2] >= 0 {
			year = yearOf(strings.TrimLeft(text[m[2]:m[3]], "'’"))
		}
		ok := isBirth(text, m, year)
		if ok {
			all = append(all, span{m[0], m[1], thing{birth, strings.ToLower(text[m[0]:m[1]])}})
		}
		return ok
	})
	return all
}

// isBirth tells whether a date is long ago, or told as one of birth.
func isBirth(text string, m []int, year string) bool {
	return longAgo(year) || bornBefore.MatchString(text[max(0, m[0]-60):m[0]]) || bornAfter.MatchString(text[m[1]:min(len(text), m[1]+60)])
}

// amongNumbers tells whether further numbers stand next to one, as in a telephone number.
func amongNumbers(text string, m []int) bool {
	return before(text, m[0]) == ' ' && isDigit(before(text, m[0]-1)) || after(text, m[1]) == ' ' && isDigit(after(text, m[1]+1))
}

func number(text string, from, to int) int {
	n, _ := strconv.Atoi(text[from:to])
	return n
}

// alone tells whether a date is not the middle of something longer, such as a telephone number.
func alone(text string, m []int) bool {
	a, b := before(text, m[0]), after(text, m[1])
	if a == '-' || a == '/' || a == '.' || isDigit(a) || a == '€' {
		return false
	}
	return !((b == '-' || b == '/' || b == '.' || b == ',') && m[1]+1 < len(text) && isDigit(rune(text[m[1]+1])))
}

// yearOf makes a year of two digits one of four: 85 is 1985; nobody writes 26 for 1926.
func yearOf(year string) string {
	if len(year) == 2 && year >= "30" {
		return "19" + year
	}
	if strings.HasPrefix(strings.ToLower(year), "negentien") && len(year) > len("negentien") {
		return "1900"
	}
	return year
}

// longAgo tells whether a year is one of birth rather than of a letter.
func longAgo(year string) bool { return len(year) == 4 && year >= "1900" && year <= "2010" }
