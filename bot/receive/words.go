package receive

import (
	"strings"
	"unicode/utf8"
)

// MaxWords is the length of the longest message that people can send on Telegram,
// in characters. What is longer was not typed by a person and is cut there.
const MaxWords = 4096

// MaxPress is the most bytes that a button may carry.
const MaxPress = 64

// Words makes what was typed fit for the database and the screen: valid UTF-8, no
// NUL and no other control characters but line breaks and tabs. Emoji and
// right-to-left text, with the marks that steer them, stay.
func Words(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r < ' ' || r >= 0x7f && r < 0xa0:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if utf8.RuneCountInString(text) > MaxWords {
		text = string([]rune(text)[:MaxWords])
	}
	return text
}

// Press makes what a button carries fit, at most MaxPress bytes. Data is not to be
// trusted: what was cut is no button of ours, and will be found stale.
func Press(data string) string {
	data = Words(data)
	for len(data) > MaxPress {
		_, size := utf8.DecodeLastRuneInString(data)
		data = data[:len(data)-size]
	}
	return data
}

// Start reads "/start", "/start TOKEN" and "/start@our_bot TOKEN". A token that is
// too long for a link is cut, and will be no such link.
func Start(text string) (token string, ok bool) {
	command, rest, _ := strings.Cut(text, " ")
	command, _, _ = strings.Cut(command, "@")
	if command != "/start" {
		return "", false
	}
	return Press(strings.TrimSpace(rest)), true
}
