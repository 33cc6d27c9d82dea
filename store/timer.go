package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// timerRow is a timer to set, or with a zero due to take away.
type timerRow struct {
	person, organisation int64
	kind                 dialog.TimerKind
	ref                  string
	due                  time.Time
}

const setTimers = `
	INSERT INTO timer (person_id, organisation_id, kind, ref, due_at)
	SELECT r.person, r.organisation, r.kind, r.ref, r.due
	FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[]) AS r (person, organisation, kind, ref, due)
	ON CONFLICT (person_id, kind, ref) DO UPDATE
	SET due_at = EXCLUDED.due_at`

const clearTimers = `
	DELETE FROM timer t
	USING unnest($1::bigint[], $2::text[], $3::text[]) AS r (person, kind, ref)
	WHERE t.person_id = r.person
	  AND t.kind = r.kind
	  AND t.ref = r.ref`

func timerArgs(rows []timerRow) []any {
	return []any{
		column(rows, func(r timerRow) int64 { return r.person }),
		column(rows, func(r timerRow) int64 { return r.organisation }),
		column(rows, func(r timerRow) string { return string(r.kind) }),
		column(rows, func(r timerRow) string { return r.ref }),
		column(rows, func(r timerRow) time.Time { return r.due }),
	}
}

func clearArgs(rows []timerRow) []any {
	return []any{
		column(rows, func(r timerRow) int64 { return r.person }),
		column(rows, func(r timerRow) string { return string(r.kind) }),
		column(rows, func(r timerRow) string { return r.ref }),
	}
}

const takeDue = `
	DELETE FROM timer t
	USING (
	    SELECT person_id, kind, ref
	    FROM timer
	    WHERE due_at <= $1
	    ORDER BY due_at
	    LIMIT $2
	    FOR UPDATE SKIP LOCKED) AS due
	WHERE t.person_id = due.person_id
	  AND t.kind = due.kind
	  AND t.ref = due.ref
	RETURNING t.person_id AS person, t.kind, t.ref, t.due_at AS due`

type dueTimer struct {
	Person    int64
	Kind, Ref string
	Due       time.Time
}

// DueTimers turns timers that are due into inputs, at most limit of them, the
// longest due first, and tells how many. A timer and its input change places in
// one transaction, so it rings once.
func (db *DB) DueTimers(ctx context.Context, now time.Time, limit int) (rang int, err error) {
	err = db.inTx(ctx, "ringing timers", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, takeDue, now, limit) // CollectRows tells of its error
		due, err := pgx.CollectRows(rows, pgx.RowToStructByName[dueTimer])
		if err != nil {
			return err
		}
		rang = len(due)
		_, err = db.enqueue(ctx, tx, column(due, func(d dueTimer) Item {
			return Item{Person: d.Person, Source: FromTimer, Ref: fmt.Sprintf("%d:%s:%s:%d", d.Person, d.Kind, d.Ref, d.Due.UnixMicro()),
				Input: dialog.Input{Kind: dialog.TimerDue, Due: &dialog.Due{Kind: dialog.TimerKind(d.Kind), Ref: d.Ref, At: d.Due}}}
		}))
		return err
	})
	return rang, err
}
