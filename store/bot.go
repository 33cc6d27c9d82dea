package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/seal"
)

// Channel says which face a bot speaks through.
type Channel string

// The channels.
const (
	Telegram Channel = "telegram"
	Terminal Channel = "terminal"
	Drills   Channel = "drill" // a test person's: nobody outside reaches it
)

// Bot is one account on a channel; it belongs to one organisation.
type Bot struct {
	ID, Organisation int64
	Channel          Channel
	Username         string
	Token            string // "" for the terminal
	NextOffset       int64  // where polling goes on, 0 when nothing was received yet
}

// tokenPlace is where a bot's token lies: known before the row has an id.
// TokenPlace is where the token of a bot lies.
func TokenPlace(channel Channel, username string) seal.Place { return tokenPlace(channel, username) }

func tokenPlace(channel Channel, username string) seal.Place {
	return seal.At("bot.token").Named(string(channel)).Named(username)
}

const upsertBot = `
	INSERT INTO bot (organisation_id, channel, username, token, key_id, created_at)
	VALUES (@organisation, @channel, @username, @token, @key, @now)
	ON CONFLICT (channel, username) DO UPDATE
	SET token = EXCLUDED.token,
	    key_id = EXCLUDED.key_id
	WHERE bot.organisation_id = EXCLUDED.organisation_id
	RETURNING id`

// AddBot makes a bot known, or gives a known one a new token. It gives ErrTaken
// when another organisation has it: chats stay where they are.
func (db *DB) AddBot(ctx context.Context, organisation int64, channel Channel, token, username string) (id int64, err error) {
	args := pgx.StrictNamedArgs{"organisation": organisation, "channel": channel, "username": username, "token": nil, "key": nil, "now": db.now()}
	if token != "" {
		sealed, err := db.master.Seal([]byte(token), tokenPlace(channel, username))
		if err != nil {
			return 0, err
		}
		args["token"], args["key"] = sealed, db.master.ID()
	}
	err = db.pool.QueryRow(ctx, upsertBot, args).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrTaken
	}
	if err != nil {
		return 0, fmt.Errorf("adding bot %s: %w", username, err)
	}
	return id, nil
}

// Bots lists all bots with their tokens.
func (db *DB) Bots(ctx context.Context) ([]Bot, error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT id, organisation_id AS organisation, channel, username, token AS sealed, next_offset
		FROM bot
		ORDER BY id`) // CollectRows tells of its error
	type row struct {
		ID, Organisation int64
		Channel          Channel
		Username         string
		Sealed           []byte
		NextOffset       int64
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
	if err != nil {
		return nil, fmt.Errorf("listing bots: %w", err)
	}
	bots := make([]Bot, len(found))
	for i, r := range found {
		bots[i] = Bot{r.ID, r.Organisation, r.Channel, r.Username, "", r.NextOffset}
		if r.Sealed == nil {
			continue
		}
		token, err := db.master.Open(r.Sealed, tokenPlace(r.Channel, r.Username))
		if err != nil {
			return nil, fmt.Errorf("reading the token of bot %d: %w", r.ID, err)
		}
		bots[i].Token = string(token)
	}
	return bots, nil
}
