package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

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
	SELECT p.id, p.organisation_id AS organisation, COALESCE(c.bot_id, 0) AS bot, COALESCE(c.id, 0) AS conversation, COALESCE(c.chat_id, 0) AS chat, p.role, p.key, p.name
	FROM person p
	LEFT JOIN conversation c ON c.person_id = p.id
	WHERE p.organisation_id = $1
	  AND p.role = $2
	ORDER BY c.id IS NULL, p.id`

// FindByName finds somebody of an organisation by what the bot calls her, or
// ErrNotFound; who has no chat comes last. Names are sealed, so it opens them all: for demos and small organisations.
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

// Waiting tells how much of a talk is still open: inputs without a turn, calls that will
// bring one, and messages not sent.
func (db *DB) Waiting(ctx context.Context, bot, chat int64) (inputs, messages int, err error) {
	err = db.pool.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM inbox i WHERE i.conversation_id = c.id AND COALESCE(i.done_at, i.set_aside_at) IS NULL)
		       + (SELECT count(*) FROM call k WHERE k.conversation_id = c.id AND k.ended_at IS NULL),
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
