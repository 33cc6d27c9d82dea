package staff

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/store"
	"stapmaat/store/seal"
)

// ErrTaken says that a colleague has this e-mail address already.
var ErrTaken = store.ErrAddressTaken

// EmailHash is the hash by which an address is found again, for an invitation's details.
func (db *DB) EmailHash(ctx context.Context, tx pgx.Tx, email string) ([]byte, error) {
	lookup, err := store.OpenLookup(ctx, tx, db.master)
	if err != nil {
		return nil, err
	}
	return lookup.Email(email), nil
}

type emailRow struct {
	ID         int64
	Key, Email []byte
}

// Email gives the address with which a colleague signs in, "" for none: the own one, or for
// supervisors and administrators that of a colleague.
func (db *DB) Email(ctx context.Context, who Who, colleague int64) (email string, err error) {
	err = db.as(ctx, who, "reading the address of a colleague", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT p.id, p.key, a.email
			FROM person p
			LEFT JOIN staff_account a ON a.staff_id = p.id
			WHERE p.id = $1
			  AND p.role IN ('mentor', 'supervisor', 'administrator')`, colleague) // CollectExactlyOneRow tells of its error
		r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[emailRow])
		if err != nil {
			return err
		}
		key, err := db.key(r.ID, r.Key)
		if err == nil {
			email, err = key.OpenText(r.Email, store.EmailPlace(r.ID))
		}
		return err
	})
	return email, err
}

// SetEmail gives a colleague another address to sign in with; "" takes it away. Only
// supervisors and administrators may (ErrNotFound). Her sessions stay.
func (db *DB) SetEmail(ctx context.Context, who Who, colleague int64, email string) error {
	if email != "" && seal.NormalEmail(email) == "" {
		return fmt.Errorf("changing the address of a colleague: it is none: %w", ErrNotFound)
	}
	return db.as(ctx, who, "changing the address of a colleague", func(tx pgx.Tx) error {
		var wrapped []byte
		if err := tx.QueryRow(ctx, `
			SELECT p.key
			FROM person p
			WHERE p.id = $1
			  AND p.role IN ('mentor', 'supervisor', 'administrator')
			  AND desk_is('supervisor', 'administrator')`, colleague).Scan(&wrapped); err != nil {
			return err
		}
		key, err := db.key(colleague, wrapped)
		if err != nil {
			return err
		}
		sealed, hash, err := db.sealEmail(ctx, tx, key, colleague, seal.NormalEmail(email))
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO staff_account (staff_id, organisation_id, email, email_hash, changed_at)
			VALUES (@staff, @organisation, @email, @hash, @now)
			ON CONFLICT (staff_id) DO UPDATE
			SET email = EXCLUDED.email,
			    email_hash = EXCLUDED.email_hash,
			    changed_at = EXCLUDED.changed_at`, pgx.NamedArgs{
			"staff": colleague, "organisation": who.Organisation, "email": sealed, "hash": hash, "now": db.now()})
		if store.IsTaken(err) {
			return ErrTaken
		}
		return err
	})
}

func (db *DB) sealEmail(ctx context.Context, tx pgx.Tx, key seal.Key, colleague int64, email string) (sealed, hash []byte, err error) {
	if email == "" {
		return nil, nil, nil
	}
	if sealed, err = key.SealText(email, store.EmailPlace(colleague)); err != nil {
		return nil, nil, err
	}
	hash, err = db.EmailHash(ctx, tx, email)
	return sealed, hash, err
}
