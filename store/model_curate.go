package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

const selectModelLeft = `
	SELECT GREATEST(o.model_month_tokens - COALESCE((SELECT sum(u.tokens)
	                                                 FROM model_month u
	                                                 WHERE u.organisation_id = o.id
	                                                   AND u.month = date_trunc('month', @now::timestamptz AT TIME ZONE o.zone)::date), 0), 0)::bigint
	FROM organisation o
	WHERE o.id = @organisation
	  AND o.model_on`

// ModelLeft tells whether an organisation uses a language model, and how many tokens of this
// month it has left, for what is asked outside a talk: for a curator.
func (db *DB) ModelLeft(ctx context.Context, organisation int64) (on bool, left int64, err error) {
	err = db.pool.QueryRow(ctx, selectModelLeft, pgx.NamedArgs{"organisation": organisation, "now": db.now()}).Scan(&left)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, 0, nil
	}
	if err != nil {
		return false, 0, fmt.Errorf("reading what is left of a budget: %w", err)
	}
	return true, left, nil
}

// CountModel adds tokens to the organisation's month. by is who asked, 0 for the command
// line; nobody's day is counted, since days are participants'.
func (db *DB) CountModel(ctx context.Context, organisation, by int64, tokens int) error {
	if tokens <= 0 {
		return nil
	}
	if _, err := db.pool.Exec(ctx, countMonth, pgx.NamedArgs{"organisation": organisation, "person": by, "now": db.now(), "tokens": tokens}); err != nil {
		return fmt.Errorf("counting what a model used: %w", err)
	}
	return nil
}
