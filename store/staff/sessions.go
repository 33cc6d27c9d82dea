package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Session is one place where somebody is signed in.
type Session struct {
	ID        int64
	Way       string // how she got in: store/door's words
	Device    string // firefox/windows
	CreatedAt time.Time
	SeenAt    time.Time
	EndsAt    time.Time
}

// Sessions are the places where who asks is signed in, the last used first; those that are
// over by the clock but not yet cleaned up are left out.
func (db *DB) Sessions(ctx context.Context, who Who, idle time.Duration) (all []Session, err error) {
	err = db.as(ctx, who, "reading the own sessions", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT s.id, s.way, s.device, s.created_at, s.seen_at, s.ends_at
			FROM staff_session s
			WHERE s.staff_id = $1
			  AND s.ends_at > $2
			  AND s.seen_at > $3
			ORDER BY s.seen_at DESC, s.id DESC`, who.Staff, db.now(), db.now().Add(-idle)) // CollectRows tells of its error
		all, err = pgx.CollectRows(rows, pgx.RowToStructByName[Session])
		return err
	})
	return all, err
}

// EndSession ends one of the own sessions; id 0 ends all but keep.
func (db *DB) EndSession(ctx context.Context, who Who, id, keep int64) error {
	return db.as(ctx, who, "ending an own session", func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `
			DELETE FROM staff_session
			WHERE staff_id = $1
			  AND (id = $2 OR $2 = 0 AND id <> $3)`, who.Staff, id, keep)
		return err
	})
}
