package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// TrailFilter narrows the trail. Zero values narrow nothing.
type TrailFilter struct {
	Staff    int64     // who did it, or whom it was about
	Kind     Kind      // what sort of act
	Person   int64     // case number
	From, To time.Time // from the one, before the other
	Before   int64     // lines older than this one: the next page
	Limit    int       // lines of a page
}

// TrailLine is one act.
type TrailLine struct {
	ID          int64
	At          time.Time
	Staff       int64  // 0 for what the program did by itself
	StaffName   string // "" when it is not known any more
	Kind        Kind
	What        string
	Person      int64 // case number, 0 for none
	Other       int64 // colleague, 0 for none
	OtherName   string
	Alarm       int64
	StaffFormer bool // does not work here any more
}

// Trail is a page of it, newest first.
type Trail struct {
	Lines []TrailLine
	More  int64 // Before of the next page, 0 when this is the last
}

const selectTrail = `
	SELECT a.id, a.at, COALESCE(a.staff_id, 0) AS staff, a.kind, COALESCE(a.what, '') AS what, COALESCE(a.person_id, 0) AS person,
	       COALESCE(a.other_id, 0) AS other, COALESCE(a.alarm_id, 0) AS alarm,
	       s.key AS staff_key, s.name AS staff_name, COALESCE(s.role = 'former', false) AS staff_former, o.key AS other_key, o.name AS other_name
	FROM audit a
	LEFT JOIN person s ON s.id = a.staff_id
	LEFT JOIN person o ON o.id = a.other_id
	WHERE a.organisation_id = @organisation
	  AND NOT EXISTS (
	      SELECT
	      FROM alarm m
	      JOIN drill d ON d.id = m.drill_id
	      WHERE m.id = a.alarm_id
	        AND NOT d.staff)
	  AND (@before = 0 OR a.id < @before)
	  AND (@staff = 0 OR a.staff_id = @staff OR a.other_id = @staff)
	  AND (@kind = '' OR a.kind = @kind)
	  AND (@person = 0 OR a.person_id = @person)
	  AND (@from::timestamptz IS NULL OR a.at >= @from)
	  AND (@to::timestamptz IS NULL OR a.at < @to)
	ORDER BY a.id DESC
	LIMIT @limit`

type trailRow struct {
	ID                                       int64
	At                                       time.Time
	Staff, Person, Other, Alarm              int64
	Kind                                     Kind
	What                                     string
	StaffKey, StaffName, OtherKey, OtherName []byte
	StaffFormer                              bool
}

// ReadTrail gives supervisors and administrators what was done; others find nothing.
func (db *DB) ReadTrail(ctx context.Context, who Who, f TrailFilter) (t Trail, err error) {
	err = db.as(ctx, who, "reading the trail", func(tx pgx.Tx) error {
		t, err = db.trail(ctx, tx, who, f)
		return err
	})
	return t, err
}

// ExportTrail is ReadTrail for a file: up to limit lines, and the trail says so itself.
func (db *DB) ExportTrail(ctx context.Context, who Who, f TrailFilter) (t Trail, err error) {
	err = db.as(ctx, who, "exporting the trail", func(tx pgx.Tx) error {
		if t, err = db.trail(ctx, tx, who, f); err != nil {
			return err
		}
		return db.audit(ctx, tx, who, entry{kind: KindExport})
	})
	return t, err
}

func (db *DB) trail(ctx context.Context, tx pgx.Tx, who Who, f TrailFilter) (t Trail, err error) {
	rows, _ := tx.Query(ctx, selectTrail, pgx.NamedArgs{"organisation": who.Organisation, "before": f.Before, "staff": f.Staff, "kind": string(f.Kind),
		"person": f.Person, "from": maybe(f.From), "to": maybe(f.To), "limit": f.Limit + 1}) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[trailRow])
	if err != nil {
		return Trail{}, err
	}
	if len(found) > f.Limit {
		found = found[:f.Limit]
		t.More = found[f.Limit-1].ID
	}
	names := names{db: db, known: map[int64]string{}}
	for _, r := range found {
		t.Lines = append(t.Lines, TrailLine{ID: r.ID, At: r.At, Staff: r.Staff, StaffName: names.of(r.Staff, r.StaffKey, r.StaffName), StaffFormer: r.StaffFormer,
			Kind: r.Kind, What: r.What, Person: r.Person, Other: r.Other, OtherName: names.of(r.Other, r.OtherKey, r.OtherName), Alarm: r.Alarm})
	}
	return t, names.err
}

// names opens each name once.
type names struct {
	db    *DB
	known map[int64]string
	err   error
}

func (n *names) of(person int64, wrapped, sealed []byte) string {
	name, ok := n.known[person]
	if !ok && sealed != nil {
		var err error
		if name, err = n.db.name(person, wrapped, sealed); err != nil && n.err == nil {
			n.err = err
		}
		n.known[person] = name
	}
	return name
}

func maybe(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
