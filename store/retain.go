package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"
)

// monthsAhead is how many partitions stand ready.
const monthsAhead = 3

// Keep says how long what is kept. The zero value of a field takes the default.
type Keep struct {
	Inbox    time.Duration // what came in and is done: its keys, to know it again; calls that ended, with their traces
	SetAside time.Duration // what could not be dealt with
	Outbox   time.Duration // what was sent
	Words    time.Duration // the texts of messages, where an organisation did not choose itself
	Silent   time.Duration // somebody who is not heard any more
	Alarms   time.Duration // alarms, looks and the trail of what staff did, without words
}

// DefaultKeep is what the house promises.
var DefaultKeep = Keep{
	Inbox:    7 * day,
	SetAside: 30 * day,
	Outbox:   30 * day,
	Words:    90 * day,
	Silent:   2 * 365 * day,
	Alarms:   2 * 365 * day,
}

const day = 24 * time.Hour

func (k Keep) orDefault() Keep {
	for _, f := range []struct{ have, def *time.Duration }{
		{&k.Inbox, &DefaultKeep.Inbox}, {&k.SetAside, &DefaultKeep.SetAside}, {&k.Outbox, &DefaultKeep.Outbox},
		{&k.Words, &DefaultKeep.Words}, {&k.Silent, &DefaultKeep.Silent}, {&k.Alarms, &DefaultKeep.Alarms},
	} {
		if *f.have == 0 {
			*f.have = *f.def
		}
	}
	return k
}

// retainBatch is how many rows one statement deletes: small enough to be in
// nobody's way.
const retainBatch = 5000

// retained is one thing that Retain deletes, a batch at a time until there is none.
type retained struct {
	sql    string
	before time.Time // what is older goes
	// bound finds the first row that stays. Numbers grow with time, so what goes
	// lies before it and nothing beyond is searched.
	bound string
}

func (k Keep) retained(now time.Time) []retained {
	return []retained{
		{`DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE id < $3 AND done_at < $1 ORDER BY id LIMIT $2)`, now.Add(-k.Inbox),
			`SELECT id FROM inbox WHERE received_at >= $1 ORDER BY id LIMIT 1`},
		{`DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE set_aside_at < $1 ORDER BY set_aside_at LIMIT $2)`, now.Add(-k.SetAside), ``},
		{`DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE id < $3 AND created_at < $1 ORDER BY id LIMIT $2)`, now.Add(-k.Outbox),
			`SELECT id FROM outbox WHERE created_at >= $1 ORDER BY id LIMIT 1`},
		{`DELETE FROM picture_file f USING (SELECT bot_id, hash FROM picture_file WHERE at < $1 LIMIT $2) AS old
		  WHERE f.bot_id = old.bot_id AND f.hash = old.hash`, now.Add(-k.Outbox), ``},
		{`UPDATE invitation SET key = NULL, key_id = NULL, details = NULL
		  WHERE id IN (SELECT id FROM invitation WHERE key IS NOT NULL AND expires_at < $1 LIMIT $2)`, now, ``},
		{`UPDATE person SET wipe_at = $1, erased_at = $1
		  WHERE id IN (SELECT p.id FROM person p JOIN conversation c ON c.person_id = p.id
		               WHERE c.heard_at < $1 AND p.role = 'participant' AND p.wipe_at IS NULL LIMIT $2)`, now.Add(-k.Silent), ``},
		{`DELETE FROM call WHERE id IN (SELECT id FROM call WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)`, now.Add(-k.Inbox), ``},
		{`DELETE FROM model_month m USING (SELECT organisation_id, month, part FROM model_month WHERE month < $1 LIMIT $2) AS old
		  WHERE m.organisation_id = old.organisation_id AND m.month = old.month AND m.part = old.part`, now.Add(-k.Alarms), ``},
		{`DELETE FROM model_told t USING (SELECT organisation_id, what, since FROM model_told WHERE at < $1 LIMIT $2) AS old
		  WHERE t.organisation_id = old.organisation_id AND t.what = old.what AND t.since = old.since`, now.Add(-k.Alarms), ``},
		{`DELETE FROM alarm WHERE id IN (SELECT id FROM alarm WHERE closed_at < $1 LIMIT $2)`, now.Add(-k.Alarms), ``},
		{`DELETE FROM risk_window w USING (SELECT person_id FROM risk_window WHERE at < $1 ORDER BY at LIMIT $2) AS old WHERE w.person_id = old.person_id`, now.Add(-day), ``},
		{`DELETE FROM staff_look WHERE id IN (SELECT id FROM staff_look WHERE id < $3 AND at < $1 ORDER BY id LIMIT $2)`, now.Add(-k.Alarms),
			`SELECT id FROM staff_look WHERE at >= $1 ORDER BY id LIMIT 1`},
		{`DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < $3 AND at < $1 ORDER BY id LIMIT $2)`, now.Add(-k.Alarms),
			`SELECT id FROM audit WHERE at >= $1 ORDER BY id LIMIT 1`},
		{`DELETE FROM staff_link WHERE id IN (SELECT id FROM staff_link WHERE expires_at < $1 LIMIT $2)`, now.Add(-day), ``}, // six an hour are counted by them
		{`DELETE FROM staff_session WHERE id IN (SELECT id FROM staff_session WHERE ends_at < $1 LIMIT $2)`, now, ``},
		{dropStale, now, ``},
	}
}

// dropStale ends messages that were being made when a human took the talk: they
// are never sent, and should not look as if they waited.
const dropStale = `
	UPDATE outbox
	SET state = 'dropped',
	    body = NULL,
	    ended_at = $1
	WHERE id IN (
	    SELECT o.id
	    FROM outbox o
	    JOIN ownership w ON w.conversation_id = o.conversation_id
	    WHERE o.state = 'waiting'
	      AND o.lane > 0
	      AND o.generation <> w.generation
	    LIMIT $2)`

// Retain deletes what may no longer be kept, in small batches, and makes the
// partitions of the coming months. Run it every hour or so, from one process or
// from many.
func (db *DB) Retain(ctx context.Context, now time.Time) error {
	for _, r := range db.keep.retained(now) {
		if err := db.untilNone(ctx, r); err != nil {
			return fmt.Errorf("deleting what may no longer be kept: %w", err)
		}
	}
	if err := db.retainWords(ctx, now); err != nil {
		return fmt.Errorf("deleting messages that may no longer be kept: %w", err)
	}
	return db.months(ctx, now)
}

func (db *DB) untilNone(ctx context.Context, r retained) error {
	args := []any{r.before, retainBatch}
	if r.bound != "" {
		bound := int64(math.MaxInt64)
		err := db.pool.QueryRow(ctx, r.bound, r.before).Scan(&bound)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		args = append(args, bound)
	}
	for {
		tag, err := db.pool.Exec(ctx, r.sql, args...)
		if err != nil || tag.RowsAffected() < retainBatch {
			return err
		}
	}
}

// months drops the partitions that are over and makes those that come. Both lock
// tables that turns read, so they give up soon and are tried again next time.
func (db *DB) months(ctx context.Context, now time.Time) error {
	return db.inTx(ctx, "changing the partitions by month", func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		b.Queue(`SET LOCAL lock_timeout = '2s'`)
		b.Queue(`SELECT make_months($1, $2)`, now, now.AddDate(0, monthsAhead, 0))
		b.Queue(dropMonths, now, db.keep.Words)
		return tx.SendBatch(ctx, b).Close()
	})
}
