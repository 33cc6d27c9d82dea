package dialog

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How words that a model wrote are held against words that people wrote.

// tokens are the words of a text as they are compared.
func tokens(text string) []string { return strings.Fields(plain(text)) }

// contents are the words of a text that say something by themselves.
func (t *Texts) contents(text string) []string {
	return slices.DeleteFunc(tokens(text), func(w string) bool { return slices.Contains(t.Phrases["model.small"], w) })
}

// likeWords tells whether two words are one in another form: "betaal", "betaalde". The
// beginning must be most of the longer one.
func likeWords(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []rune(a), []rune(b)
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	return same >= 4 && 10*same >= 6*max(len(x), len(y))
}

// among tells whether a word stands in a list, in this or another form.
func among(word string, list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool { return likeWords(word, w) })
}

// joins tells whether a word is two of a list in one: "openmaken" of "open te maken".
func joins(word string, list []string) bool {
	return slices.ContainsFunc(list, func(first string) bool {
		rest, ok := strings.CutPrefix(word, first)
		return ok && len(first) >= 3 && len(rest) >= 3 && among(rest, list)
	})
}

var (
	number  = regexp.MustCompile(`\d[\d.,:/-]*`)
	address = regexp.MustCompile(`\S*[\pL\pN][.@/][\pL\pN]\S*`)
	ends    = regexp.MustCompile(`[.!?]\s+`)
)

// exacts are the parts of a text that are right or wrong to the letter: numbers, also in
// words, dates, sums, names, addresses.
func (t *Texts) exacts(text string) []string {
	all := number.FindAllString(text, -1)
	all = append(all, address.FindAllString(text, -1)...)
	for _, sentence := range ends.Split(text, -1) {
		for i, w := range strings.Fields(sentence) {
			w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			first, _ := utf8.DecodeRuneInString(w)
			if i > 0 && unicode.IsUpper(first) || slices.Contains(t.Phrases["model.exact"], plain(w)) {
				all = append(all, w)
			}
		}
	}
	for _, sign := range []string{"€", "%"} {
		if strings.Contains(text, sign) {
			all = append(all, sign)
		}
	}
	return all
}

// exactsFrom tells whether each of them stands in a source, save the words that need not.
func (t *Texts) exactsFrom(text, source string, save ...string) bool {
	said := " " + plain(source) + " "
	return !slices.ContainsFunc(t.exacts(text), func(e string) bool {
		if p := plain(e); p != "" {
			return !slices.Contains(save, p) && !strings.Contains(said, " "+p+" ")
		}
		return !strings.Contains(source, e)
	})
}

// denies tells whether a text says no to something.
func denies(text string) bool {
	return slices.ContainsFunc(tokens(text), func(w string) bool {
		return w == "niet" || w == "geen" || w == "nooit" || w == "niets" || w == "niemand"
	})
}

// literally is a part of what was said as it stands there, "" when it does not.
func literally(part, said string) string {
	part = strings.Join(strings.Fields(part), " ")
	if p := plain(part); p == "" || !strings.Contains(" "+plain(said)+" ", " "+p+" ") {
		return ""
	}
	return part
}
