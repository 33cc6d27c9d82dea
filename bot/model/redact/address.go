package redact

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"stapmaat/knowledge/search"
)

const houseNumber = `(?:[ ,]{1,3}|\s?-\s?|)(?:(?:huis)?(?:nummer|nr)\.?\s?|no\.?\s?|op\s)?\d{1,5}(?:\s?-?\s?(?:[a-z]|bis|hs|huis|[ivx]{1,4}|\d{1,3})\b)?`

var (
	postcodes = regexp.MustCompile(`(?i)\b[1-9]\d{3} ?-?[a-z]{2}\b`)
	houseNext = regexp.MustCompile(`(?i)^` + houseNumber + `\b`)
	called    = regexp.MustCompile(`(?i)\b(?:postcode|pc|adres)\b[^\d.!?\n]{0,25}$`)
	houseAway = regexp.MustCompile(`(?i)(?:huisnummer|huisnr)\.?[\s:=]{1,3}(?:is\s)?(\d{1,5}\s?-?[a-z]?\b)`)
	street    = regexp.MustCompile(`(?i)((?:\b\d{1,2}e\s)?\pL[\pL'’.-]*(?:\s(?:van|de|den|der|het|ter|ten|op|aan|in|'t|v\.?d\.?|[A-Z][\pL.]+)){0,3}?\s?)(straat|straatweg|str|laan|weg|plein|kade|gracht|singel|dreef|hof|pad|steeg|dijk|plantsoen|park|ring|wal|markt|erf|baan|boulevard)\b\.?,?\s{1,2}(?:nr\.?\s?|nummer\s|huisnummer\s|no\.?\s)?(\d{1,4}(?:\s?-?\s?(?:[a-z]|bis|hs|[ivx]{2,4}|\d{1,3})\b)?)`)
	laanVan   = regexp.MustCompile(`\b(?:Plein|Straat) 19\d\d \d{1,4}\b|\b(?:[Ll]aan|[Ww]eg|[Pp]lein|[Hh]of|[Pp]ark|[Ss]traat|[Kk]ade) (?:van|der|op|aan|bij|tot|naar)(?: (?:de|den|der|het|'t))? (?:\p{Lu}[\pL.'-]+ ?){1,3}\d{1,4}(?:\s?-?\s?(?:[a-z]|bis|hs|\d{1,3})\b)?`)
	dwelling  = regexp.MustCompile(`(?:\b(?i:aan|op|in|van) (?i:de|het|een) |\b(?i:woont?|wonen|adres|verhuis\pL*|ingeschreven|logeert?|logeren)\b[^.!?\d\n]{0,20}?[ :])((?:\p{Lu}[\pL'.-]+(?: \p{Lu}[\pL'.-]+){0,2}) \d{1,4}(?:-\d{1,4}| ?[a-z]\b)?)\b`)
	unit      = regexp.MustCompile(`(?i)^\s?(?:uur|u\b|min|keer|x\b|euro|€|eur\b|dagen|weken|maanden|mnd|jaar|jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec|%|km|meter|procent|mensen|kinderen|brieven|stuks)`)
)

func words(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

var ordinary = words(`en in is ik je we ze of om op te de er al na nu zo me mn ma pm am km kg cm mm ml mg eu ex ed ca bv nv pp pw uu uw ja he hè ha oh ah ok
	jr dr st nr ie or as at by to on it go no my do so he an be kw gb mb tb dl cl hr gr ton pd`)

var (
	// inSmall are ends of street names that hardly anything else ends in.
	inSmall  = words("straat straatweg laan plein kade gracht singel dreef steeg plantsoen boulevard weg dijk")
	shouted  = words("EN OF IS") // what is ordinary in small letters and still is in capitals
	noStreet = words(`onderweg snelweg autoweg omweg rijksweg halverweg schoolplein speelplein winkelstraat hoofdweg uitweg wegens`)
)

// addresses are postcodes, with the house number where one stands by, and streets with a house number.
func (h *Hidden) addresses(text string) []span {
	var all []span
	take := func(from, to int) { all = append(all, span{from, to, thing{address, compact(text[from:to])}}) }
	each(postcodes, text, func(m []int) bool {
		code := text[m[0]:m[1]]
		letters := code[len(code)-2:]
		small := strings.ToLower(letters)
		house := houseNext.FindStringIndex(text[m[1]:])
		if house != nil && unit.MatchString(text[m[1]+house[1]:]) {
			house = nil
		}
		sure := !ordinary[small] || called.MatchString(text[max(0, m[0]-40):m[0]]) || letters == strings.ToUpper(letters) && !shouted[letters]
		if !sure || isWord(after(text, m[1])) || isDigit(before(text, m[0])) || isMoney(text, m[0], m[0]+4) ||
			strings.HasSuffix(text[:m[0]], "-") && isDigit(before(text, m[0]-1)) {
			return false
		}
		to := m[1]
		if house != nil {
			to += house[1]
		}
		take(m[0], to)
		return true
	})
	each(houseAway, text, func(m []int) bool { take(m[2], m[3]); return true })
	each(laanVan, text, func(m []int) bool { take(m[0], m[1]); return true })
	each(street, text, func(m []int) bool { return h.street(text, m, take) })
	each(dwelling, text, func(m []int) bool {
		if unit.MatchString(text[m[3]:]) {
			return false
		}
		take(m[2], m[3])
		return true
	})
	return all
}

// street takes a street with its number when its name is no word that happens to end like one.
func (h *Hidden) street(text string, m []int, take func(from, to int)) bool {
	from := streetFrom(text, m[0], m[5])
	last := strings.ToLower(text[strings.LastIndexByte(text[:m[5]], ' ')+1 : m[5]])
	end := strings.ToLower(text[m[4]:m[5]])
	capital := strings.ContainsFunc(text[from:m[4]], unicode.IsUpper)
	if unit.MatchString(text[m[7]:]) || yearOnly.MatchString(text[m[6]:m[7]]) || isWord(before(text, m[2])) {
		return false
	}
	if noStreet[last] || !capital && (len(last)-len(end) < 3 || !inSmall[end]) {
		return false
	}
	if is, _ := search.IsDutch(last); is && !inSmall[end] {
		return false
	}
	take(from, m[7])
	return true
}

// streetFrom is where the name of a street begins that ends at a place: at its first capital
// or "1e", or, where all is small, with its last word.
func streetFrom(text string, from, to int) int {
	for at := from; at < to; {
		next := strings.IndexByte(text[at:to], ' ')
		if r, _ := utf8.DecodeRuneInString(text[at:]); unicode.IsUpper(r) || isDigit(r) || next < 0 {
			return at
		}
		at += next + 1
	}
	return from
}
