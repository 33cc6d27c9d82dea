package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"stapmaat/bot/telegram"
	"stapmaat/store"
)

type tokenAddCommand struct {
	Organisation string `required:"" placeholder:"NAME" help:"Whose bot it is; an organisation of a new name is made."`
}

// Run reads a token from stdin, so that it stands in no history of commands.
func (c *tokenAddCommand) Run(ctx context.Context, p program) error {
	settings, err := p.load()
	if err != nil {
		return err
	}
	line, err := bufio.NewReader(io.LimitReader(p.in, 1<<10)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading the token from stdin: %w", err)
	}
	token := strings.TrimSpace(line)
	if token == "" {
		return advise(errors.New("there is no token on stdin"), "paste what BotFather gave you, for example: bot token add --organisation NAME < FILE")
	}
	h, err := p.open(ctx, settings, p.now)
	if err != nil {
		return err
	}
	defer h.db.Close()
	name, err := h.addBot(ctx, c.Organisation, token)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "@%s is a bot of %s. A program that serves takes it up by itself.\n", name, c.Organisation)
	return nil
}

// addBot asks Telegram whose token it is and makes the bot known.
func (h *house) addBot(ctx context.Context, organisation, token string) (username string, err error) {
	username, err = telegram.Username(ctx, h.config.TelegramAPIURL, token)
	if err != nil {
		return "", advise(err, "copy the token from BotFather again, or look at the way to the network and at TELEGRAM_API_URL")
	}
	id, err := h.db.EnsureOrganisation(ctx, organisation, false)
	if err != nil {
		return "", err
	}
	_, err = h.db.AddBot(ctx, id, store.Telegram, token, username)
	if errors.Is(err, store.ErrTaken) {
		return "", advise(fmt.Errorf("@%s belongs to another organisation", username), "chats stay where they are, so make a new bot at BotFather")
	}
	return username, err
}
