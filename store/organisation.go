package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// EnsureOrganisation finds an organisation by its name, or makes it.
func (db *DB) EnsureOrganisation(ctx context.Context, name string, demo bool) (id int64, err error) {
	err = db.pool.QueryRow(ctx, `
		INSERT INTO organisation (name, demo, created_at)
		VALUES (@name, @demo, @now)
		ON CONFLICT (name) DO UPDATE
		SET name = EXCLUDED.name
		RETURNING id`, pgx.StrictNamedArgs{"name": name, "demo": demo, "now": db.now()}).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("making organisation %q: %w", name, err)
	}
	return id, nil
}

// FindOrganisation gives ErrNotFound when there is none of that name.
func (db *DB) FindOrganisation(ctx context.Context, name string) (id int64, err error) {
	err = db.pool.QueryRow(ctx, `SELECT id FROM organisation WHERE name = $1`, name).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("finding organisation %q: %w", name, notFound(err))
	}
	return id, nil
}

// Channel says which face a bot speaks through.
type Channel string

// The channels.
const (
	Telegram Channel = "telegram"
	Terminal Channel = "terminal"
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

// Somebody is a person as the command line needs to know her.
type Somebody struct {
	ID, Organisation, Bot, Conversation, Chat int64
	Role                                      dialog.Role
}

const selectSomebody = `
	SELECT p.id, p.organisation_id AS organisation, c.bot_id AS bot, c.id AS conversation, c.chat_id AS chat, p.role
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	WHERE c.bot_id = $1
	  AND c.chat_id = $2`

// InChat finds who is in a chat, ErrNotFound when nobody was heard there yet.
func (db *DB) InChat(ctx context.Context, bot, chat int64) (Somebody, error) {
	rows, _ := db.pool.Query(ctx, selectSomebody, bot, chat) // CollectExactlyOneRow tells of its error
	s, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Somebody])
	if err != nil {
		return Somebody{}, fmt.Errorf("finding chat %d of bot %d: %w", chat, bot, notFound(err))
	}
	return s, nil
}

const selectByRole = `
	SELECT p.id, p.organisation_id AS organisation, c.bot_id AS bot, c.id AS conversation, c.chat_id AS chat, p.role, p.key, p.name
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	WHERE p.organisation_id = $1
	  AND p.role = $2
	ORDER BY p.id`

// FindByName finds somebody of an organisation by what the bot calls her, or
// ErrNotFound. Names are sealed, so it opens them all: for demos and small organisations.
func (db *DB) FindByName(ctx context.Context, organisation int64, role dialog.Role, name string) (Somebody, error) {
	type row struct {
		Somebody
		Key, Name []byte
	}
	rows, _ := db.pool.Query(ctx, selectByRole, organisation, role) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
	if err != nil {
		return Somebody{}, fmt.Errorf("finding a %s by name: %w", role, err)
	}
	for _, r := range found {
		has, err := db.nameOf(r.ID, r.Key, r.Name)
		if err != nil {
			return Somebody{}, err
		}
		if has == name {
			return r.Somebody, nil
		}
	}
	return Somebody{}, fmt.Errorf("finding a %s by name: %w", role, ErrNotFound)
}

// Waiting tells how much of a talk is still open: inputs without a turn, and messages not sent.
func (db *DB) Waiting(ctx context.Context, bot, chat int64) (inputs, messages int, err error) {
	err = db.pool.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM inbox i WHERE i.conversation_id = c.id AND COALESCE(i.done_at, i.set_aside_at) IS NULL),
		       (SELECT count(*) FROM outbox o WHERE o.conversation_id = c.id AND o.ended_at IS NULL)
		FROM conversation c
		WHERE c.bot_id = $1
		  AND c.chat_id = $2`, bot, chat).Scan(&inputs, &messages)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("looking what waits in chat %d: %w", chat, err)
	}
	return inputs, messages, nil
}
