package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	api "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// Profile is what Telegram shows of a bot: its menu of commands, and what it is.
type Profile struct {
	Commands         []Command
	Description      string // in an empty chat, at most 512 characters
	ShortDescription string // on the bot's page, at most 120
}

// Command is one entry of the menu. Name is 1 to 32 of a-z, 0-9 and _, without a slash.
type Command struct{ Name, Description string }

// Status is how Telegram sees a bot.
type Status struct {
	Username    string
	Webhook     string // "" when updates are polled
	Pending     int    // updates that wait
	LastError   string // of the webhook, "" when there was none
	LastErrorAt time.Time
}

// Prepare makes Telegram deliver the updates of a bot the way we take them: to
// address + "/" + our id with the secret, or, when address is empty, by polling.
// What waits is kept.
func (f *Face) Prepare(ctx context.Context, bot int64, address, secret string) error {
	a, ok := f.account(bot)
	if !ok {
		return fmt.Errorf("preparing bot %d: no such bot", bot)
	}
	var err error
	if address == "" {
		_, err = a.api.DeleteWebhook(ctx, &api.DeleteWebhookParams{})
	} else {
		_, err = a.api.SetWebhook(ctx, &api.SetWebhookParams{
			URL:            fmt.Sprintf("%s/%d", strings.TrimRight(address, "/"), bot),
			SecretToken:    secret,
			AllowedUpdates: allowedUpdates,
		})
	}
	if err != nil {
		return fmt.Errorf("preparing bot %d: %w", bot, redact(err, a.token))
	}
	return nil
}

// Introduce sets commands and descriptions. Telegram allows few of these calls a
// day; a failure is no reason not to start.
func (f *Face) Introduce(ctx context.Context, bot int64, p Profile) error {
	a, ok := f.account(bot)
	if !ok {
		return fmt.Errorf("introducing bot %d: no such bot", bot)
	}
	var commands []models.BotCommand
	for _, c := range p.Commands {
		commands = append(commands, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	_, err1 := a.api.SetMyCommands(ctx, &api.SetMyCommandsParams{Commands: commands})
	_, err2 := a.api.SetMyDescription(ctx, &api.SetMyDescriptionParams{Description: p.Description})
	_, err3 := a.api.SetMyShortDescription(ctx, &api.SetMyShortDescriptionParams{ShortDescription: p.ShortDescription})
	if err := errors.Join(err1, err2, err3); err != nil {
		return fmt.Errorf("introducing bot %d: %w", bot, redact(err, a.token))
	}
	return nil
}

// Check asks Telegram who the bot is and how its updates are delivered.
func (f *Face) Check(ctx context.Context, bot int64) (Status, error) {
	a, ok := f.account(bot)
	if !ok {
		return Status{}, fmt.Errorf("checking bot %d: no such bot", bot)
	}
	me, err := a.api.GetMe(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("checking bot %d: %w", bot, redact(err, a.token))
	}
	hook, err := a.api.GetWebhookInfo(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("checking bot %d: %w", bot, redact(err, a.token))
	}
	s := Status{Username: me.Username, Webhook: hook.URL, Pending: hook.PendingUpdateCount, LastError: hook.LastErrorMessage}
	if hook.LastErrorDate != 0 {
		s.LastErrorAt = time.Unix(int64(hook.LastErrorDate), 0)
	}
	return s, nil
}

// Username asks the Bot API server at url whose token this is.
func Username(ctx context.Context, url, token string) (string, error) {
	f := New(Options{URL: url})
	defer f.Close()
	if err := f.Add(0, token); err != nil {
		return "", err
	}
	a, _ := f.account(0)
	me, err := a.api.GetMe(ctx)
	if err != nil {
		return "", fmt.Errorf("asking whose token this is: %w", redact(err, token))
	}
	return me.Username, nil
}
