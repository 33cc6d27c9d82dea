package redact

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var units = map[string]string{"nul": "0", "een": "1", "één": "1", "eén": "1", "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7", "zeuven": "7",
	"acht": "8", "negen": "9", "tien": "10", "elf": "11", "twaalf": "12", "dertien": "13", "veertien": "14", "vijftien": "15", "zestien": "16",
	"zeventien": "17", "achttien": "18", "negentien": "19"}

var plainE = strings.NewReplacer("ë", "e", "è", "e", "é", "e")

var tens = map[string]string{"twintig": "2", "dertig": "3", "veertig": "4", "vijftig": "5", "zestig": "6", "zeventig": "7", "tachtig": "8", "negentig": "9"}

var (
	spokenGap  = regexp.MustCompile(`^[\s,.;:/-]{0,3}$`)
	spokenCall = regexp.MustCompile(`(?i)(?:nummer|nr|kenmerk|bsn|cjib|tel|telefoon|dossier|rekening|mobiel|bel(?:len)? (?:me )?op|bereikbaar op)\.?[\s:]{0,2}(?:is|van mij is|was)?[\s:]{0,2}$`)
)

// spoken is a number word of a text, and the digits it stands for.
type spoken struct {
	from, to int
	digits   string
}

// spokenNumbers are numbers that are spelt out, as in a voice message: "nul zes twaalf …".
func (h *Hidden) spokenNumbers(text string) []span {
	var all []span
	for _, run := range spokenRuns(text) {
		for i := 0; i < len(run); i++ {
			if s, n := said(text, run[i:]); n > 0 {
				all = append(all, s)
				i += n - 1
			}
		}
	}
	return all
}

// spokenRuns are number words that follow each other; a run of written digits alone is none.
func spokenRuns(text string) (runs [][]spoken) {
	var run []spoken
	words := false
	end := func() {
		if words && len(run) > 1 || len(run) == 1 && words && len(run[0].digits) > 3 {
			runs = append(runs, run)
		}
		run, words = nil, false
	}
	for _, m := range wordsOf(text) {
		w := text[m[0]:m[1]]
		d, ok := w, isDigit(rune(w[0]))
		if !ok {
			d, ok = spelt(strings.ToLower(w))
		}
		if !ok {
			end()
			continue
		}
		if len(run) > 0 && !spokenGap.MatchString(text[run[len(run)-1].to:m[0]]) {
			end()
		}
		run, words = append(run, spoken{m[0], m[1], d}), words || !isDigit(rune(w[0]))
	}
	end()
	return runs
}

// wordsOf are the runs of letters and of digits.
func wordsOf(text string) (all [][2]int) {
	last := 0 // 1 in letters, 2 in digits
	for i, r := range text {
		now := 0
		switch {
		case isDigit(r):
			now = 2
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) && last == 1:
			now = 1
		}
		if now != 0 && now != last {
			all = append(all, [2]int{i, i})
		}
		if now != 0 {
			all[len(all)-1][1] = i + utf8.RuneLen(r)
		}
		last = now
	}
	return all
}

// said is what a run of number words begins with: a telephone number, a BSN, or, where it is
// called a number or is long, a number.
func said(text string, run []spoken) (span, int) {
	sum := ""
	for n, w := range run {
		sum += w.digits
		last := n == len(run)-1
		var k kind
		switch {
		case len(sum) == 10 && sum[0] == '0' && sum[1] != '0' && !isService(sum), len(sum) == 11 && strings.HasPrefix(sum, "31") && last:
			k = phone
		case len(sum) == 9 && last && elevenTest(sum):
			k = bsn
		case last && (len(sum) >= 8 || len(sum) >= 4 && spokenCall.MatchString(text[max(0, run[0].from-40):run[0].from])):
			k = reference
		default:
			continue
		}
		if k == phone {
			sum = national(sum)
		}
		return span{run[0].from, w.to, thing{k, sum}}, n + 1
	}
	return span{}, 0
}

// spelt is the digits of a number word, also of several written as one: "nulzes", "vierendertig".
func spelt(word string) (string, bool) {
	if len(word) < 2 || strings.IndexByte("ndtvzae\xc3", word[0]) < 0 {
		return "", false
	}
	word = plainE.Replace(word)
	if d, ok := units[word]; ok {
		return d, true
	}
	if d, ok := tens[word]; ok {
		return d + "0", true
	}
	for ten, d := range tens {
		if unit, ok := strings.CutSuffix(word, "en"+ten); ok && len(units[unit]) == 1 && unit != "nul" {
			return d + units[unit], true
		}
	}
	for unit, d := range units {
		if rest, ok := strings.CutPrefix(word, unit); ok && rest != "" && len(d) == 1 {
			if more, ok := spelt(rest); ok {
				return d + more, true
			}
		}
	}
	return "", false
}
