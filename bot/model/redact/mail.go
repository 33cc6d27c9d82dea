package redact

import "regexp"

const providers = `gmail|hotmail|outlook|live|msn|yahoo|icloud|me|ziggo|kpnmail|kpn|planet|home|casema|upcmail|hetnet|xs4all|telfort|tele2|quicknet|chello|solcon|protonmail|proton|gmx|zonnet`

var mailForms = []*regexp.Regexp{
	// as it should be, and with a comma for the dot
	regexp.MustCompile(`[\pL\pN][\pL\pN._%+'-]*@[\pL\pN-]+(?:[.,][\pL\pN-]+)*[\pL\pN]`),
	// with spaces around the sign or the dot
	regexp.MustCompile(`(?i)[\pL\pN][\pL\pN._%+-]*\s?@\s?(?:` + providers + `)(?:\s?[.,]\s?|\s)(?:com|nl|be|net|eu|org|de|me)\b`),
	// said aloud
	regexp.MustCompile(`(?i)[\pL\pN][\pL\pN._%+-]*(?:\s(?:punt|streepje|liggend streepje|underscore)\s[\pL\pN]+)*\s?(?:\(at\)|\[at\]|\(a\)|\bapenstaartje\b|\bapenstaart\b|\bapestaartje\b)\s?[\pL\pN-]+(?:\s?(?:\.|,|\bpunt\b|\bdot\b|\(dot\)|\[dot\])\s?[\pL]{2,10})?`),
	regexp.MustCompile(`(?i)[\pL\pN][\pL\pN._%+-]*(?:\s(?:punt|streepje|underscore)\s[\pL\pN]+)*\s(?:at|ad|aat)\s(?:` + providers + `)\s?(?:\.|,|\bpunt\b|\bdot\b)\s?(?:com|nl|be|net|eu)\b`),
	// without the sign
	regexp.MustCompile(`(?i)\b[\pL\pN][\pL\pN._-]*\.(?:gmail|hotmail|outlook|live|ziggo|kpnmail|icloud|yahoo)\.(?:com|nl)\b`),
	// what somebody is called on Telegram and the like
	regexp.MustCompile(`(?:t\.me/|(?:^|[\s(:])@)[A-Za-z]\w{4,31}\b`),
}

// mailHint is in every one of them.
var mailHint = regexp.MustCompile(`(?i)@|t\.me/|\(a|\[at|ap(?:en|e)staart| a{1,2}[td] |mail\.|live\.|look\.|ziggo\.|icloud\.|yahoo\.`)

// mails are e-mail addresses, also as people type or dictate them.
func (h *Hidden) mails(text string) []span {
	if !mailHint.MatchString(text) {
		return nil
	}
	var all []span
	for _, re := range mailForms {
		each(re, text, func(m []int) bool {
			all = append(all, span{m[0], m[1], thing{mail, compact(text[m[0]:m[1]])}})
			return true
		})
	}
	return all
}
