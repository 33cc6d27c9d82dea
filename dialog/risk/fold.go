package risk

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxRunes bounds the work on one text. Telegram's longest message has 4,096
// characters; of something longer the beginning and the end are read.
const maxRunes = 8192

// letters without a decomposition, and Arabic and Turkish twins that people mix.
var twins = map[rune]string{
	'ł': "l", 'ı': "i", 'ß': "ss", 'ø': "o", 'đ': "d", 'æ': "ae", 'œ': "oe",
	'ة': "ه", 'ى': "ي", 'ـ': "", 'ک': "ك", 'ی': "ي", 'ё': "е",
}

// fold takes away what does not change a word: case, accents, width, invisible
// characters. Everything after it sees folded text only, rules and training included.
func fold(text string) string {
	text = bounded(text)
	if isPlain(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch twin, ok := twins[r]; {
		case ok:
			b.WriteString(twin)
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case r == '’' || r == '‘' || r == '`' || r == '´':
			b.WriteByte('\'')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 || text[i] == '`' {
			return false
		}
	}
	return true
}

func bounded(text string) string {
	if len(text) <= maxRunes {
		return text
	}
	runes := []rune(text)
	if len(runes) <= maxRunes {
		return text
	}
	half := maxRunes / 2
	return string(runes[:half]) + "\n" + string(runes[len(runes)-half:])
}
