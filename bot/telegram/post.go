package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	api "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/rs/zerolog"

	"stapmaat/dialog"
	"stapmaat/store"
)

// Send implements send.Face. A text that is too long goes as several messages, the
// buttons under the last; when one of them fails all are sent again.
func (f *Face) Send(ctx context.Context, o store.Outgoing) store.Delivery {
	a, ok := f.account(o.Bot)
	if !ok {
		return f.outcome(o, fmt.Errorf("bot %d: %w", o.Bot, api.ErrorUnauthorized))
	}
	p := &posting{face: f, account: a, o: o}
	err := redact(p.send(ctx), a.token)
	d := f.outcome(o, err)
	d.MessageID, d.FileID, d.FileHash = int64(p.messageID), p.fileID, p.fileHash
	if err != nil {
		zerolog.Ctx(ctx).Warn().Err(err).Int64("bot", o.Bot).Int64("outgoing", o.ID).
			Str("code", d.Code).Int("attempt", o.Attempt).Msg("a message was not delivered")
	}
	return d
}

// posting is one message on its way.
type posting struct {
	face    *Face
	account *account
	o       store.Outgoing

	messageID int
	fileID    string // of a picture that Telegram has now
	fileHash  string
}

func (p *posting) send(ctx context.Context) error {
	m := p.o.Message
	rest := m.Text
	if m.Picture != nil || m.File != nil {
		var err error
		if rest, err = p.sendFile(ctx, m); err != nil {
			return err
		}
	}
	if rest != "" {
		parts := split(rest, maxText)
		for i, part := range parts {
			if err := p.sendText(ctx, part, i == len(parts)-1); err != nil {
				return err
			}
		}
	}
	if m.Pin {
		p.pin(ctx)
	}
	return nil
}

// sendText posts one message; the last one carries the buttons. Text that Telegram
// can't parse is a bug of ours, and words matter more than bold: it goes plain.
func (p *posting) sendText(ctx context.Context, text string, last bool) error {
	m := p.o.Message
	params := &api.SendMessageParams{
		ChatID:              p.o.Chat,
		Text:                text,
		ParseMode:           models.ParseModeHTML,
		LinkPreviewOptions:  &models.LinkPreviewOptions{IsDisabled: api.True()},
		DisableNotification: m.Silent,
		ProtectContent:      m.Protect,
	}
	if last {
		params.ReplyMarkup = p.keyboard()
	}
	sent, err := p.account.api.SendMessage(ctx, params)
	if unparsed(err) {
		zerolog.Ctx(ctx).Error().Str("key", m.Key).Int64("outgoing", p.o.ID).Msg("a text is no valid HTML; it goes without bold")
		params.Text, params.ParseMode = plainText(text), ""
		sent, err = p.account.api.SendMessage(ctx, params)
	}
	return p.note(sent, err)
}

// note keeps the id of what was sent.
func (p *posting) note(sent *models.Message, err error) error {
	if sentAnyway(err) {
		return nil
	}
	if err != nil {
		return err
	}
	p.messageID = sent.ID
	return nil
}

// pin keeps the message in sight. It is a nicety: what goes wrong is only logged.
func (p *posting) pin(ctx context.Context) {
	_, err := p.account.api.PinChatMessage(ctx, &api.PinChatMessageParams{ChatID: p.o.Chat, MessageID: p.messageID, DisableNotification: true})
	if err != nil {
		zerolog.Ctx(ctx).Info().Err(redact(err, p.account.token)).Int64("outgoing", p.o.ID).Msg("a message was not pinned")
	}
}

func unparsed(err error) bool {
	return errors.Is(err, api.ErrorBadRequest) && strings.Contains(err.Error(), "can't parse entities")
}

func refused(err error) bool { return errors.Is(err, api.ErrorBadRequest) && !unknownChat(err) }

// keyboard is an inline keyboard. The library's own type adds an empty copy_text to
// every button, and a button may do one thing only.
type keyboard struct {
	Rows [][]key `json:"inline_keyboard"`
}

type key struct {
	Text string  `json:"text"`
	Data string  `json:"callback_data,omitempty"`
	App  *webApp `json:"web_app,omitempty"`
}

type webApp struct {
	URL string `json:"url"`
}

// keyboard is nil, and not an empty keyboard, when there are no buttons.
func (p *posting) keyboard() models.ReplyMarkup {
	rows := p.o.Message.Buttons
	if len(rows) == 0 {
		return nil
	}
	board := keyboard{Rows: make([][]key, len(rows))}
	for i, row := range rows {
		for _, b := range row {
			board.Rows[i] = append(board.Rows[i], p.key(b))
		}
	}
	return board
}

// key is one button. That of the desk opens it, where Telegram can.
func (p *posting) key(b dialog.Button) key {
	if b.Data == dialog.DeskPress && p.face.o.Desk != nil {
		if address := p.face.o.Desk(p.o.Bot); address != "" {
			return key{Text: b.Label, App: &webApp{address}}
		}
	}
	return key{Text: b.Label, Data: b.Data}
}

func upload(name string, data []byte) models.InputFile {
	return &models.InputFileUpload{Filename: name, Data: bytes.NewReader(data)}
}
