package door

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/seal"
)

// Invitation is a link for a colleague that can still be used: in the bot, or at the desk.
type Invitation struct {
	Name         string // as the inviter wrote it, "" when left out
	Email        string // "" when the inviter gave none
	Role         dialog.Role
	Organisation string // what people call it
}

type invitationRow struct {
	ID, Organisation int64
	Role             dialog.Role
	Called           string
	Key, Details     []byte
}

const selectInvitation = `
	SELECT v.id, v.organisation_id AS organisation, v.role, COALESCE(NULLIF(o.called, ''), o.name) AS called, v.key, v.details
	FROM invitation v
	JOIN organisation o ON o.id = v.organisation_id
	WHERE v.token_hash = $1
	  AND v.role <> 'participant'
	  AND v.used_at IS NULL
	  AND v.expires_at > $2
	  AND v.key IS NOT NULL`

// querier is the pool or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func (db *DB) invitation(ctx context.Context, q querier, token, lock string) (invitationRow, store.Details, error) {
	var d store.Details
	rows, _ := q.Query(ctx, selectInvitation+lock, hash(token), db.now()) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[invitationRow])
	if err != nil {
		return r, d, err
	}
	at := hex.EncodeToString(hash(token))
	key, err := db.master.Unwrap(r.Key, seal.At("invitation.key").Named(at))
	if err != nil {
		return r, d, err
	}
	return r, d, key.OpenJSON(r.Details, seal.At("invitation.details").Named(at), &d)
}

// Invitation looks at one; looking uses nothing up.
func (db *DB) Invitation(ctx context.Context, token string) (Invitation, error) {
	r, d, err := db.invitation(ctx, db.pool, token, "")
	return Invitation{Name: d.Name, Email: d.Email, Role: r.Role, Organisation: r.Called}, notFound("looking at an invitation", err)
}

// Accept uses an invitation up and makes its reader a colleague. The inviter's own e-mail
// address holds; email is taken when there is none. An address that a colleague has already
// is ErrTaken.
func (db *DB) Accept(ctx context.Context, token, name, email string) (a Account, err error) {
	lookup, err := db.lookup(ctx)
	if err != nil {
		return Account{}, err
	}
	err = pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		r, d, err := db.invitation(ctx, tx, token, ` FOR UPDATE OF v`)
		if err != nil {
			return err
		}
		if d.Email != "" {
			email = d.Email
		}
		a = Account{Organisation: r.Organisation, Email: seal.NormalEmail(email)}
		if a.Staff, err = db.newColleague(ctx, tx, r, name, a.Email, lookup); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			UPDATE invitation
			SET used_at = $2, used_by = $3, key = NULL, key_id = NULL, details = NULL
			WHERE id = $1`, r.ID, db.now(), a.Staff)
		return err
	})
	return a, notFound("accepting an invitation", err)
}

// newColleague makes the person: a row with a key and no conversation, and the account.
func (db *DB) newColleague(ctx context.Context, tx pgx.Tx, r invitationRow, name, email string, lookup seal.Lookup) (id int64, err error) {
	if err := tx.QueryRow(ctx, `SELECT nextval('person_id_seq')`).Scan(&id); err != nil {
		return 0, err
	}
	key, wrapped, err := db.master.NewKey(seal.PersonKey(id))
	if err != nil {
		return 0, err
	}
	sealedName, err := key.SealText(name, seal.At("person.name", id))
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(ctx, `
		INSERT INTO person (id, organisation_id, role, administrator, key, key_id, name, created_at, invited_at, joined_at)
		VALUES (@id, @organisation, @role, @role = 'administrator', @key, @key_id, @name, @now, @now, @now)`, pgx.NamedArgs{
		"id": id, "organisation": r.Organisation, "role": string(r.Role), "key": wrapped, "key_id": db.master.ID(), "name": sealedName, "now": db.now(),
	}); err != nil {
		return 0, err
	}
	return id, putEmail(ctx, tx, r.Organisation, id, email, key, lookup, db.now())
}

// putEmail keeps an address sealed, and its hash.
func putEmail(ctx context.Context, tx pgx.Tx, organisation, staff int64, email string, key seal.Key, lookup seal.Lookup, now time.Time) error {
	if email == "" {
		return nil
	}
	sealed, err := key.SealText(email, store.EmailPlace(staff))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO staff_account (staff_id, organisation_id, email, email_hash, changed_at)
		VALUES ($1, $2, $3, $4, $5)`, staff, organisation, sealed, lookup.Email(email), now)
	if store.IsTaken(err) {
		return ErrTaken
	}
	return err
}
