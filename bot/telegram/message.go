package telegram

import (
	"encoding/json"
	"errors"
	"fmt"

	"stapmaat/bot/receive"
	"stapmaat/dialog"
)

// chat is where something was said.
type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

func (c chat) private() bool { return c.Type == "private" }

// message holds the fields of a Message that we read.
type message struct {
	ID      int    `json:"message_id"`
	Chat    chat   `json:"chat"`
	Text    string `json:"text"`
	Caption string `json:"caption"`
	ReplyTo struct {
		ID int64 `json:"message_id"`
	} `json:"reply_to_message"`
	Poll struct {
		Question string `json:"question"`
	} `json:"poll"`
	Checklist struct {
		Title string `json:"title"`
	} `json:"checklist"`
	Voice     recording `json:"voice"`
	Audio     recording `json:"audio"`
	VideoNote recording `json:"video_note"`
}

// recording is something that can be listened to.
type recording struct {
	File    string `json:"file_id"`
	Seconds int    `json:"duration"`
}

// spoken is what was said aloud in a message, nil for nothing.
func (m message) spoken() *dialog.Recording {
	for _, r := range []recording{m.Voice, m.Audio, m.VideoNote} {
		if r.File != "" {
			return &dialog.Recording{File: r.File, Seconds: max(r.Seconds, 0)}
		}
	}
	return nil
}

// words are all words that a person put into a message, whatever its kind: the screen must see them.
func (m message) words() string {
	for _, text := range []string{m.Text, m.Caption, m.Poll.Question, m.Checklist.Title} {
		if text != "" {
			return receive.Words(text)
		}
	}
	return ""
}

// open reads a message as far as it can be read: a field of another type than we
// know is passed over, so that the person gets an answer all the same.
func open(raw json.RawMessage) (message, error) {
	var m message
	var other *json.UnmarshalTypeError
	if err := json.Unmarshal(raw, &m); err != nil && !errors.As(err, &other) {
		return m, fmt.Errorf("reading a message: %w", err)
	}
	if m.Chat.ID == 0 || m.ID == 0 {
		return m, errNoObject
	}
	return m, nil
}

// kind finds the row of a message. Nearly all are text, and text has the first row:
// the other fields need not be read for them.
func (m message) kind(raw json.RawMessage) (kind, bool) {
	if m.Text != "" {
		return messageKinds[0], true
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return kind{}, false
	}
	return kindOf(messageKinds, fields)
}

func (u *update) readMessage(raw json.RawMessage) error {
	m, err := open(raw)
	if err != nil {
		return err
	}
	if !m.Chat.private() {
		u.leaving(m.Chat)
		return u.ignore("said in a group")
	}
	u.chat = m.Chat.ID
	u.dedupe = fmt.Sprintf("m:%d:%d", m.Chat.ID, m.ID)
	k, ok := m.kind(raw)
	if !ok {
		// Newer than this program: the person gets an answer all the same.
		k = kind{field: "unknown", fate: answered}
	}
	u.fate, u.why = k.fate, k.why
	if k.fate == answered {
		u.input = said(k.field, m)
	}
	return nil
}

// said makes the input of a message that is for us.
func said(field string, m message) dialog.Input {
	text := m.words()
	if field != "text" {
		return dialog.Input{Kind: dialog.Sent, Media: field, Text: text, Voice: m.spoken()}
	}
	if token, ok := receive.Start(text); ok {
		return dialog.Input{Kind: dialog.Started, Token: token}
	}
	if text == "" { // nothing but control characters
		return dialog.Input{Kind: dialog.Sent, Media: "unknown"}
	}
	return dialog.Input{Kind: dialog.Typed, Text: command(text), ReplyTo: m.ReplyTo.ID}
}

// readEdit keeps the new words. Telegram also calls it an edit when a shared place
// moves on, every few seconds: without words there is nothing to keep.
func (u *update) readEdit(raw json.RawMessage) error {
	m, err := open(raw)
	if err != nil {
		return err
	}
	if !m.Chat.private() {
		return u.ignore("edited in a group")
	}
	text := m.words()
	if text == "" {
		return u.ignore("an edit without words")
	}
	u.chat = m.Chat.ID
	u.input = dialog.Input{Kind: dialog.Edited, Text: text}
	return nil
}
