package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// filePage is how many lines of a log are read at once.
const filePage = 20

const selectPerson = `
	SELECT p.key, p.zone, COALESCE(p.right_person, false) AS confirmed, r.read_at,
	       EXISTS (SELECT FROM consent s WHERE s.person_id = p.id AND s.what = 'sharing' AND s.given) AS sharing,
	       (SELECT count(*) FROM event e WHERE e.person_id = p.id AND e.share IN ('shared', 'bare') AND NOT e.mistaken) AS lines
	FROM person p
	LEFT JOIN casework r ON r.person_id = p.id
	                    AND r.staff_id = p.mentor_id
	WHERE p.id = $1`

type fileRow struct {
	Key                []byte
	Zone               string
	Confirmed, Sharing bool
	ReadAt             *time.Time
	Lines              int
}

// file is what a participant shared, a page of it or the whole, and the steps that
// wait for the mentor's word. The caller has made sure that it is the mentor's own
// participant.
func (g *Group) file(ctx context.Context, c *Claim, of dialog.Case, n dialog.Needs) (*dialog.File, error) {
	rows, _ := g.pipe.conn.Query(ctx, selectPerson, of.Person) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[fileRow])
	if err != nil {
		return nil, fmt.Errorf("reading the log of %d: %w", of.Person, notFound(err))
	}
	key, err := g.db.master.Unwrap(r.Key, keyPlace(of.Person))
	if err != nil {
		return nil, err
	}
	f := &dialog.File{Case: of, Sharing: r.Sharing, Confirmed: r.Confirmed}
	if r.Sharing && r.Lines > 0 {
		l := log{person: of.Person, key: key, zone: c.Person.Now.Location(), readAt: r.ReadAt, from: n.Page * filePage, count: filePage}
		f.Page, f.Pages = n.Page, (r.Lines+filePage-1)/filePage
		if n.Whole {
			l.from, l.count, f.Page, f.Pages = 0, r.Lines, 0, 1
		}
		if f.Lines, err = l.read(ctx, g.pipe.conn, selectLog); err != nil {
			return nil, err
		}
	}
	f.Asked, err = g.asked(ctx, of.Person, key, r.Zone)
	return f, err
}

// shared is the same to the person herself: all that the mentor can read now.
func (g *Group) shared(ctx context.Context, c *Claim) (err error) {
	if !c.Person.Consents[dialog.Sharing].Given {
		return nil
	}
	l := log{person: c.Person.ID, key: c.key, zone: c.Person.Now.Location(), count: math.MaxInt32}
	c.Person.Shared, err = l.read(ctx, g.pipe.conn, selectShared)
	return err
}

const logColumns = `
	SELECT e.id, e.talk, e.at, e.kind, e.cause_id AS cause, e.n, e.shared_at, e.share = 'bare' AS is_bare,
	       CASE WHEN e.share = 'bare' THEN e.bare ELSE e.line END AS text
	FROM event e
	WHERE e.person_id = $1
	  AND e.share IN ('shared', 'bare')
	  AND NOT e.mistaken`

const selectLog = logColumns + `
	ORDER BY e.talk DESC, e.id
	LIMIT $2
	OFFSET $3`

const selectShared = logColumns + `
	ORDER BY e.id
	LIMIT $2
	OFFSET $3`

type logRow struct {
	ID, Talk, Cause int64
	At, SharedAt    time.Time
	Kind            string
	N               int
	IsBare          bool
	Text            []byte
}

// log is a stretch of what one person shared.
type log struct {
	person      int64
	key         seal.Key
	zone        *time.Location
	readAt      *time.Time
	from, count int
}

func (l log) read(ctx context.Context, tx querier, sql string) ([]dialog.LogLine, error) {
	rows, _ := tx.Query(ctx, sql, l.person, l.count, l.from) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[logRow])
	if err != nil {
		return nil, fmt.Errorf("reading the log of %d: %w", l.person, err)
	}
	var lines []dialog.LogLine
	for _, r := range found {
		column := "event.line"
		if r.IsBare {
			column = "event.bare"
		}
		text, err := l.key.OpenText(r.Text, factPlace(column, r.Cause, r.N))
		if err != nil {
			return nil, err
		}
		lines = append(lines, dialog.LogLine{Event: r.ID, Talk: r.Talk, At: r.At.In(l.zone), Kind: r.Kind, Text: text, Bare: r.IsBare,
			New: l.readAt == nil || r.SharedAt.After(*l.readAt)})
	}
	return lines, nil
}

// asked are the steps that wait for the mentor's yes: by asking, the person shared them.
func (g *Group) asked(ctx context.Context, person int64, key seal.Key, zoneName string) ([]dialog.Step, error) {
	z, err := Zone(zoneName)
	if err != nil {
		return nil, err
	}
	rows, _ := g.pipe.conn.Query(ctx, selectSteps, []int64{person}) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[stepRow])
	if err != nil {
		return nil, fmt.Errorf("reading the steps of %d: %w", person, err)
	}
	s := &snapshot{key: key, zone: z}
	for _, r := range found {
		if r.State == dialog.StepAsked {
			s.step(r)
		}
	}
	return s.person.Steps, s.err
}

const insertLook = `
	INSERT INTO staff_look (organisation_id, staff_id, person_id, alarm_id, what, at)
	VALUES ($1, $2, $3, $4, $5, $6)`

// look keeps that somebody of the staff saw something of somebody.
func (g *Group) look(ctx context.Context, c *Claim, person int64, alarm *int64, what string) error {
	_, err := g.pipe.conn.Exec(ctx, insertLook, c.Organisation, c.Person.ID, person, alarm, what, g.now)
	if err != nil {
		return fmt.Errorf("keeping that %d looked: %w", c.Person.ID, err)
	}
	return nil
}
