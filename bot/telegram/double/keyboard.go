package double

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Button is one button of an inline keyboard.
type Button struct {
	Text string
	Data string // callback_data
	URL  string
	App  string // what a web_app button opens
}

// maxRow is how many buttons Telegram puts in one row.
const maxRow = 8

// keyboard reads an inline keyboard; other kinds of reply markup, and other fields of
// buttons, are not foreseen here.
func keyboard(raw string) ([][]Button, *refusal) {
	if raw == "" {
		return nil, nil
	}
	if !utf8.ValidString(raw) {
		return nil, bad("object expected as reply markup")
	}
	if !json.Valid([]byte(raw)) {
		return nil, bad("can't parse reply keyboard markup JSON object")
	}
	var markup boardJSON
	strict := json.NewDecoder(bytes.NewReader([]byte(raw)))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&markup); err != nil {
		return nil, bad("can't parse inline keyboard: " + err.Error())
	}
	var board [][]Button
	for _, row := range markup.Rows {
		if len(row) > maxRow {
			return nil, bad("reply markup is too long")
		}
		line := make([]Button, 0, len(row))
		for _, b := range row {
			read, no := b.read()
			if no != nil {
				return nil, no
			}
			line = append(line, read)
		}
		board = append(board, line)
	}
	return board, nil
}

func (b buttonJSON) read() (Button, *refusal) {
	read := Button{Text: clean(b.Text)}
	if b.Data != nil {
		read.Data = *b.Data
	}
	if b.URL != nil {
		read.URL = *b.URL
	}
	kinds := 0
	for _, has := range []bool{b.Data != nil, b.URL != nil, b.App != nil} {
		if has {
			kinds++
		}
	}
	if b.App != nil {
		read.App = b.App.URL
	}
	switch {
	case read.Text == "":
		return Button{}, bad("inline keyboard button text must be non-empty")
	case kinds == 0:
		return Button{}, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case kinds > 1:
		return Button{}, bad("can't parse inline keyboard button: exactly one kind is allowed")
	case b.Data != nil && (len(read.Data) < 1 || len(read.Data) > 64):
		return Button{}, bad("BUTTON_DATA_INVALID")
	case b.App != nil && !strings.HasPrefix(read.App, "https://"):
		return Button{}, bad("inline keyboard button Web App URL '" + read.App + "' is invalid: Only HTTPS links are allowed")
	}
	return read, nil
}
