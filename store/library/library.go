// Package library keeps approved content: documents in versions, and numbered releases
// that are built beside the live one and swapped by one pointer.
//
// What people read comes through Reader, which connects as a role that may call two
// functions and has no other right. Everything else is the curator's side.
package library

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"stapmaat/store"
)

var (
	// ErrNotFound says that there is no such document, version or release.
	ErrNotFound = store.ErrNotFound
	// ErrState says that a version or release is not in a state in which this can be done.
	ErrState = errors.New("not in a state for that")
	// ErrSamePerson says that nobody approves what she wrote herself.
	ErrSamePerson = errors.New("somebody else must approve it")
)

// DB is the curator's side: bringing in, deciding, building and swapping releases.
type DB struct {
	pool      *pgxpool.Pool
	clock     func() time.Time
	exactUpTo int
}

// Open connects as the program itself. clock is the domain's time; nil is time.Now.
func Open(ctx context.Context, url string, clock func() time.Time) (*DB, error) {
	pool, err := store.OpenPool(ctx, url, "", name, 3)
	if err != nil {
		return nil, err
	}
	if clock == nil {
		clock = time.Now
	}
	return &DB{pool: pool, clock: clock, exactUpTo: exactUpTo}, nil
}

// name is what those who run the database see.
const name = "stapmaat library"

// Close waits for what is running and disconnects.
func (db *DB) Close() { db.pool.Close() }

func (db *DB) now() time.Time { return db.clock().UTC().Truncate(time.Microsecond) }

// inTx runs f in one transaction.
func (db *DB) inTx(ctx context.Context, doing string, f func(pgx.Tx) error) error {
	err := pgx.BeginFunc(ctx, db.pool, f)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

func isState(err error, state string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == state
}
