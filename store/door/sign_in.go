package door

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// SignIn is an organisation that has a sign-in of its own.
type SignIn struct {
	Organisation int64
	Name         string
}

// SignIns lists the organisations with a sign-in of their own; their names are public.
func (db *DB) SignIns(ctx context.Context) ([]SignIn, error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT o.id AS organisation, COALESCE(NULLIF(o.called, ''), o.name) AS name
		FROM organisation_sign_in s
		JOIN organisation o ON o.id = s.organisation_id
		ORDER BY 2, 1`) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[SignIn])
	return all, notFound("listing the organisations with a sign-in of their own", err)
}
