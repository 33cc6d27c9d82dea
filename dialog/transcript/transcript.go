// Package transcript reads, plays and writes talks as plain text that a mentor can
// read. They are the tests of the dialogue, and what `bot chat` prints and saves.
//
// The whole grammar, a line each:
//
//	person: text             person: [Label]        person: (photo)
//	person: (edit) text      person: (voice) text   person: /start token
//	person: (blocks the bot) person: (fails)        person: [press q:1:x]
//	person: (unsent)         the last answer was withdrawn before it was sent
//	bot: text                further lines and [A] [B] buttons are indented
//	picture: bridge          mentor: text or [Label]
//	to mentor: text          to supervisor: text
//	alert 1 (telegram): text alert 1 (telegram, Anne): text
//	clock: 2026-12-01 09:00  restart                set: key = value
//	search: doc#passage      # remark
//	model reply: {json}      model screen: calm     model hear: words
//	model sum_up: {json}     model reply: late      (or down, refused, nonsense, spent, off)
//
// Anything else is an error.
package transcript

import (
	"fmt"
	"regexp"
	"strings"
)

// Line is one line of a transcript with what is indented under it.
type Line struct {
	Number int    // in the file, from 1
	Who    string // "person", "bot", "mentor", "to mentor", "clock", "set", "#", "" for an empty line, …
	Text   string // without the indent; further lines after "\n"
}

// Given tells whether the line is put in, not what must come out.
func (l Line) Given() bool {
	switch l.Who {
	case "person", "mentor", "supervisor", "clock", "set", "restart", "#", "":
		return true
	}
	return strings.HasPrefix(l.Who, "model ") || l.Who == "search"
}

var speaker = regexp.MustCompile(`^(person|bot|mentor|supervisor|to mentor|to supervisor|picture|clock|set|search|model [a-z_]+|alert [0-9]+ \([a-z]+(?:, [A-Z][a-z]+)?\)): ?(.*)$`)

// Parse reads a transcript. Errors name the line.
func Parse(file string) ([]Line, error) {
	var lines []Line
	for i, raw := range strings.Split(strings.TrimRight(file, "\n"), "\n") {
		if strings.HasPrefix(raw, "    ") && len(lines) > 0 && lines[len(lines)-1].Who != "" {
			lines[len(lines)-1].Text += "\n" + raw[4:]
			continue
		}
		l, err := parseLine(raw)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		l.Number = i + 1
		lines = append(lines, l)
	}
	return lines, nil
}

func parseLine(raw string) (Line, error) {
	switch {
	case strings.TrimSpace(raw) == "":
		return Line{}, nil
	case strings.HasPrefix(raw, "#"):
		return Line{Who: "#", Text: strings.TrimPrefix(raw[1:], " ")}, nil
	case raw == "restart":
		return Line{Who: "restart"}, nil
	}
	if m := speaker.FindStringSubmatch(raw); m != nil {
		return Line{Who: m[1], Text: m[2]}, nil
	}
	return Line{}, fmt.Errorf("%q is no line of a transcript", raw)
}

// String is the line as it stands in a file.
func (l Line) String() string {
	switch l.Who {
	case "":
		return ""
	case "#":
		return strings.TrimRight("# "+l.Text, " ")
	case "restart":
		return "restart"
	}
	return strings.TrimRight(l.Who+": "+strings.ReplaceAll(l.Text, "\n", "\n    "), " ")
}

// Format writes lines as a file.
func Format(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.String())
		b.WriteByte('\n')
	}
	return b.String()
}
