package double

import "slices"

// messageJSON is a Message of the Bot API.
type messageJSON struct {
	ID       int        `json:"message_id"`
	From     userJSON   `json:"from"`
	Chat     chatJSON   `json:"chat"`
	Date     int64      `json:"date"`
	EditDate int64      `json:"edit_date,omitempty"`
	Text     string     `json:"text,omitempty"`
	Caption  string     `json:"caption,omitempty"`
	Board    *boardJSON `json:"reply_markup,omitempty"`
	fileJSON
}

// fileJSON is what a message carries beside its words.
type fileJSON struct {
	Photo    []sizeJSON    `json:"photo,omitempty"`
	Document *documentJSON `json:"document,omitempty"`
}

type sizeJSON struct {
	ID     string `json:"file_id"`
	Unique string `json:"file_unique_id"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

type documentJSON struct {
	ID     string `json:"file_id"`
	Unique string `json:"file_unique_id"`
	Name   string `json:"file_name,omitempty"`
}

// show is a message of the bot as the Bot API describes it.
func (b *Bot) show(chat *Chat, m *message) messageJSON {
	shown := messageJSON{ID: m.id, From: b.user(), Chat: chat.describe(), Date: m.date, Board: showBoard(m.board)}
	if m.caption {
		shown.Caption = m.text
	} else {
		shown.Text = m.text
	}
	return shown
}

type boardJSON struct {
	Rows [][]buttonJSON `json:"inline_keyboard"`
}

// buttonJSON has pointers, so that an empty field is told from one that is not there.
type buttonJSON struct {
	Text  string   `json:"text"`
	Data  *string  `json:"callback_data,omitempty"`
	URL   *string  `json:"url,omitempty"`
	App   *appJSON `json:"web_app,omitempty"`
	Style *string  `json:"style,omitempty"`
	Icon  *string  `json:"icon_custom_emoji_id,omitempty"`
}

// appJSON is a WebAppInfo.
type appJSON struct {
	URL string `json:"url"`
}

func showBoard(board [][]Button) *boardJSON {
	if len(board) == 0 {
		return nil
	}
	shown := &boardJSON{}
	for _, row := range board {
		line := make([]buttonJSON, len(row))
		for i := range row {
			line[i].Text = row[i].Text
			switch {
			case row[i].App != "":
				line[i].App = &appJSON{row[i].App}
			case row[i].URL != "":
				line[i].URL = &row[i].URL
			default:
				line[i].Data = &row[i].Data
			}
		}
		shown.Rows = append(shown.Rows, line)
	}
	return shown
}

func sameBoard(a, b [][]Button) bool { return slices.EqualFunc(a, b, slices.Equal) }
