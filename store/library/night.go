package library

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// LocalTime is the time on the clock of an organisation.
func (db *DB) LocalTime(ctx context.Context, organisation int64) (at time.Time, err error) {
	err = db.pool.QueryRow(ctx, `SELECT $2::timestamptz AT TIME ZONE zone FROM organisation WHERE id = $1`, organisation, db.now()).Scan(&at)
	return at, err
}

// Supervisors are the people who are told about content.
func (db *DB) Supervisors(ctx context.Context, organisation int64) ([]int64, error) {
	rows, _ := db.pool.Query(ctx, `SELECT id FROM person WHERE organisation_id = $1 AND role = 'supervisor' ORDER BY id`, organisation) // CollectRows tells of its error
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}

// Told says whether supervisors were told already. What names the news and its day.
func (db *DB) Told(ctx context.Context, organisation int64, what string) (told bool, err error) {
	err = db.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM content_told WHERE organisation_id = $1 AND what = $2)`, organisation, what).Scan(&told)
	return told, err
}

// Tell remembers that they were.
func (db *DB) Tell(ctx context.Context, organisation int64, what string) error {
	_, err := db.pool.Exec(ctx, `INSERT INTO content_told (organisation_id, what, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, organisation, what, db.now())
	return err
}

// Ending is a text of the live release with a last day.
type Ending struct {
	Key, Title string
	Pinned     bool
	Until      time.Time // the first day on which it is not said any more, in UTC
	Days       int       // until then; 0 or less when it is over
}

const selectEnding = `
	SELECT d.key, d.title, d.pinned <> '' AS pinned, d.valid_until AS until, d.valid_until - ($2::timestamptz AT TIME ZONE o.zone)::date AS days
	FROM live_release l
	JOIN organisation o ON o.id = l.organisation_id
	JOIN release_document d ON d.release_id = l.release_id
	WHERE l.organisation_id = $1
	  AND d.valid_until - ($2::timestamptz AT TIME ZONE o.zone)::date <= $3
	ORDER BY d.valid_until, d.key`

// Endings lists what ends within so many days, and what is over already, of the live release.
func (db *DB) Endings(ctx context.Context, organisation int64, within int) ([]Ending, error) {
	rows, _ := db.pool.Query(ctx, selectEnding, organisation, db.now(), within) // CollectRows tells of its error
	return pgx.CollectRows(rows, pgx.RowToStructByName[Ending])
}

const expiryIsWanted = `
	SELECT EXISTS (
	    SELECT
	    FROM release r
	    JOIN organisation o ON o.id = r.organisation_id
	    WHERE r.organisation_id = @organisation
	      AND (r.state = 'wanted'
	           OR r.why = 'expired' AND (r.wanted_at AT TIME ZONE o.zone)::date = (@now::timestamptz AT TIME ZONE o.zone)::date))`

// WantExpired wants a release without what is over, once a day at most: of several
// processes that see it at the same moment one does.
func (db *DB) WantExpired(ctx context.Context, organisation int64) error {
	return db.inTx(ctx, "wanting a release without what is over", func(tx pgx.Tx) error {
		args := pgx.NamedArgs{"organisation": organisation, "now": db.now()}
		if _, err := tx.Exec(ctx, lockNumbers, args); err != nil {
			return err
		}
		var wanted bool
		if err := tx.QueryRow(ctx, expiryIsWanted, args).Scan(&wanted); err != nil || wanted {
			return err
		}
		_, err := db.want(ctx, tx, organisation, BecauseExpired, 0)
		return err
	})
}
