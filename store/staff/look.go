package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// lookFor is how long one look lasts: whoever stays on a page, or loads it again, looks once.
const lookFor = 10 * time.Minute

// LookAt tells whether somebody may open the pages of a person, and keeps that she did
// before anything is shown; what names the page, "" when nothing of the person is. Who may
// not gets ErrNotFound, as for a person that does not exist.
func (db *DB) LookAt(ctx context.Context, who Who, person int64, what string) error {
	return db.as(ctx, who, "opening the pages of a person", func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, `
			SELECT p.id
			FROM person p
			WHERE p.id = $1
			  AND p.role IN ('participant', 'unknown')`, person).Scan(&id)
		if err != nil || what == "" {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO staff_look (organisation_id, staff_id, person_id, what, at)
			SELECT @organisation, @staff, @person, @what, @now
			WHERE NOT EXISTS (
			    SELECT
			    FROM staff_look l
			    WHERE l.person_id = @person
			      AND l.staff_id = @staff
			      AND l.what = @what
			      AND l.at > @since)`, pgx.NamedArgs{
			"organisation": who.Organisation, "staff": who.Staff, "person": person, "what": what, "now": db.now(), "since": db.now().Add(-lookFor),
		})
		return err
	})
}
