package double

import (
	"encoding/json"
	"unicode/utf8"
)

// Button is one button of an inline keyboard.
type Button struct {
	Text string
	Data string // callback_data
	URL  string
}

// keyboard reads an inline keyboard; other kinds of reply markup are not foreseen here.
func keyboard(raw string) ([][]Button, *refusal) {
	if raw == "" {
		return nil, nil
	}
	if !utf8.ValidString(raw) {
		return nil, bad("object expected as reply markup")
	}
	var markup map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &markup); err != nil {
		return nil, bad("can't parse reply keyboard markup JSON object")
	}
	for field := range markup {
		if field != "inline_keyboard" {
			return nil, bad("only inline keyboards are foreseen, not " + field)
		}
	}
	var rows [][]map[string]string
	if err := json.Unmarshal(markup["inline_keyboard"], &rows); err != nil && markup["inline_keyboard"] != nil {
		return nil, bad("can't parse inline keyboard: " + err.Error())
	}
	var board [][]Button
	for _, row := range rows {
		var line []Button
		for _, fields := range row {
			b, no := button(fields)
			if no != nil {
				return nil, no
			}
			line = append(line, b)
		}
		if len(line) > 8 {
			return nil, bad("reply markup is too long")
		}
		board = append(board, line)
	}
	return board, nil
}

func button(fields map[string]string) (Button, *refusal) {
	b := Button{Text: clean(fields["text"]), Data: fields["callback_data"], URL: fields["url"]}
	kinds := 0
	for field := range fields {
		switch field {
		case "text", "style", "icon_custom_emoji_id":
		case "callback_data", "url":
			kinds++
		default:
			return Button{}, bad("can't parse inline keyboard button: unknown field " + field)
		}
	}
	_, hasData := fields["callback_data"]
	switch {
	case b.Text == "":
		return Button{}, bad("inline keyboard button text must be non-empty")
	case kinds == 0:
		return Button{}, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case kinds > 1:
		return Button{}, bad("can't parse inline keyboard button: exactly one kind is allowed")
	case hasData && (len(b.Data) < 1 || len(b.Data) > 64):
		return Button{}, bad("BUTTON_DATA_INVALID")
	}
	return b, nil
}
