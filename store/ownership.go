package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

const takeOver = `
	INSERT INTO ownership (conversation_id, organisation_id, owner_id, generation, since)
	SELECT c.id, c.organisation_id, @owner, 1, @now
	FROM conversation c
	WHERE c.id = @conversation
	ON CONFLICT (conversation_id) DO UPDATE
	SET owner_id = EXCLUDED.owner_id,
	    generation = ownership.generation + 1,
	    since = EXCLUDED.since`

const dropBots = `
	UPDATE outbox
	SET state = 'dropped',
	    body = NULL,
	    ended_at = @now
	WHERE conversation_id = @conversation
	  AND ended_at IS NULL
	  AND lane > 0`

// TakeOver puts a talk into the hands of a human, at once: it waits for no turn.
// What the bot has not sent yet is dropped, what it is just making will never be
// sent. owner 0 gives the talk back to the bot.
func (db *DB) TakeOver(ctx context.Context, conversation, owner int64) error {
	return db.inTx(ctx, fmt.Sprintf("giving talk %d another owner", conversation), func(tx pgx.Tx) error {
		args := pgx.NamedArgs{"conversation": conversation, "owner": nil, "now": db.now()}
		if owner != 0 {
			args["owner"] = owner
		}
		tag, err := tx.Exec(ctx, takeOver, args)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return ErrNotFound
		}
		_, err = tx.Exec(ctx, dropBots, args)
		return err
	})
}
