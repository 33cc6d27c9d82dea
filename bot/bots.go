package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/rs/zerolog"

	"stapmaat/bot/telegram"
	"stapmaat/store"
)

// botBook knows the Telegram bots of the database, and keeps the face up with them:
// bots and tokens come in while the program runs.
type botBook struct {
	db   *store.DB
	face *telegram.Face

	mu     sync.Mutex
	tokens map[int64]string
	names  map[int64]string        // Telegram's usernames
	fresh  map[int64]chan struct{} // closed when the bot gets another token
}

func newBotBook(db *store.DB, face *telegram.Face) *botBook {
	return &botBook{db: db, face: face, tokens: map[int64]string{}, names: map[int64]string{}, fresh: map[int64]chan struct{}{}}
}

// refresh reads the list and gives the bots that can be served.
func (b *botBook) refresh(ctx context.Context) ([]int64, error) {
	all, err := b.db.Bots(ctx)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, bot := range all {
		if bot.Channel != store.Telegram {
			continue
		}
		if err := b.know(bot); err != nil {
			zerolog.Ctx(ctx).Error().Err(err).Int64("bot", bot.ID).Msg("a bot can't be served")
			continue
		}
		ids = append(ids, bot.ID)
	}
	return ids, nil
}

func (b *botBook) know(bot store.Bot) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tokens[bot.ID] == bot.Token {
		return nil
	}
	if err := b.face.Add(bot.ID, bot.Token); err != nil {
		return err
	}
	b.tokens[bot.ID], b.names[bot.ID] = bot.Token, bot.Username
	if renewed := b.fresh[bot.ID]; renewed != nil {
		close(renewed)
	}
	b.fresh[bot.ID] = make(chan struct{})
	return nil
}

// miniApp is the address that opens the desk within Telegram, from a bot that is known;
// Telegram opens https only.
func (b *botBook) miniApp(desk string, bot int64) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !strings.HasPrefix(desk, "https://") || b.names[bot] == "" {
		return ""
	}
	return strings.TrimRight(desk, "/") + "/telegram?bot=" + url.QueryEscape(b.names[bot])
}

// renewed is closed when the bot gets another token.
func (b *botBook) renewed(bot int64) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.fresh[bot]
}

// offset is where polling goes on.
func (b *botBook) offset(ctx context.Context, bot int64) (int64, error) {
	all, err := b.db.Bots(ctx)
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(all, func(x store.Bot) bool { return x.ID == bot })
	if at < 0 {
		return 0, fmt.Errorf("finding bot %d: %w", bot, store.ErrNotFound)
	}
	return all[at].NextOffset, nil
}

// firstBot makes the bot of TELEGRAM_TOKEN known as one of ORGANISATION, or gives
// it its new token. A token that is known already costs no call.
func (h *house) firstBot(ctx context.Context) error {
	token := h.config.TelegramToken.Reveal()
	all, err := h.db.Bots(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(b store.Bot) bool { return b.Channel == store.Telegram && (token == "" || b.Token == token) })
	switch {
	case at >= 0 && token != "":
		return h.sameOrganisation(ctx, all[at])
	case at >= 0:
		return nil
	case token == "":
		return advise(fmt.Errorf("there is no bot to serve"), "set TELEGRAM_TOKEN, or add one with 'bot token add'")
	}
	_, err = h.addBot(ctx, h.config.Organisation, token)
	return err
}

// sameOrganisation tells in the log when ORGANISATION was changed: a bot and its chats stay where they are.
func (h *house) sameOrganisation(ctx context.Context, b store.Bot) error {
	id, err := h.db.FindOrganisation(ctx, h.config.Organisation)
	if errors.Is(err, store.ErrNotFound) || err == nil && id != b.Organisation {
		zerolog.Ctx(ctx).Warn().Int64("bot", b.ID).Msg("the bot of TELEGRAM_TOKEN belongs to another organisation than ORGANISATION says, and stays there")
		return nil
	}
	return err
}
