package terminal

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stapmaat/bot/receive"
	"stapmaat/dialog"
)

// media are what can be sent as "(photo)" or "(photo) with words".
var media = []string{"photo", "voice", "video", "video_note", "audio", "document", "sticker", "contact", "location"}

var (
	pressLine = regexp.MustCompile(`^\[(.+)\]$`)
	mediaLine = regexp.MustCompile(`^\(([a-z_]+)\) ?(.*)$`)
)

// Parse makes an input of a line: "[2]" or "[Label]" presses a button of what was
// shown, newest first; "(photo)" sends something; "(edit) words" changes what was
// said; "/start TOKEN" opens a link; anything else is typed. said is the line as a
// transcript has it. An error is for the person at the keyboard.
func Parse(line string, shown []dialog.Message) (in dialog.Input, said string, err error) {
	line = receive.Words(line)
	if m := pressLine.FindStringSubmatch(line); m != nil {
		b, ok := find(shown, m[1])
		if !ok {
			return in, "", fmt.Errorf("there is no button %s", line)
		}
		return dialog.Input{Kind: dialog.Pressed, Press: receive.Press(b.Data)}, "[" + b.Label + "]", nil
	}
	if token, ok := receive.Start(line); ok {
		return dialog.Input{Kind: dialog.Started, Token: token}, line, nil
	}
	if m := mediaLine.FindStringSubmatch(line); m != nil {
		switch {
		case m[1] == "edit":
			return dialog.Input{Kind: dialog.Edited, Text: m[2]}, line, nil
		case slices.Contains(media, m[1]):
			return dialog.Input{Kind: dialog.Sent, Media: m[1], Text: m[2]}, line, nil
		}
	}
	return dialog.Input{Kind: dialog.Typed, Text: line}, line, nil
}

// find looks for a button by its label in all messages, then by its number in the
// newest that has buttons.
func find(shown []dialog.Message, name string) (dialog.Button, bool) {
	for _, m := range slices.Backward(shown) {
		for _, b := range slices.Concat(m.Buttons...) {
			if b.Label == name {
				return b, true
			}
		}
	}
	number, err := strconv.Atoi(strings.TrimSpace(name))
	if err != nil {
		return dialog.Button{}, false
	}
	for _, m := range slices.Backward(shown) {
		if all := slices.Concat(m.Buttons...); len(all) > 0 {
			if number < 1 || number > len(all) {
				return dialog.Button{}, false
			}
			return all[number-1], true
		}
	}
	return dialog.Button{}, false
}
