package staff

import (
	"context"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog/beside"
)

// insertPlacing keeps a placing unless it is the one that holds already.
const insertPlacing = `
	INSERT INTO mentor_position (organisation_id, person_id, staff_id, bridge, sub, rung, not_for_me, at)
	SELECT @organisation, @person, @staff, @bridge, @sub, @rung, @not_for_me, @now
	WHERE NOT EXISTS (
	    SELECT
	    FROM (
	        SELECT q.bridge, q.rung
	        FROM mentor_position q
	        WHERE q.person_id = @person
	          AND q.staff_id = @staff
	          AND q.sub = @sub
	        ORDER BY q.id DESC
	        LIMIT 1) last
	    WHERE last.bridge = @bridge
	      AND last.rung = @rung)`

// Place keeps where a mentor sees a participant on the bridge. Hers stays as it is.
func (db *DB) Place(ctx context.Context, who Who, person int64, p beside.Placing) error {
	return db.as(ctx, who, "placing a participant", func(tx pgx.Tx) error {
		if _, err := db.keyOf(ctx, tx, person); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, insertPlacing, pgx.NamedArgs{"organisation": who.Organisation, "person": person, "staff": who.Staff, "bridge": p.Bridge,
			"sub": p.Sub, "rung": p.Rung, "not_for_me": p.NotForMe, "now": db.now()})
		return err
	})
}

const takeHuman = `
	INSERT INTO casework (staff_id, person_id, organisation_id, human_at)
	VALUES (@staff, @person, @organisation, @now)
	ON CONFLICT (staff_id, person_id) DO UPDATE
	SET human_at = EXCLUDED.human_at`

// TakeHuman says that who looks calls somebody who asked for a human.
func (db *DB) TakeHuman(ctx context.Context, who Who, person int64) error {
	return db.as(ctx, who, "taking a wish for a human", func(tx pgx.Tx) error {
		if _, err := db.keyOf(ctx, tx, person); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, takeHuman, pgx.NamedArgs{"staff": who.Staff, "person": person, "organisation": who.Organisation, "now": db.now()})
		return err
	})
}
