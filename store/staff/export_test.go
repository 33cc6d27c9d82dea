package staff

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// As is as, for tests that look through plain SQL.
func (db *DB) As(ctx context.Context, who Who, f func(pgx.Tx) error) error {
	return db.as(ctx, who, "looking", f)
}

// Merge is merge, for tests.
var Merge = merge
