package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// LocalNumber is a place near by that people can call. The talk says it only when
// somebody else than who wrote it has confirmed it.
type LocalNumber struct {
	ID            int64
	Name, Number  string
	For           string // for whom or what
	Hours, Cost   string
	WithoutCredit *bool // nil when nobody knows
	Source        string
	CheckedOn     time.Time // day on which it was called or looked up, in UTC

	Version       int
	ChangedBy     int64
	ChangedName   string
	ChangedAt     time.Time
	ConfirmedName string
	ConfirmedAt   time.Time // zero: it does not count yet
}

// Confirmed tells whether the talk may say it.
func (n LocalNumber) Confirmed() bool { return !n.ConfirmedAt.IsZero() }

type localNumberRow struct {
	ID                                                   int64
	Name, Number, ForWhom, Hours, Cost, Source           string
	WithoutCredit                                        *bool
	CheckedOn                                            time.Time
	Version                                              int
	ChangedBy                                            int64
	ChangedAt                                            time.Time
	ConfirmedBy                                          *int64
	ConfirmedAt                                          *time.Time
	ChangedKey, ChangedName, ConfirmedKey, ConfirmedName []byte
}

// ReadNumbers lists all of an organisation.
func (db *DB) ReadNumbers(ctx context.Context, who Who) (all []LocalNumber, err error) {
	err = db.as(ctx, who, "reading local numbers", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT n.id, n.name, n.number, n.for_whom, n.hours, n.cost, n.source, n.without_credit, n.checked_on, n.version, n.changed_by, n.changed_at,
			       n.confirmed_by, n.confirmed_at, a.key AS changed_key, a.name AS changed_name, b.key AS confirmed_key, b.name AS confirmed_name
			FROM local_number n
			LEFT JOIN person a ON a.id = n.changed_by
			LEFT JOIN person b ON b.id = n.confirmed_by
			WHERE n.organisation_id = $1
			ORDER BY n.id`, who.Organisation) // CollectRows tells of its error
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[localNumberRow])
		if err != nil {
			return err
		}
		names := names{db: db, known: map[int64]string{}}
		for _, r := range found {
			n := LocalNumber{ID: r.ID, Name: r.Name, Number: r.Number, For: r.ForWhom, Hours: r.Hours, Cost: r.Cost, WithoutCredit: r.WithoutCredit, Source: r.Source,
				CheckedOn: r.CheckedOn, Version: r.Version, ChangedBy: r.ChangedBy, ChangedName: names.of(r.ChangedBy, r.ChangedKey, r.ChangedName), ChangedAt: r.ChangedAt,
				ConfirmedAt: value(r.ConfirmedAt)}
			if r.ConfirmedBy != nil {
				n.ConfirmedName = names.of(*r.ConfirmedBy, r.ConfirmedKey, r.ConfirmedName)
			}
			all = append(all, n)
		}
		return names.err
	})
	return all, err
}

// WriteNumber adds a number (ID 0) or changes one; either way somebody else must confirm
// it before it counts. Version is what was seen: another one is Refused "changed".
func (db *DB) WriteNumber(ctx context.Context, who Who, n LocalNumber) error {
	return db.as(ctx, who, "writing a local number", func(tx pgx.Tx) error {
		args := pgx.NamedArgs{"organisation": who.Organisation, "id": n.ID, "name": n.Name, "number": n.Number, "for": n.For, "hours": n.Hours, "cost": n.Cost,
			"credit": n.WithoutCredit, "source": n.Source, "checked": n.CheckedOn, "staff": who.Staff, "now": db.now(), "version": n.Version}
		if n.ID == 0 {
			_, err := tx.Exec(ctx, `
				INSERT INTO local_number (organisation_id, name, number, for_whom, hours, cost, without_credit, source, checked_on, changed_by, changed_at)
				VALUES (@organisation, @name, @number, @for, @hours, @cost, @credit, @source, @checked, @staff, @now)`, args)
			if err != nil {
				return err
			}
			return db.audit(ctx, tx, who, entry{kind: KindNumber, what: "added"})
		}
		return db.onNumber(ctx, tx, who, "changed", `
			UPDATE local_number
			SET name = @name, number = @number, for_whom = @for, hours = @hours, cost = @cost, without_credit = @credit, source = @source,
			    checked_on = @checked, changed_by = @staff, changed_at = @now, confirmed_by = NULL, confirmed_at = NULL, version = version + 1
			WHERE organisation_id = @organisation AND id = @id AND version = @version`, args)
	})
}

// ConfirmNumber is the second pair of eyes on what was seen. Who wrote it is Refused "own_number".
func (db *DB) ConfirmNumber(ctx context.Context, who Who, id int64, version int) error {
	return db.as(ctx, who, "confirming a local number", func(tx pgx.Tx) error {
		var by int64
		if err := tx.QueryRow(ctx, `SELECT changed_by FROM local_number WHERE organisation_id = $1 AND id = $2`, who.Organisation, id).Scan(&by); err != nil {
			return err
		}
		if by == who.Staff {
			return &Refused{"own_number"}
		}
		return db.onNumber(ctx, tx, who, "confirmed", `
			UPDATE local_number
			SET confirmed_by = @staff, confirmed_at = @now
			WHERE organisation_id = @organisation AND id = @id AND version = @version AND confirmed_at IS NULL`,
			pgx.NamedArgs{"organisation": who.Organisation, "id": id, "version": version, "staff": who.Staff, "now": db.now()})
	})
}

// RemoveNumber takes one away: the talk does not say it any more.
func (db *DB) RemoveNumber(ctx context.Context, who Who, id int64, version int) error {
	return db.as(ctx, who, "removing a local number", func(tx pgx.Tx) error {
		return db.onNumber(ctx, tx, who, "removed", `
			DELETE FROM local_number
			WHERE organisation_id = @organisation AND id = @id AND version = @version`,
			pgx.NamedArgs{"organisation": who.Organisation, "id": id, "version": version})
	})
}

func (db *DB) onNumber(ctx context.Context, tx pgx.Tx, who Who, what, sql string, args pgx.NamedArgs) error {
	tag, err := tx.Exec(ctx, sql, args)
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		return &Refused{"changed"}
	}
	return db.audit(ctx, tx, who, entry{kind: KindNumber, what: what})
}
