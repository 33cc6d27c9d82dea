package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/seal"
)

func addressPlace(staff int64) seal.Place { return seal.At("staff_address.address", staff) }

func webhookPlace(organisation int64, column string) seal.Place {
	return seal.At("alarm_webhook."+column, organisation)
}

// SetAlertEmail says where staff is alerted by e-mail, beside the chat and instead of the
// address with which they sign in. "" takes it away.
func (db *DB) SetAlertEmail(ctx context.Context, staff int64, address string) error {
	return db.inTx(ctx, fmt.Sprintf("keeping the address of %d", staff), func(tx pgx.Tx) error {
		if address == "" {
			_, err := tx.Exec(ctx, `DELETE FROM staff_address WHERE staff_id = $1 AND channel = 'email'`, staff)
			return err
		}
		key, err := db.personKey(ctx, tx, staff)
		if err != nil {
			return err
		}
		sealed, err := key.SealText(address, addressPlace(staff))
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO staff_address (staff_id, organisation_id, channel, address, since)
			SELECT id, organisation_id, 'email', @address, @now
			FROM person
			WHERE id = @staff
			ON CONFLICT (staff_id, channel) DO UPDATE
			SET address = EXCLUDED.address,
			    since = EXCLUDED.since`, pgx.StrictNamedArgs{"staff": staff, "address": sealed, "now": db.now()})
		return err
	})
}

// SetWebhook says where an organisation's SMS gateway or pager hears of alarms; "" takes
// it away. Address and secret are sealed with the master key.
func (db *DB) SetWebhook(ctx context.Context, organisation int64, url, secret string) error {
	if url == "" {
		_, err := db.pool.Exec(ctx, `DELETE FROM alarm_webhook WHERE organisation_id = $1`, organisation)
		return err
	}
	args := pgx.StrictNamedArgs{"organisation": organisation, "key": db.master.ID(), "now": db.now()}
	for column, value := range map[string]string{"url": url, "secret": secret} {
		sealed, err := db.master.Seal([]byte(value), webhookPlace(organisation, column))
		if err != nil {
			return err
		}
		args[column] = sealed
	}
	_, err := db.pool.Exec(ctx, `
		INSERT INTO alarm_webhook (organisation_id, url, secret, key_id, created_at)
		VALUES (@organisation, @url, @secret, @key, @now)
		ON CONFLICT (organisation_id) DO UPDATE
		SET url = EXCLUDED.url,
		    secret = EXCLUDED.secret,
		    key_id = EXCLUDED.key_id`, args)
	if err != nil {
		return fmt.Errorf("keeping the webhook of organisation %d: %w", organisation, err)
	}
	return nil
}

func (db *DB) openWebhook(organisation int64, url, secret []byte) (address, key string, err error) {
	if url == nil {
		return "", "", nil
	}
	a, err := db.master.Open(url, webhookPlace(organisation, "url"))
	if err != nil {
		return "", "", err
	}
	k, err := db.master.Open(secret, webhookPlace(organisation, "secret"))
	return string(a), string(k), err
}

// rewrapWebhooks seals them anew with the master key that is in use now.
func (db *DB) rewrapWebhooks(ctx context.Context, tx pgx.Tx) (int, error) {
	rows, _ := tx.Query(ctx, `
		SELECT organisation_id AS org, url, secret AS hook
		FROM alarm_webhook
		WHERE key_id <> $1
		LIMIT $2
		FOR NO KEY UPDATE`, db.master.ID(), rewrapBatch) // CollectRows tells of its error
	old, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[queuedAlert])
	if err != nil {
		return 0, fmt.Errorf("reading webhooks: %w", err)
	}
	for _, q := range old {
		address, secret, err := db.openWebhook(q.Org, q.URL, q.Hook)
		if err != nil {
			return 0, err
		}
		url, err := db.master.Seal([]byte(address), webhookPlace(q.Org, "url"))
		if err != nil {
			return 0, err
		}
		hook, err := db.master.Seal([]byte(secret), webhookPlace(q.Org, "secret"))
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec(ctx, `UPDATE alarm_webhook SET url = $1, secret = $2, key_id = $3 WHERE organisation_id = $4`, url, hook, db.master.ID(), q.Org); err != nil {
			return 0, fmt.Errorf("sealing a webhook anew: %w", err)
		}
	}
	return len(old), nil
}
