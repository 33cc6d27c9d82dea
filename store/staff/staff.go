// Package staff is what the desk reads and writes: a pool of its own under the
// database role stapmaat_desk, which row-level security binds. Every transaction says
// who looks and from which organisation; what that one may not see is not there.
package staff

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"stapmaat/store"
	"stapmaat/store/seal"
)

// ErrNotFound says that there is no such thing, or none that who looks may see: the
// two are never told apart.
var ErrNotFound = store.ErrNotFound

// Who looks or acts: somebody of the staff, as the session says. The store trusts
// none of it but through the database: a wrong organisation sees nothing.
type Who struct {
	Organisation, Staff int64
}

// Options of Open. Only Master is needed.
type Options struct {
	Master   *seal.Master
	MaxConns int              // default 8
	Clock    func() time.Time // domain time; default time.Now
}

// DB is the desk's way into the database. It is safe for concurrent use.
type DB struct {
	pool   *pgxpool.Pool
	master *seal.Master
	clock  func() time.Time
}

// Open connects as the desk's role; bot migrate has made it.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	if o.Master == nil {
		return nil, errors.New("opening the desk's database: no master key")
	}
	pool, err := store.OpenPool(ctx, url, store.DeskRole, "stapmaat desk", o.MaxConns)
	if err != nil {
		return nil, err
	}
	db := &DB{pool: pool, master: o.Master, clock: o.Clock}
	if db.clock == nil {
		db.clock = time.Now
	}
	return db, nil
}

// Close waits for what is running and disconnects.
func (db *DB) Close() { db.pool.Close() }

func (db *DB) now() time.Time { return db.clock().UTC().Truncate(time.Microsecond) }

// looks says for one transaction who looks. The day is the organisation's own: stand-ins change at its midnight.
const looks = `
	SELECT set_config('stapmaat.organisation', $1::bigint::text, true),
	       set_config('stapmaat.staff', $2::bigint::text, true),
	       set_config('stapmaat.day', ($3::timestamptz AT TIME ZONE COALESCE(
	           (SELECT zone FROM organisation WHERE id = $1), 'Europe/Amsterdam'))::date::text, true)`

// as runs f in one transaction that sees and may do what this one may.
func (db *DB) as(ctx context.Context, who Who, doing string, f func(pgx.Tx) error) error {
	err := pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, looks, who.Organisation, who.Staff, db.now()); err != nil {
			return err
		}
		return f(tx)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// key opens a person's own key.
func (db *DB) key(person int64, wrapped []byte) (seal.Key, error) {
	return db.master.Unwrap(wrapped, seal.PersonKey(person))
}

// name opens what somebody is called; "" when that is not known.
func (db *DB) name(person int64, wrapped, sealed []byte) (string, error) {
	if sealed == nil {
		return "", nil
	}
	key, err := db.key(person, wrapped)
	if err != nil {
		return "", err
	}
	return key.OpenText(sealed, seal.At("person.name", person))
}
