package telegram

import (
	"html"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Telegram's limits count what people see, tags taken out; we count in UTF-16
// units, the strictest reading of "characters".
const (
	maxText    = 4096
	maxCaption = 1024
)

// piece is a tag, an entity or a character of our tiny HTML, and how long it is on the screen.
type piece struct {
	text   string
	length int
}

// pieces cuts HTML into pieces that must not be cut further.
func pieces(text string) []piece {
	var all []piece
	for len(text) > 0 {
		size, length := 0, 0
		switch text[0] {
		case '<':
			size = strings.IndexByte(text, '>') + 1
		case '&':
			if end := strings.IndexByte(text, ';'); end > 0 && end < 10 {
				size, length = end+1, 1
			}
		}
		if size == 0 {
			r, n := utf8.DecodeRuneInString(text)
			size, length = n, utf16.RuneLen(r)
		}
		all = append(all, piece{text[:size], max(0, length)})
		text = text[size:]
	}
	return all
}

// shownLength is how long the text is on the screen.
func shownLength(text string) int {
	if len(text) <= maxCaption && !strings.ContainsAny(text, "<&") {
		return len(text) // never shorter than the UTF-16 units, and below every limit
	}
	n := 0
	for _, t := range pieces(text) {
		n += t.length
	}
	return n
}

// split cuts a text that is too long for one message at line breaks, else at
// spaces, else anywhere between two characters. Bold goes on over a cut.
//
// The gate keeps our own words far below the limit; cards that list a person's
// own things may be longer. Refusing them would lose what a person asked for.
func split(text string, limit int) []string {
	if shownLength(text) <= limit {
		return []string{text}
	}
	all := pieces(text)
	var parts []string
	bold := false
	for len(all) > 0 {
		end := cut(all, limit)
		part, after := join(all[:end], bold)
		if strings.TrimSpace(plainText(part)) != "" {
			parts = append(parts, part)
		}
		bold = after
		all = all[end:]
	}
	return parts
}

// cut finds how many pieces go into the next part.
func cut(all []piece, limit int) int {
	shown, line, space := 0, 0, 0
	for i, t := range all {
		if shown += t.length; shown > limit {
			switch {
			case line > 0:
				return line
			case space > 0:
				return space
			}
			return i
		}
		switch t.text {
		case "\n":
			line = i + 1
		case " ":
			space = i + 1
		}
	}
	return len(all)
}

// join writes pieces as a text of its own, with bold opened and closed again.
func join(all []piece, bold bool) (part string, after bool) {
	var b strings.Builder
	if bold {
		b.WriteString("<b>")
	}
	for _, t := range all {
		switch t.text {
		case "<b>":
			bold = true
		case "</b>":
			bold = false
		}
		b.WriteString(t.text)
	}
	if bold {
		b.WriteString("</b>")
	}
	return b.String(), bold
}

// plainText takes tags and entities out.
func plainText(text string) string {
	var b strings.Builder
	for _, t := range pieces(text) {
		if !strings.HasPrefix(t.text, "<") || t.length > 0 {
			b.WriteString(t.text)
		}
	}
	return html.UnescapeString(b.String())
}
