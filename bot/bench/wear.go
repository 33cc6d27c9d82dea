//go:build bench || faults

package bench

import (
	"context"
	"fmt"
)

// wear is the key of the rows that stand for months of use.
const wear = "bench.wear"

// The rows are what a turn leaves behind: inbox rows hold their keys only, outbox rows a
// sealed body, for which any bytes will do since nobody opens it. They are dealt out over
// all talks.
const (
	wearTalks = `
	CREATE TEMPORARY TABLE worn AS
	SELECT id, organisation_id, bot_id, (row_number() OVER (ORDER BY id) - 1)::integer AS place
	FROM conversation`
	wearInbox = `
	INSERT INTO inbox (organisation_id, bot_id, conversation_id, source, ref, received_at, done_at)
	SELECT c.organisation_id, c.bot_id, c.id, 'timer', 'bench:' || n, now() - interval '1 day', now() - interval '1 day'
	FROM generate_series(1, $1::integer) AS n
	JOIN worn c ON c.place = n % (SELECT count(*)::integer FROM worn)`
	wearOutbox = `
	INSERT INTO outbox (organisation_id, bot_id, conversation_id, cause_id, n, lane, generation, key, body, state, attempts, message_id, created_at, ended_at)
	SELECT c.organisation_id, c.bot_id, c.id, -n, 0, 1, 0, $2::text, decode(repeat(md5(n::text), 20), 'hex'), 'sent', 1, -n, now() - interval '1 day', now() - interval '1 day'
	FROM generate_series(1, $1::integer) AS n
	JOIN worn c ON c.place = n % (SELECT count(*)::integer FROM worn)`
)

// age makes the database as old as so many turns make it.
func (w *town) age(ctx context.Context, turns int) error {
	if _, err := w.sql.Exec(ctx, wearTalks); err != nil {
		return fmt.Errorf("listing talks: %w", err)
	}
	if _, err := w.sql.Exec(ctx, wearInbox, turns); err != nil {
		return fmt.Errorf("making old inbox rows: %w", err)
	}
	if _, err := w.sql.Exec(ctx, wearOutbox, turns, wear); err != nil {
		return fmt.Errorf("making old outbox rows: %w", err)
	}
	return nil
}
