package redact

import (
	"regexp"
	"strings"
)

// lengths of bank account numbers by country, from the IBAN registry (SWIFT).
var lengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29, "BY": 28, "CH": 21, "CR": 22,
	"CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22,
	"GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30,
	"KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20,
	"MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
	"RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26,
	"UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
	// in use, not in the registry
	"AO": 25, "BF": 28, "BJ": 28, "CI": 28, "CM": 27, "CV": 25, "DZ": 26, "IR": 26, "MA": 28, "MG": 27, "ML": 28, "MZ": 25, "SN": 28,
}

// dutchBanks are the codes of banks in a Dutch account number.
const dutchBanks = `abna|adyb|asnb|bits|bunq|buut|citi|deut|fbhl|fvlb|hand|hhba|ingb|isbk|knab|kred|loyd|moyo|nnba|ntsb|rabo|rbrb|revo|rgrb|snsb|trio|triv|vdsp|zwlb`

var (
	ibanStart = regexp.MustCompile(`(?i)[a-z]{2}[ .\-]?\d[ ]?\d`)
	dutchIBAN = regexp.MustCompile(`^NL\d{2}[A-Z]{4}\d{10}$`)
	nearlyNL  = regexp.MustCompile(`(?i)\bnl[ .\-]?\d{1,3}[ .\-]?(?:` + dutchBanks + `)[ .\-]{0,2}[\do](?:[ .\-]{0,2}[\do]){8,11}\b`)
	accountIs = regexp.MustCompile(`(?i)(?:rekening(?:nummer|nr)?|rek\.?\s?(?:nummer|nr)|iban|giro(?:nummer|rekening)?|bankrekening)\.?[\s:=]{1,3}(?:is|van|op)?\s{0,2}([a-z]{2}[ .\-]?\d{2}(?:[ .\-]?[a-z0-9]){8,30}|\d(?:[ .\-]?\d){5,11})`)
)

// accounts are bank account numbers: by the check digits and length of their country, and
// Dutch ones and what is called one also when a digit is wrong.
func (h *Hidden) accounts(text string) []span {
	var all []span
	take := func(from, to int) { all = append(all, span{from, to, thing{account, compact(text[from:to])}}) }
	each(ibanStart, text, func(m []int) bool {
		to, ok := iban(text, m[0])
		if ok {
			take(m[0], to)
		}
		return false
	})
	each(nearlyNL, text, func(m []int) bool { take(m[0], m[1]); return true })
	each(accountIs, text, func(m []int) bool {
		if isWord(after(text, m[3])) || isMoney(text, m[2], m[3]) || len(digits(text[m[2]:m[3]])) < 6 {
			return false
		}
		take(m[2], m[3])
		return true
	})
	return all
}

// iban reads an account number that begins at a place, with or without gaps.
func iban(text string, from int) (to int, ok bool) {
	want := lengths[strings.ToUpper(text[from:from+2])]
	var b strings.Builder
	gaps := 0
	for i := from; i < len(text) && b.Len() < want; i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
			b.WriteByte(c)
			gaps, to = 0, i+1
		case strings.IndexByte(" .-", c) >= 0 && gaps < 3:
			gaps++
		default:
			return 0, false
		}
	}
	if want == 0 || b.Len() < want {
		return 0, false
	}
	code := strings.ToUpper(b.String())
	if dutchIBAN.MatchString(code) {
		return to, !isDigit(after(text, to))
	}
	return to, !isWord(before(text, from)) && !isWord(after(text, to)) && mod97(code)
}

// mod97 is the check of ISO 13616.
func mod97(code string) bool {
	rest := 0
	for _, c := range code[4:] + code[:4] {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		default:
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}

// compact is letters and digits alone, in capitals.
func compact(text string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if isWord(r) {
			return r
		}
		return -1
	}, text))
}
