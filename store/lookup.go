package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"stapmaat/store/seal"
)

var lookupPlace = seal.At("lookup_key.key").Named("sign-in")

// EmailPlace is where somebody's e-mail address for the desk lies.
func EmailPlace(staff int64) seal.Place { return seal.At("staff_account.email", staff) }

// SignInPlace is where the secret of an organisation's own sign-in lies.
func SignInPlace(organisation int64) seal.Place {
	return seal.At("organisation_sign_in.client_secret", organisation)
}

// ErrAddressTaken says that a colleague has this e-mail address already.
var ErrAddressTaken = errors.New("a colleague has this address already")

// IsTaken tells whether a row was refused because its key is taken.
func IsTaken(err error) bool { return isState(err, "23505") }

// rower is a pool, a connection or a transaction.
type rower interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// OpenLookup opens the key of the hashes by which accounts are found, and makes it when
// this database has none yet.
func OpenLookup(ctx context.Context, db rower, master *seal.Master) (seal.Lookup, error) {
	lookup, err := readLookup(ctx, db, master)
	if !errors.Is(err, pgx.ErrNoRows) {
		return lookup, err
	}
	_, wrapped, err := master.NewLookup(lookupPlace)
	if err != nil {
		return seal.Lookup{}, err
	}
	_, err = db.Exec(ctx, `
		INSERT INTO lookup_key (purpose, key, key_id)
		VALUES ('sign-in', $1, $2)
		ON CONFLICT DO NOTHING`, wrapped, master.ID()) // of two who make one at once the first wins
	if err != nil {
		return seal.Lookup{}, fmt.Errorf("making the key for looking up accounts: %w", err)
	}
	return readLookup(ctx, db, master)
}

func readLookup(ctx context.Context, db rower, master *seal.Master) (seal.Lookup, error) {
	var wrapped []byte
	if err := db.QueryRow(ctx, `SELECT key FROM lookup_key WHERE purpose = 'sign-in'`).Scan(&wrapped); err != nil {
		return seal.Lookup{}, fmt.Errorf("reading the key for looking up accounts: %w", err)
	}
	return master.UnwrapLookup(wrapped, lookupPlace)
}
