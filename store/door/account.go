package door

import (
	"context"

	"github.com/jackc/pgx/v5"

	"stapmaat/store"
	"stapmaat/store/seal"
)

// Account is somebody who may come in, and how she is reached.
type Account struct {
	Organisation, Staff int64
	Email               string // "" when none is known
	Chat                bool   // has a chat with the bot that can be reached
}

type accountRow struct {
	Organisation, Staff int64
	Key, Email          []byte
	Chat                bool
}

const selectAccounts = `
	SELECT p.organisation_id AS organisation, p.id AS staff, p.key, a.email,
	       EXISTS (SELECT FROM conversation c WHERE c.person_id = p.id) AS chat
	FROM staff_account a
	JOIN person p ON p.id = a.staff_id
	             AND p.organisation_id = a.organisation_id
	WHERE p.role IN ('mentor', 'supervisor', 'administrator')
	  AND p.erased_at IS NULL`

// ByEmail gives the accounts of an address: one an organisation where it is known, usually none or one.
func (db *DB) ByEmail(ctx context.Context, email string) ([]Account, error) {
	lookup, err := db.lookup(ctx)
	if err != nil {
		return nil, err
	}
	return db.accounts(ctx, selectAccounts+` AND a.email_hash = $1`, lookup.Email(email))
}

func (db *DB) accounts(ctx context.Context, query string, args ...any) ([]Account, error) {
	rows, _ := db.pool.Query(ctx, query, args...) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[accountRow])
	if err != nil {
		return nil, notFound("finding accounts", err)
	}
	var all []Account
	for _, r := range found {
		a := Account{Organisation: r.Organisation, Staff: r.Staff, Chat: r.Chat}
		key, err := db.master.Unwrap(r.Key, seal.PersonKey(r.Staff))
		if err == nil {
			a.Email, err = key.OpenText(r.Email, store.EmailPlace(r.Staff))
		}
		if err != nil {
			return nil, notFound("finding accounts", err)
		}
		all = append(all, a)
	}
	return all, nil
}

// lookup opens the key of the hashes, once.
func (db *DB) lookup(ctx context.Context) (seal.Lookup, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.hashes != nil {
		return *db.hashes, nil
	}
	l, err := store.OpenLookup(ctx, db.pool, db.master)
	if err == nil {
		db.hashes = &l
	}
	return l, err
}
