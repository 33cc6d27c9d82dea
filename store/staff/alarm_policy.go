package staff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog/chain"
)

// AlarmPolicy is who is alerted in which order about alarms that begin now.
type AlarmPolicy struct {
	chain.Policy
	ID int64 // which version; 0 for the program's own
	At time.Time
	By string
}

// AlarmPolicy reads the organisation's, or the program's own where it has none.
func (db *DB) AlarmPolicy(ctx context.Context, who Who) (p AlarmPolicy, err error) {
	err = db.as(ctx, who, "reading the policy of alarms", func(tx pgx.Tx) error {
		home, err := zoneOf(ctx, tx)
		if err != nil {
			return err
		}
		type row struct {
			ID        int64
			Rules     []byte
			CreatedAt time.Time
			By        int64
			Key, Name []byte
		}
		rows, _ := tx.Query(ctx, `
			SELECT r.id, r.rules, r.created_at, COALESCE(r.by_id, 0) AS by, p.key, p.name
			FROM alarm_policy r
			LEFT JOIN person p ON p.id = r.by_id
			WHERE r.organisation_id = desk_organisation()
			ORDER BY r.id DESC
			LIMIT 1`) // CollectExactlyOneRow tells of its error
		r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[row])
		if errors.Is(err, pgx.ErrNoRows) {
			p.Policy = chain.Default
			return nil
		}
		if err != nil {
			return err
		}
		p.ID, p.At = r.ID, r.CreatedAt.In(home)
		if err := json.Unmarshal(r.Rules, &p.Policy); err != nil {
			return fmt.Errorf("reading policy %d: %w", r.ID, err)
		}
		p.By, err = db.name(r.By, r.Key, r.Name)
		return err
	})
	return p, err
}

// SetAlarmPolicy gives the organisation a policy for alarms that begin from now on; open
// ones keep theirs. It is Refused "changed" when somebody made another one since seen, and
// the error wraps chain.ErrPolicy when it can't hold.
func (db *DB) SetAlarmPolicy(ctx context.Context, who Who, p chain.Policy, seen int64) error {
	if err := p.Check(); err != nil {
		return err
	}
	err := db.as(ctx, who, "setting the policy of alarms", func(tx pgx.Tx) error {
		var newest int64
		if err := tx.QueryRow(ctx, `SELECT desk_holds_policy()`).Scan(&newest); err != nil {
			return err
		}
		if newest != seen {
			return &Refused{"changed"}
		}
		_, err := tx.Exec(ctx, `
			INSERT INTO alarm_policy (organisation_id, by_id, rules, created_at)
			VALUES (@organisation, @staff, @rules, @now)`,
			pgx.NamedArgs{"organisation": who.Organisation, "staff": who.Staff, "rules": p, "now": db.now()})
		if err != nil {
			return err
		}
		return db.audit(ctx, tx, who, entry{kind: KindSetting, what: "alarm"})
	})
	return refused(err)
}
