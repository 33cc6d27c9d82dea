package door

import (
	"context"

	"github.com/jackc/pgx/v5"

	"stapmaat/store"
	"stapmaat/store/seal"
)

// Provider is an organisation's own sign-in by OpenID Connect.
type Provider struct{ Issuer, ClientID, Secret string }

// ProviderOf gives the sign-in of an organisation; ErrNotFound when it has none.
func (db *DB) ProviderOf(ctx context.Context, organisation int64) (p Provider, err error) {
	var sealed []byte
	err = db.pool.QueryRow(ctx, `SELECT issuer, client_id, client_secret FROM organisation_sign_in WHERE organisation_id = $1`, organisation).
		Scan(&p.Issuer, &p.ClientID, &sealed)
	if err != nil {
		return p, notFound("finding the sign-in of an organisation", err)
	}
	secret, err := db.master.Open(sealed, store.SignInPlace(organisation))
	p.Secret = string(secret)
	return p, err
}

// BySubject finds who the organisation's own sign-in vouches for: by the subject, which
// never changes, or the first time by the e-mail address that a supervisor or administrator
// gave the account; from then on the subject is that account's.
func (db *DB) BySubject(ctx context.Context, organisation int64, issuer, subject, email string) (Account, error) {
	lookup, err := db.lookup(ctx)
	if err != nil {
		return Account{}, err
	}
	hash := lookup.Of("subject", issuer+"\x00"+subject)
	found, err := db.accounts(ctx, selectAccounts+` AND a.organisation_id = $1 AND a.subject_hash = $2`, organisation, hash)
	if err != nil || len(found) == 1 {
		return first(found), err
	}
	if seal.NormalEmail(email) == "" {
		return Account{}, ErrNotFound
	}
	var id int64
	err = db.pool.QueryRow(ctx, `
		UPDATE staff_account
		SET subject_hash = @subject,
		    changed_at = @now
		WHERE organisation_id = @organisation
		  AND email_hash = @email
		  AND subject_hash IS NULL
		RETURNING staff_id`, pgx.NamedArgs{"subject": hash, "now": db.now(), "organisation": organisation, "email": lookup.Email(email)}).Scan(&id)
	if err != nil {
		return Account{}, notFound("binding a sign-in to an account", err)
	}
	found, err = db.accounts(ctx, selectAccounts+` AND a.staff_id = $1`, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	return first(found), err
}

func first(all []Account) Account {
	if len(all) == 0 {
		return Account{}
	}
	return all[0]
}
