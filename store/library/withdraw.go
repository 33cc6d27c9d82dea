package library

import (
	"context"

	"github.com/jackc/pgx/v5"
)

const withdraw = `
	UPDATE document
	SET withdrawn_at = @now,
	    withdrawn_by = NULLIF(@by, 0)
	WHERE organisation_id = @organisation
	  AND key = @key
	RETURNING id`

// Withdraw takes a document out at once: from this commit on no word of it can be read,
// and a release without it is wanted. One person is enough.
func (db *DB) Withdraw(ctx context.Context, organisation int64, key string, by int64) (Release, error) {
	var r Release
	err := db.inTx(ctx, "withdrawing "+key, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, withdraw, pgx.StrictNamedArgs{"organisation": organisation, "key": key, "by": by, "now": db.now()}).Scan(&id)
		if err != nil {
			return err
		}
		r, err = db.want(ctx, tx, organisation, BecauseWithdrawn, by)
		return err
	})
	return r, err
}
