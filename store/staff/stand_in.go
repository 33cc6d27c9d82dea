package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// StandIn is one colleague who does the work of another, on days that are both included.
type StandIn struct {
	Mentor, Staff         int64
	MentorName, StaffName string
	From, To              time.Time // days, in UTC
}

const selectStandIns = `
	SELECT i.mentor_id, i.staff_id, i.from_day, i.to_day, m.key AS mentor_key, m.name AS mentor_name, s.key AS staff_key, s.name AS staff_name
	FROM stand_in i
	JOIN person m ON m.id = i.mentor_id
	JOIN person s ON s.id = i.staff_id
	WHERE i.organisation_id = @organisation
	  AND i.to_day >= desk_day()
	ORDER BY i.from_day, i.mentor_id`

type standInRow struct {
	MentorID, StaffID                          int64
	FromDay, ToDay                             time.Time
	MentorKey, MentorName, StaffKey, StaffName []byte
}

// ReadStandIns are those of today and later.
func (db *DB) ReadStandIns(ctx context.Context, who Who) (all []StandIn, err error) {
	err = db.as(ctx, who, "reading who stands in", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectStandIns, pgx.NamedArgs{"organisation": who.Organisation}) // CollectRows tells of its error
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[standInRow])
		if err != nil {
			return err
		}
		names := names{db: db, known: map[int64]string{}}
		for _, r := range found {
			all = append(all, StandIn{Mentor: r.MentorID, Staff: r.StaffID, From: r.FromDay, To: r.ToDay,
				MentorName: names.of(r.MentorID, r.MentorKey, r.MentorName), StaffName: names.of(r.StaffID, r.StaffKey, r.StaffName)})
		}
		return names.err
	})
	return all, err
}

// AddStandIn plans one. It is Refused "self", "backwards" or "past" for the days,
// "overlaps" when somebody else stands in on one of them, "away" when the stand-in is
// replaced herself then, "no_mentor" when one of them is no mentor or supervisor here.
func (db *DB) AddStandIn(ctx context.Context, who Who, s StandIn) error {
	switch {
	case s.Mentor == s.Staff:
		return &Refused{"self"}
	case s.To.Before(s.From):
		return &Refused{"backwards"}
	}
	return db.as(ctx, who, "planning a stand-in", func(tx pgx.Tx) error {
		args := pgx.NamedArgs{"organisation": who.Organisation, "mentor": s.Mentor, "staff": s.Staff, "from": s.From, "to": s.To,
			"roles": []dialog.Role{dialog.MentorRole, dialog.Supervisor}}
		var past, away bool
		var fit int
		err := tx.QueryRow(ctx, `
			SELECT @to::date < desk_day(),
			       EXISTS (SELECT FROM stand_in i WHERE i.mentor_id = @staff AND i.from_day <= @to::date AND i.to_day >= @from::date),
			       (SELECT count(*) FROM person p WHERE p.id IN (@mentor, @staff) AND p.role = ANY (@roles))`, args).Scan(&past, &away, &fit)
		switch {
		case err != nil:
			return err
		case past:
			return &Refused{"past"}
		case fit < 2:
			return &Refused{"no_mentor"}
		case away:
			return &Refused{"away"}
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day)
			VALUES (@organisation, @mentor, @staff, @from, @to)`, args)
		if err != nil {
			return refused(err, "stand_in_one", "overlaps", "stand_in_pkey", "overlaps")
		}
		return db.audit(ctx, tx, who, entry{kind: KindStandIn, person: 0, other: s.Staff})
	})
}

// EndStandIn takes one away; what was so until yesterday stays in the trail.
func (db *DB) EndStandIn(ctx context.Context, who Who, s StandIn) error {
	return db.as(ctx, who, "ending a stand-in", func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `
			DELETE FROM stand_in
			WHERE organisation_id = @organisation
			  AND mentor_id = @mentor
			  AND staff_id = @staff
			  AND from_day = @from`, pgx.NamedArgs{"organisation": who.Organisation, "mentor": s.Mentor, "staff": s.Staff, "from": s.From})
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return ErrNotFound
		}
		return db.audit(ctx, tx, who, entry{kind: KindStandInEnded, other: s.Staff})
	})
}
