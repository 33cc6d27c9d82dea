package library

import (
	"context"

	"github.com/jackc/pgx/v5"

	"stapmaat/knowledge/content"
)

// Any tells whether an organisation has content of any kind.
func (db *DB) Any(ctx context.Context, organisation int64) (some bool, err error) {
	err = db.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM document WHERE organisation_id = $1)`, organisation).Scan(&some)
	return some, err
}

// BringStarter gives an organisation the library that ships with the program, and wants a
// release of it: all of it or nothing. Of two programs that start at once one does it.
func (db *DB) BringStarter(ctx context.Context, organisation int64, documents []content.Document) error {
	return db.inTx(ctx, "bringing in the starter library", func(tx pgx.Tx) error {
		args := pgx.NamedArgs{"organisation": organisation}
		if _, err := tx.Exec(ctx, lockNumbers, args); err != nil {
			return err
		}
		var some bool
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM document WHERE organisation_id = @organisation)`, args).Scan(&some); err != nil || some {
			return err
		}
		for _, d := range documents {
			if _, _, err := db.bringIn(ctx, tx, organisation, d, Starter, 0); err != nil {
				return err
			}
		}
		_, err := db.want(ctx, tx, organisation, BecauseStarter, 0)
		return err
	})
}
