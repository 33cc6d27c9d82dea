package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// leveled is a text in which every dash is -, every space a space and every digit one of
// 0 to 9, without what has no shape on a screen; so no finder has to know their kinds.
type leveled struct {
	text string
	from []int // where each byte of it comes from; one more for the end
}

func level(text string) leveled {
	var b strings.Builder
	at := make([]int, 0, len(text)+1)
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		out := text[i : i+size]
		switch {
		case r < utf8.RuneSelf:
		case unicode.Is(unicode.Pd, r) || r == '−':
			out = "-"
		case unicode.IsSpace(r):
			out = " "
		case unicode.Is(unicode.Nd, r):
			out = string(rune('0' + digitOf(r)))
		case unicode.In(r, unicode.Cf, unicode.Variation_Selector) || r == '\u034f':
			continue
		}
		for range len(out) {
			at = append(at, i)
		}
		b.WriteString(out)
	}
	return leveled{b.String(), append(at, len(text))}
}

// digitOf is the worth of a decimal digit of any script: they stand in blocks of ten.
func digitOf(r rune) int {
	n := 0
	for n < 9 && unicode.Is(unicode.Nd, r-rune(n)-1) {
		n++
	}
	return n
}

// back is a place of the text that a place here comes from.
func (l leveled) back(at int) int { return l.from[at] }
