package store

import (
	"context"
	"fmt"
)

// Idle tells whether a person's talk has nothing left to do: whoever just acted on it
// sees what became of it.
func (db *DB) Idle(ctx context.Context, person int64) (idle bool, err error) {
	err = db.pool.QueryRow(ctx, `
		SELECT NOT EXISTS (
		    SELECT
		    FROM conversation c
		    JOIN inbox i ON i.conversation_id = c.id
		    WHERE c.person_id = $1
		      AND COALESCE(i.done_at, i.set_aside_at) IS NULL)`, person).Scan(&idle)
	if err != nil {
		return false, fmt.Errorf("looking whether the talk of %d rests: %w", person, err)
	}
	return idle, nil
}
