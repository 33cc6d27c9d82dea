package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the files that make the schema, oldest first.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Migrate brings the schema of a database up to this program, makes the database roles
// (or says who must) and the partitions of the coming months. Several programs may try
// at once; one does it.
func Migrate(ctx context.Context, url string) error {
	db, provider, err := open(url)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := makeRoles(ctx, db); err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrating the database: %w", err)
	}
	now := time.Now()
	_, err = db.ExecContext(ctx, `SELECT make_months($1, $2)`, now, now.AddDate(0, monthsAhead, 0))
	if err != nil {
		return fmt.Errorf("making the partitions of the coming months: %w", err)
	}
	return nil
}

// CheckSchema refuses a database whose schema is older, or newer, than this program.
// It only reads.
func CheckSchema(ctx context.Context, url string) error {
	db, provider, err := open(url)
	if err != nil {
		return err
	}
	defer db.Close()
	sources := provider.ListSources()
	want := sources[len(sources)-1].Version
	var have, count int64 // migrations made at the same time land in any order, so a newest one proves nothing
	err = db.QueryRowContext(ctx, `
		SELECT COALESCE(max(version_id), 0), count(*) FILTER (WHERE version_id > 0)
		FROM goose_db_version
		WHERE is_applied`).Scan(&have, &count)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "42P01" { // no such table: nothing was ever migrated
		have, count, err = 0, 0, nil
	}
	switch {
	case err != nil:
		return fmt.Errorf("reading the version of the schema: %w", err)
	case have < want:
		return fmt.Errorf("the database has schema %d, this program needs %d: run bot migrate", have, want)
	case have == want && count < int64(len(sources)):
		return fmt.Errorf("the database lacks %d of this program's migrations: run bot migrate", int64(len(sources))-count)
	case have > want:
		return fmt.Errorf("the database has schema %d, this program knows up to %d: run the newer program", have, want)
	}
	return nil
}

func open(url string) (*sql.DB, *goose.Provider, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the database address: %w", hidden(err))
	}
	db := stdlib.OpenDB(*config)
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, nil, fmt.Errorf("preparing the migrations: %w", errors.Join(err, db.Close()))
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, Migrations(), goose.WithSessionLocker(locker), goose.WithAllowOutofOrder(true))
	if err != nil {
		return nil, nil, fmt.Errorf("preparing the migrations: %w", errors.Join(err, db.Close()))
	}
	return db, provider, nil
}
