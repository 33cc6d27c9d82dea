package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// EnsureOrganisation finds an organisation by its name, or makes it.
func (db *DB) EnsureOrganisation(ctx context.Context, name string, demo bool) (id int64, err error) {
	err = db.pool.QueryRow(ctx, `
		INSERT INTO organisation (name, demo, created_at)
		VALUES (@name, @demo, @now)
		ON CONFLICT (name) DO UPDATE
		SET name = EXCLUDED.name
		RETURNING id`, pgx.StrictNamedArgs{"name": name, "demo": demo, "now": db.now()}).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("making organisation %q: %w", name, err)
	}
	return id, nil
}

// FindOrganisation gives ErrNotFound when there is none of that name.
func (db *DB) FindOrganisation(ctx context.Context, name string) (id int64, err error) {
	err = db.pool.QueryRow(ctx, `SELECT id FROM organisation WHERE name = $1`, name).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("finding organisation %q: %w", name, notFound(err))
	}
	return id, nil
}

// IsDemo tells whether an organisation was made to look around in.
func (db *DB) IsDemo(ctx context.Context, organisation int64) (demo bool, err error) {
	err = db.pool.QueryRow(ctx, `SELECT demo FROM organisation WHERE id = $1`, organisation).Scan(&demo)
	if err != nil {
		return false, fmt.Errorf("looking whether organisation %d is a demo: %w", organisation, notFound(err))
	}
	return demo, nil
}

// UseModel turns the language model on for an organisation: one made to look around in. For
// others an administrator does it, at the desk.
func (db *DB) UseModel(ctx context.Context, organisation int64) error {
	_, err := db.pool.Exec(ctx, `UPDATE organisation SET model_on = true WHERE id = $1 AND NOT model_on`, organisation)
	if err != nil {
		return fmt.Errorf("turning the model on for organisation %d: %w", organisation, err)
	}
	return nil
}
