package store

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// Fail counts a turn that failed, in a transaction of its own, and tells how often this one did.
func (db *DB) Fail(ctx context.Context, inbox int64) (attempts int, err error) {
	err = db.pool.QueryRow(ctx, `
		UPDATE inbox
		SET attempts = attempts + 1
		WHERE id = $1
		RETURNING attempts`, inbox).Scan(&attempts)
	if err != nil {
		return 0, fmt.Errorf("counting the failure of turn %d: %w", inbox, notFound(err))
	}
	return attempts, nil
}

const setAside = `
	UPDATE inbox i
	SET set_aside_at = $1
	FROM conversation c
	WHERE i.id = $2
	  AND i.done_at IS NULL
	  AND i.set_aside_at IS NULL
	  AND c.id = i.conversation_id
	RETURNING i.source, c.person_id`

// SetAside takes an input out of the way of its talk, as it came. The person gets
// a fixed sentence and the mentor a note. An input that itself only tells of a
// failure is followed by the note alone, else it would go on for ever.
func (db *DB) SetAside(ctx context.Context, inbox int64) error {
	return db.inTx(ctx, fmt.Sprintf("setting turn %d aside", inbox), func(tx pgx.Tx) error {
		var source Source
		var person int64
		if err := tx.QueryRow(ctx, setAside, db.now(), inbox).Scan(&source, &person); err != nil {
			return notFound(err)
		}
		ref := strconv.FormatInt(inbox, 10)
		items, err := db.address(ctx, tx, []noteFor{{ref: ref, source: FromFailed, note: dialog.Note{To: dialog.ToMentor, Key: NoteSetAside, Person: person, Lane: dialog.LanePush}}})
		if err != nil {
			return err
		}
		if source != FromFailed {
			items = append(items, Item{Person: person, Source: FromFailed, Ref: ref, Input: dialog.Input{Kind: dialog.Failed}})
		}
		_, err = db.enqueue(ctx, tx, items)
		return err
	})
}
