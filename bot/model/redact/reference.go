package redact

import (
	"regexp"
	"strings"
)

const (
	// numbers that a desk gives to a person or a case; the first kind needs a word for number behind it
	ofWhat   = `dossier|dosier|dosssier|zaak|klant|cli[eë]nt(?:en)?|debiteur(?:en)?|polis|relatie|factuur|nota|referentie|ref|vordering(?:s|en)?|beschikking(?:s)?|aanslag|rol|kvk|document|paspoort|rijbewijs|id(?:\s?-?kaart)?|identiteits(?:kaart|bewijs)?|lidmaatschap(?:s)?|contract|meter|aansluit(?:ings)?|order|bestel|bon|boete|cjib|v|vreemdelingen|loonheffing(?:s|en)?|btw|rsin|patient|pati[eë]nt(?:en)?|burgerzaken|correspondentie|kenmerk|betaal|betalings|incasso|deurwaarders|leerling|student(?:en)?|personeels|registratie|inschrijf|inschrijvings|woningnet|zoek|volg|track|verzeker(?:den|ings)|zorgpas|pas|bsn|dwangbevel|exploot`
	numberOf = `[\s-]?(?:nummer|numer|nmmr|nummr|nr|no|num)s?\b\.?`
	// these say it all by themselves
	byItself = `(?:ons |uw |jullie |mijn )?(?:betalings?|betaal)?kenmerk|kenmrk|cjib|parketnummer|rolnummer|ons kenmerk|uw kenmerk|zaakkenmerk|referentie|ref|dossier|dosier|kvk|polis|zaakcode`
	// what stands between the label and the number
	between = `[\s:=#.]{0,3}(?:(?:is|was|luidt|van mij is|dat is|heb ik|erop is|staat er op)[\s:=]{1,2})?(?:nummer|nr\.?|no\.?|is)?[\s:=#]{0,3}`
	value   = `((?:[A-Z]{1,5}[ ./_-]?)?[a-z]{0,5}\d[\dA-Z]*(?: ?[./_-]{1,2} ?[\dA-Z]+|[./_-]{1,2}[\dA-Za-z]+| (?:[A-Z]{2,5} ){0,2}\d[\dA-Z]*(?:[./_-][\dA-Za-z]+)*)*)`
)

var (
	numbered = regexp.MustCompile(`(?i:\b(?:` + ofWhat + `)` + numberOf + between + `)` + value)
	further  = regexp.MustCompile(`(?i:\b(?:` + ofWhat + `)` + numberOf + `(?:\s(?:bij |van |voor |op |aan )?\pL{2,20}){1,2}\s(?:is )?)(\d{5,}\b)`)
	itself   = regexp.MustCompile(`(?i:\b(?:` + byItself + `)\b` + between + `)` + value)
	yearOnly = regexp.MustCompile(`^(?:19|20)\d\d$`)
	codeForm = regexp.MustCompile(`\b[A-Z]{1,4}[-/.]?\d{2,4}[-/.]\d{3,8}\b|\b(?:19|20)\d\d[-/.]\d{4,8}\b|\b\d{2}/\d{4,8}\b|\b[A-Z]{1,5}\d{5,10}[A-Z\d]*\b|\b[A-Z]{1,6}[-/.]\d[\dA-Z]*(?:[-/.][\dA-Z]+)+\b|\b\d{2,6}(?:[-/.][\dA-Z]*\d[\dA-Z]*){2,4}\b`)
	aTime    = regexp.MustCompile(`^(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|[012]?\d\.\d\d-[012]?\d\.\d\d|\d{1,3}(?:\.\d{3})+)$`)
	leading  = regexp.MustCompile(`\b(\d{4,}[\dA-Z./-]*) (?i:is (?:het|mijn|ons|uw) (?:` + ofWhat + `)` + numberOf + `)`)
)

// references are numbers of cases, customers, payments and documents: what is called one, and
// what has the form of one.
func (h *Hidden) references(text string) []span {
	var all []span
	take := func(from, to int) { all = append(all, span{from, to, thing{reference, compact(text[from:to])}}) }
	each(numbered, text, func(m []int) bool {
		if len(digits(text[m[2]:m[3]])) < 3 || isMoney(text, m[2], m[3]) {
			return false
		}
		take(m[2], m[3])
		return true
	})
	each(further, text, func(m []int) bool {
		if isMoney(text, m[2], m[3]) {
			return false
		}
		take(m[2], m[3])
		return true
	})
	each(itself, text, func(m []int) bool {
		v := text[m[2]:m[3]]
		if len(digits(v)) < 4 || len(v) == 4 || yearOnly.MatchString(v) || isMoney(text, m[2], m[3]) {
			return false
		}
		take(m[2], m[3])
		return true
	})
	each(leading, text, func(m []int) bool { take(m[2], m[3]); return true })
	each(codeForm, text, func(m []int) bool {
		_, tail, _ := strings.Cut(text[m[0]:m[1]], "/")
		if len(digits(text[m[0]:m[1]])) < 6 || isMoney(text, m[0], m[1]) || aTime.MatchString(text[m[0]:m[1]]) || strings.ContainsRune("/-.", before(text, m[0])) && m[0] > 0 || yearOnly.MatchString(tail) {
			return false
		}
		take(m[0], m[1])
		return true
	})
	return all
}
