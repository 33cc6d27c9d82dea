package store

import (
	"context"
	"fmt"
)

// SetSignIn gives an organisation a sign-in of its own by OpenID Connect; an empty issuer takes it away.
func (db *DB) SetSignIn(ctx context.Context, organisation int64, issuer, clientID, secret string) error {
	if issuer == "" {
		if _, err := db.pool.Exec(ctx, `DELETE FROM organisation_sign_in WHERE organisation_id = $1`, organisation); err != nil {
			return fmt.Errorf("taking away the sign-in of organisation %d: %w", organisation, err)
		}
		return nil
	}
	sealed, err := db.master.Seal([]byte(secret), SignInPlace(organisation))
	if err != nil {
		return err
	}
	_, err = db.pool.Exec(ctx, `
		INSERT INTO organisation_sign_in (organisation_id, issuer, client_id, client_secret, key_id, created_at)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (organisation_id) DO UPDATE
		SET issuer = EXCLUDED.issuer,
		    client_id = EXCLUDED.client_id,
		    client_secret = EXCLUDED.client_secret,
		    key_id = EXCLUDED.key_id`, organisation, issuer, clientID, sealed, db.master.ID(), db.now())
	if err != nil {
		return fmt.Errorf("keeping the sign-in of organisation %d: %w", organisation, err)
	}
	return nil
}
