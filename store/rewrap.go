package store

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/seal"
)

// Rewrap wraps every key that an older master key wrapped with the one in use now,
// and tells how many. After it the older key can be taken out of the key file.
func (db *DB) Rewrap(ctx context.Context) (rewrapped int, err error) {
	for _, step := range []func(context.Context, pgx.Tx) (int, error){db.rewrapPeople, db.rewrapInvitations, db.rewrapBots, db.rewrapWebhooks, db.rewrapLookup, db.rewrapSignIn} {
		for {
			n := 0
			err := db.inTx(ctx, "wrapping keys anew", func(tx pgx.Tx) (err error) {
				n, err = step(ctx, tx)
				return err
			})
			if err != nil {
				return rewrapped, err
			}
			if n == 0 {
				break
			}
			rewrapped += n
		}
	}
	return rewrapped, nil
}

const rewrapBatch = 500

type wrappedRow struct {
	ID  int64
	Key []byte
	At  []byte // what the place is named by, where that is not the id
	Of  string
}

func (db *DB) rewrapPeople(ctx context.Context, tx pgx.Tx) (int, error) {
	return db.rewrap(ctx, tx, `
		SELECT id, key, NULL::bytea AS at, '' AS of
		FROM person
		WHERE key_id <> $1
		ORDER BY id
		LIMIT $2
		FOR NO KEY UPDATE`,
		`UPDATE person SET key = $1, key_id = $2 WHERE id = $3`,
		func(r wrappedRow) seal.Place { return keyPlace(r.ID) })
}

func (db *DB) rewrapInvitations(ctx context.Context, tx pgx.Tx) (int, error) {
	return db.rewrap(ctx, tx, `
		SELECT id, key, token_hash AS at, '' AS of
		FROM invitation
		WHERE key_id <> $1
		ORDER BY id
		LIMIT $2
		FOR NO KEY UPDATE`,
		`UPDATE invitation SET key = $1, key_id = $2 WHERE id = $3`,
		func(r wrappedRow) seal.Place { return seal.At("invitation.key").Named(hex.EncodeToString(r.At)) })
}

func (db *DB) rewrapBots(ctx context.Context, tx pgx.Tx) (int, error) {
	return db.rewrap(ctx, tx, `
		SELECT id, token AS key, convert_to(username, 'UTF8') AS at, channel AS of
		FROM bot
		WHERE key_id <> $1
		ORDER BY id
		LIMIT $2
		FOR NO KEY UPDATE`,
		`UPDATE bot SET token = $1, key_id = $2 WHERE id = $3`,
		func(r wrappedRow) seal.Place { return tokenPlace(Channel(r.Of), string(r.At)) })
}

func (db *DB) rewrapLookup(ctx context.Context, tx pgx.Tx) (int, error) {
	return db.rewrap(ctx, tx, `
		SELECT 0 AS id, key, NULL::bytea AS at, '' AS of
		FROM lookup_key
		WHERE key_id <> $1
		LIMIT $2
		FOR NO KEY UPDATE`,
		`UPDATE lookup_key SET key = $1, key_id = $2 WHERE $3 = 0`,
		func(wrappedRow) seal.Place { return lookupPlace })
}

func (db *DB) rewrapSignIn(ctx context.Context, tx pgx.Tx) (int, error) {
	return db.rewrap(ctx, tx, `
		SELECT organisation_id AS id, client_secret AS key, NULL::bytea AS at, '' AS of
		FROM organisation_sign_in
		WHERE key_id <> $1
		ORDER BY organisation_id
		LIMIT $2
		FOR NO KEY UPDATE`,
		`UPDATE organisation_sign_in SET client_secret = $1, key_id = $2 WHERE organisation_id = $3`,
		func(r wrappedRow) seal.Place { return SignInPlace(r.ID) })
}

func (db *DB) rewrap(ctx context.Context, tx pgx.Tx, query, update string, place func(wrappedRow) seal.Place) (int, error) {
	rows, _ := tx.Query(ctx, query, db.master.ID(), rewrapBatch) // CollectRows tells of its error
	old, err := pgx.CollectRows(rows, pgx.RowToStructByName[wrappedRow])
	if err != nil {
		return 0, err
	}
	b := &pgx.Batch{}
	for _, r := range old {
		key, err := db.master.Rewrap(r.Key, place(r))
		if err != nil {
			return 0, fmt.Errorf("opening key %d: %w", r.ID, err)
		}
		b.Queue(update, key, db.master.ID(), r.ID)
	}
	return len(old), tx.SendBatch(ctx, b).Close()
}
