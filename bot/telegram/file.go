package telegram

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	api "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/rs/zerolog"

	"stapmaat/dialog"
	"stapmaat/store"
)

// sendFile posts the picture or the attachment of m with its text as the caption,
// and returns what is left to say. A caption that is too long is said after it. A
// file that can't be drawn or that Telegram won't have leaves the words: they say
// the same as the picture.
func (p *posting) sendFile(ctx context.Context, m dialog.Message) (rest string, err error) {
	caption, rest := m.Text, ""
	if shownLength(m.Text) > maxCaption {
		caption, rest = "", m.Text
	}
	if m.Picture == nil {
		err = p.sendAttachment(ctx, m, caption)
	} else {
		err = p.sendPicture(ctx, m, caption)
	}
	if (refused(err) || isUndrawn(err)) && m.Text != "" {
		zerolog.Ctx(ctx).Error().Err(redact(err, p.account.token)).Int64("outgoing", p.o.ID).Msg("a file can't be sent; its words go alone")
		return m.Text, nil
	}
	return rest, err
}

// sendPicture sends what Telegram has already, or draws.
func (p *posting) sendPicture(ctx context.Context, m dialog.Message, caption string) error {
	if p.o.PictureFileID != "" {
		known := &models.InputFileString{Data: p.o.PictureFileID}
		if err := p.sendMedia(ctx, m, known, caption); !refused(err) {
			return err
		}
		// Telegram forgot the file: it is drawn anew.
	}
	data, name, err := p.face.draw(ctx, *m.Picture)
	if err != nil {
		return err
	}
	p.fileHash = store.PictureHash(*m.Picture)
	return p.sendMedia(ctx, m, upload(name, data), caption)
}

func (p *posting) sendAttachment(ctx context.Context, m dialog.Message, caption string) error {
	return p.sendDocument(ctx, m, upload(m.File.Name, []byte(m.File.Body)), caption)
}

func (p *posting) sendMedia(ctx context.Context, m dialog.Message, file models.InputFile, caption string) error {
	if m.Picture.Format == dialog.PDF {
		return p.sendDocument(ctx, m, file, caption)
	}
	return p.sendPhoto(ctx, m, file, caption)
}

func (p *posting) sendPhoto(ctx context.Context, m dialog.Message, file models.InputFile, caption string) error {
	sent, err := p.account.api.SendPhoto(ctx, &api.SendPhotoParams{
		ChatID:              p.o.Chat,
		Photo:               file,
		Caption:             caption,
		ParseMode:           mode(caption),
		DisableNotification: m.Silent,
		ProtectContent:      m.Protect,
		ReplyMarkup:         p.markup(m, caption),
	})
	if err := p.note(sent, err); err != nil {
		return err
	}
	if sent != nil && len(sent.Photo) > 0 {
		p.fileID = sent.Photo[len(sent.Photo)-1].FileID
	}
	return nil
}

func (p *posting) sendDocument(ctx context.Context, m dialog.Message, file models.InputFile, caption string) error {
	sent, err := p.account.api.SendDocument(ctx, &api.SendDocumentParams{
		ChatID:              p.o.Chat,
		Document:            file,
		Caption:             caption,
		ParseMode:           mode(caption),
		DisableNotification: m.Silent,
		ProtectContent:      m.Protect,
		ReplyMarkup:         p.markup(m, caption),
	})
	if err := p.note(sent, err); err != nil {
		return err
	}
	if sent != nil && sent.Document != nil && m.Picture != nil {
		p.fileID = sent.Document.FileID
	}
	return nil
}

// markup puts the buttons under the file, unless words follow that carry them.
func (p *posting) markup(m dialog.Message, caption string) models.ReplyMarkup {
	if caption == "" && m.Text != "" {
		return nil
	}
	return p.keyboard()
}

func mode(caption string) models.ParseMode {
	if caption == "" {
		return ""
	}
	return models.ParseModeHTML
}

// undrawn is a picture that could not be drawn: a bug of ours, trying again won't help.
type undrawn struct{ err error }

func (u *undrawn) Error() string { return "drawing a picture: " + u.err.Error() }
func (u *undrawn) Unwrap() error { return u.err }

func isUndrawn(err error) bool {
	_, ok := err.(*undrawn)
	return ok
}

// draw makes the picture and its file name; one at a time.
func (f *Face) draw(ctx context.Context, picture dialog.Picture) (data []byte, name string, err error) {
	select {
	case f.drawing <- struct{}{}:
		defer func() { <-f.drawing }()
	case <-ctx.Done():
		return nil, "", fmt.Errorf("waiting to draw: %w", ctx.Err())
	}
	data, _, err = f.o.Draw(picture)
	if err != nil {
		return nil, "", &undrawn{err}
	}
	return data, fileName(picture), nil
}

// fileName is made of the picture's title: "mijn-brug.png".
func fileName(p dialog.Picture) string {
	title := "picture"
	switch {
	case p.Bridge != nil && p.Bridge.Title != "":
		title = p.Bridge.Title
	case p.Plan != nil && p.Plan.Title != "":
		title = p.Plan.Title
	}
	slug := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(slug, "-") + "." + string(p.Format)
}
