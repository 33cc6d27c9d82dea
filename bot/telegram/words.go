package telegram

import "strings"

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
