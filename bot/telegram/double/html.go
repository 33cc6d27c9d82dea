package double

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// tags are those of the Bot API's HTML style; "span" needs class="tg-spoiler".
var tags = map[string]bool{
	"b": true, "strong": true, "i": true, "em": true, "u": true, "ins": true,
	"s": true, "strike": true, "del": true, "span": true, "tg-spoiler": true,
	"a": true, "tg-emoji": true, "code": true, "pre": true, "blockquote": true,
}

// parseHTML takes the tags out as TDLib's parse_html does, with its error texts.
func parseHTML(in string) (string, *refusal) {
	var out strings.Builder
	var open []string
	for i := 0; i < len(in); {
		switch in[i] {
		case '&':
			r, size := entity(in[i:])
			out.WriteString(r)
			i += size
		case '<':
			name, closing, size := tag(in[i:])
			if size == 0 {
				return "", bad("can't parse entities: " + fmt.Sprintf("Unclosed start tag at byte offset %d", i))
			}
			if closing {
				if len(open) == 0 {
					return "", bad(fmt.Sprintf("can't parse entities: Unexpected end tag at byte offset %d", i))
				}
				want := open[len(open)-1]
				if name != want && name != "" {
					return "", bad(fmt.Sprintf("can't parse entities: Unmatched end tag at byte offset %d, expected %q, found %q", i, "</"+want+">", "</"+name+">"))
				}
				open = open[:len(open)-1]
			} else {
				if !tags[name] {
					return "", bad(fmt.Sprintf("can't parse entities: Unsupported start tag %q at byte offset %d", name, i))
				}
				open = append(open, name)
			}
			i += size
		default:
			next := strings.IndexAny(in[i:], "&<")
			if next < 0 {
				next = len(in) - i
			}
			out.WriteString(in[i : i+next])
			i += next
		}
	}
	if len(open) > 0 {
		return "", bad(fmt.Sprintf("can't parse entities: Can't find end tag corresponding to start tag %q", open[len(open)-1]))
	}
	return out.String(), nil
}

// tag reads "<b>", "<a href=…>" or "</b>"; size is 0 when it never closes.
func tag(in string) (name string, closing bool, size int) {
	end := strings.IndexByte(in, '>')
	if end < 0 {
		return "", false, 0
	}
	inner := in[1:end]
	inner, closing = strings.CutPrefix(inner, "/")
	if at := strings.IndexFunc(inner, unicode.IsSpace); at >= 0 {
		inner = inner[:at]
	}
	return strings.ToLower(inner), closing, end + 1
}

// entity reads one of the four named entities or a number; anything else stays as it stands.
func entity(in string) (string, int) {
	end := strings.IndexByte(in, ';')
	if end < 0 || end > 10 {
		return "&", 1
	}
	switch name := in[1:end]; {
	case name == "lt":
		return "<", end + 1
	case name == "gt":
		return ">", end + 1
	case name == "amp":
		return "&", end + 1
	case name == "quot":
		return `"`, end + 1
	case strings.HasPrefix(name, "#"):
		base, digits := 10, name[1:]
		if strings.HasPrefix(digits, "x") {
			base, digits = 16, digits[1:]
		}
		if n, err := strconv.ParseInt(digits, base, 32); err == nil && n > 0 {
			return string(rune(n)), end + 1
		}
	}
	return "&", 1
}

// clean does to a text what the service does before it counts: control characters
// become spaces, and white space at both ends goes.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' {
			return ' '
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// visible parses, cleans and measures a text. Length counts UTF-16 units, the strictest reading.
func visible(text, mode string, max int, empty, long string) (string, *refusal) {
	if !utf8.ValidString(text) {
		return "", bad("text must be encoded in UTF-8")
	}
	switch mode {
	case "":
	case "HTML", "html":
		parsed, no := parseHTML(text)
		if no != nil {
			return "", no
		}
		text = parsed
	default:
		return "", bad("unsupported parse_mode")
	}
	text = clean(text)
	if text == "" && empty != "" {
		return "", bad(empty)
	}
	if len(utf16.Encode([]rune(text))) > max {
		return "", bad(long)
	}
	return text, nil
}
