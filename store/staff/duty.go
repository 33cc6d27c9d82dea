package staff

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// Duty is a span of one day of the week in which somebody hears of alarms, in minutes
// after midnight of the organisation's own clock. A night is two spans.
type Duty struct {
	Staff    int64
	Name     string
	Day      time.Weekday
	From, To int // from the one, up to and without the other; 24 × 60 is midnight
}

const wholeDay = 24 * 60

// DutyWeek is who is on duty, and which version of the plan that is.
type DutyWeek struct {
	Duties  []Duty // by day, Sunday first, then by hour
	Version int
}

// ReadDuty gives the week.
func (db *DB) ReadDuty(ctx context.Context, who Who) (w DutyWeek, err error) {
	err = db.as(ctx, who, "reading who is on duty", func(tx pgx.Tx) error {
		w, err = db.duty(ctx, tx, who)
		return err
	})
	return w, err
}

type dutyRow struct {
	Staff     int64
	Key, Name []byte
	Day       int16
	From, To  int
}

func (db *DB) duty(ctx context.Context, tx pgx.Tx, who Who) (w DutyWeek, err error) {
	rows, _ := tx.Query(ctx, `
		SELECT d.staff_id AS staff, p.key, p.name, d.weekday AS day, d.from_minute AS "from", d.to_minute AS "to"
		FROM duty_hour d
		JOIN person p ON p.id = d.staff_id
		WHERE d.organisation_id = $1
		ORDER BY d.weekday, d.from_minute, d.staff_id`, who.Organisation) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[dutyRow])
	if err != nil {
		return w, err
	}
	names := names{db: db, known: map[int64]string{}}
	for _, r := range found {
		w.Duties = append(w.Duties, Duty{r.Staff, names.of(r.Staff, r.Key, r.Name), time.Weekday(r.Day), r.From, r.To})
	}
	if names.err != nil {
		return w, names.err
	}
	w.Version, err = db.version(ctx, tx, who, DutySection)
	return w, err
}

// AddDuty puts somebody on duty on some days of the week. To at or before From goes on
// into the next day. What touches hours that she has already becomes one span. It is
// Refused "changed" when somebody changed the week since version.
func (db *DB) AddDuty(ctx context.Context, who Who, colleague int64, days []time.Weekday, from, to, version int) error {
	if len(days) == 0 {
		return &Refused{"no_day"}
	}
	return db.changeDuty(ctx, who, version, func(all []Duty) []Duty {
		for _, day := range days {
			if from < to {
				all = append(all, Duty{Staff: colleague, Day: day, From: from, To: to})
				continue
			}
			all = append(all, Duty{Staff: colleague, Day: day, From: from, To: wholeDay})
			if to > 0 {
				all = append(all, Duty{Staff: colleague, Day: (day + 1) % 7, From: 0, To: to})
			}
		}
		return merge(all)
	})
}

// EndDuty takes one span away.
func (db *DB) EndDuty(ctx context.Context, who Who, d Duty, version int) error {
	return db.changeDuty(ctx, who, version, func(all []Duty) []Duty {
		return slices.DeleteFunc(all, func(x Duty) bool { return x.Staff == d.Staff && x.Day == d.Day && x.From == d.From })
	})
}

// merge makes one span of what overlaps or touches.
func merge(all []Duty) (merged []Duty) {
	slices.SortFunc(all, func(a, b Duty) int {
		return cmp.Or(cmp.Compare(a.Staff, b.Staff), cmp.Compare(a.Day, b.Day), cmp.Compare(a.From, b.From))
	})
	for _, d := range all {
		if n := len(merged); n > 0 && merged[n-1].Staff == d.Staff && merged[n-1].Day == d.Day && d.From <= merged[n-1].To {
			merged[n-1].To = max(merged[n-1].To, d.To)
			continue
		}
		merged = append(merged, d)
	}
	return merged
}

// changeDuty writes the week anew: it is small, and so nobody has to follow what became of a span.
func (db *DB) changeDuty(ctx context.Context, who Who, version int, change func([]Duty) []Duty) error {
	return db.as(ctx, who, "changing who is on duty", func(tx pgx.Tx) error {
		if err := db.settle(ctx, tx, who, DutySection, version); err != nil {
			return err
		}
		week, err := db.duty(ctx, tx, who)
		if err != nil {
			return err
		}
		var staff []int64
		var days, froms, tos []int16
		for _, d := range change(week.Duties) {
			staff, days = append(staff, d.Staff), append(days, int16(d.Day))
			froms, tos = append(froms, int16(d.From)), append(tos, int16(d.To))
		}
		args := pgx.NamedArgs{"organisation": who.Organisation, "staff": staff, "days": days, "froms": froms, "tos": tos}
		if _, err := tx.Exec(ctx, `DELETE FROM duty_hour WHERE organisation_id = @organisation`, args); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, `
			INSERT INTO duty_hour (organisation_id, staff_id, weekday, from_minute, to_minute)
			SELECT @organisation, r.staff, r.day, r.from_minute, r.to_minute
			FROM unnest(@staff::bigint[], @days::smallint[], @froms::smallint[], @tos::smallint[]) AS r (staff, day, from_minute, to_minute)
			JOIN person p ON p.id = r.staff
			WHERE p.role IN ('mentor', 'supervisor')`, args)
		if err != nil {
			return err
		}
		if int(tag.RowsAffected()) < len(staff) {
			return &Refused{"no_mentor"}
		}
		return nil
	})
}
