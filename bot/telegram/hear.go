package telegram

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"path"

	api "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// maxRecording is what Telegram gives of a file at most.
const maxRecording = 20 << 20

// Recording opens a voice message that lies at Telegram. name says by its ending what kind
// of file it is. Close it; nothing of it is kept.
func (f *Face) Recording(ctx context.Context, bot int64, file string) (audio io.ReadCloser, name string, err error) {
	a, ok := f.account(bot)
	if !ok {
		return nil, "", fmt.Errorf("listening for bot %d: %w", bot, api.ErrorUnauthorized)
	}
	found, err := a.api.GetFile(ctx, &api.GetFileParams{FileID: file})
	if err != nil {
		return nil, "", fmt.Errorf("finding a recording: %w", redact(err, a.token))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, f.o.URL+"/file/bot"+a.token+"/"+found.FilePath, nil)
	if err != nil {
		return nil, "", fmt.Errorf("asking for a recording: %w", redact(err, a.token))
	}
	response, err := f.posts.Do(request)
	if err != nil {
		return nil, "", fmt.Errorf("fetching a recording: %w", redact(err, a.token))
	}
	if response.StatusCode != http.StatusOK {
		response.Body.Close()
		return nil, "", fmt.Errorf("fetching a recording: Telegram answered %d", response.StatusCode)
	}
	return bounded{io.LimitReader(response.Body, maxRecording), response.Body}, "voice" + ending(found.FilePath), nil
}

// ending is by what a transcriber knows the kind of a file. Telegram's voice messages are
// Opus in Ogg with the ending .oga, which most of them do not know.
func ending(file string) string {
	switch e := path.Ext(file); e {
	case "", ".oga", ".opus":
		return ".ogg"
	default:
		return e
	}
}

// bounded is a body of which no more is read than it may have.
type bounded struct {
	io.Reader
	io.Closer
}

// Typing shows in a chat, for some five seconds, that something is being written. It is
// best effort and returns at once.
func (f *Face) Typing(bot, chat int64) {
	a, ok := f.account(bot)
	if !ok {
		return
	}
	f.asides.start(func(ctx context.Context) {
		_, _ = a.api.SendChatAction(ctx, &api.SendChatActionParams{ChatID: chat, Action: models.ChatActionTyping}) // best effort
	})
}
