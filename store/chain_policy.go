package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog/chain"
)

// SetPolicy gives an organisation a policy, for alarms that begin from now on. The
// error wraps chain.ErrPolicy when it can't hold.
func (db *DB) SetPolicy(ctx context.Context, organisation, by int64, p chain.Policy) error {
	if err := p.Check(); err != nil {
		return err
	}
	_, err := db.pool.Exec(ctx, `
		INSERT INTO alarm_policy (organisation_id, by_id, rules, created_at)
		VALUES (@organisation, NULLIF(@by, 0), @rules, @now)`,
		pgx.StrictNamedArgs{"organisation": organisation, "by": by, "rules": p, "now": db.now()})
	if err != nil {
		return fmt.Errorf("giving organisation %d a policy: %w", organisation, err)
	}
	return nil
}

// PolicyOf is what holds for alarms that begin now.
func (db *DB) PolicyOf(ctx context.Context, organisation int64) (chain.Policy, error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT rules
		FROM alarm_policy
		WHERE organisation_id = @organisation
		ORDER BY id DESC
		LIMIT 1`, pgx.StrictNamedArgs{"organisation": organisation}) // CollectExactlyOneRow tells of its error
	rules, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[[]byte])
	if errors.Is(err, pgx.ErrNoRows) {
		return chain.Default, nil
	}
	if err != nil {
		return chain.Policy{}, fmt.Errorf("reading the policy of organisation %d: %w", organisation, err)
	}
	return policyOf(rules)
}

// policyOf reads the rules of an alarm; without any the program's own hold.
func policyOf(rules []byte) (p chain.Policy, err error) {
	if rules == nil {
		return chain.Default, nil
	}
	if err := json.Unmarshal(rules, &p); err != nil {
		return p, fmt.Errorf("reading a policy: %w", err)
	}
	return p, p.Check()
}
