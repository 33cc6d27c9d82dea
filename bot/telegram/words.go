package telegram

import (
	"strings"
	"unicode/utf8"
)

// maxWords is the length of the longest message that Telegram lets people send, in
// characters. What is longer was not typed by a person and is cut there.
const maxWords = 4096

// words makes what was typed fit for the database and the screen: valid UTF-8,
// no NUL and no other control characters but line breaks and tabs. Emoji and
// right-to-left text, with the marks that steer them, stay.
func words(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r < ' ' || r >= 0x7f && r < 0xa0:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if utf8.RuneCountInString(text) > maxWords {
		text = string([]rune(text)[:maxWords])
	}
	return text
}

// payload is what a button carries, at most 64 bytes.
func payload(data string) string {
	data = words(data)
	for len(data) > 64 {
		_, size := utf8.DecodeLastRuneInString(data)
		data = data[:len(data)-size]
	}
	return data
}

// start reads "/start", "/start TOKEN" and "/start@our_bot TOKEN".
func start(text string) (token string, ok bool) {
	command, rest, _ := strings.Cut(text, " ")
	command, _, _ = strings.Cut(command, "@")
	if command != "/start" {
		return "", false
	}
	return payload(strings.TrimSpace(rest)), true
}

// command takes the bot's name off "/stop@our_bot", as people send it from a group's habit.
func command(text string) string {
	if !strings.HasPrefix(text, "/") {
		return text
	}
	first, rest, more := strings.Cut(text, " ")
	first, _, _ = strings.Cut(first, "@")
	if more {
		return first + " " + rest
	}
	return first
}
