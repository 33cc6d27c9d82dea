package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// filePage is how many lines of a log are read at once.
const filePage = 20

const selectPerson = `
	SELECT p.key, p.zone, count(e.id) AS lines
	FROM person p
	LEFT JOIN event e ON e.person_id = p.id
	                 AND e.share IN ('shared', 'bare')
	                 AND NOT e.mistaken
	                 AND EXISTS (SELECT FROM consent s WHERE s.person_id = p.id AND s.what = 'sharing' AND s.given)
	WHERE p.id = $1
	GROUP BY p.id`

const selectLog = `
	SELECT e.id, e.talk, e.at, e.kind, e.cause_id AS cause, e.n, e.share = 'bare' AS is_bare, CASE WHEN e.share = 'bare' THEN e.bare ELSE e.line END AS text
	FROM event e
	WHERE e.person_id = $1
	  AND e.share IN ('shared', 'bare')
	  AND NOT e.mistaken
	ORDER BY e.talk DESC, e.id
	LIMIT $2
	OFFSET $3`

type logRow struct {
	ID, Talk, Cause int64
	At              time.Time
	Kind            string
	N               int
	IsBare          bool
	Text            []byte
}

// file is one page of what a participant shared, and the steps that wait for the
// mentor's word. The caller has made sure that it is the mentor's own participant.
func (g *Group) file(ctx context.Context, c *Claim, of dialog.Case, page int) (*dialog.File, error) {
	var wrapped []byte
	var zoneName string
	var lines int
	err := g.pipe.conn.QueryRow(ctx, selectPerson, of.Person).Scan(&wrapped, &zoneName, &lines)
	if err != nil {
		return nil, fmt.Errorf("reading the log of %d: %w", of.Person, notFound(err))
	}
	key, err := g.db.master.Unwrap(wrapped, keyPlace(of.Person))
	if err != nil {
		return nil, err
	}
	f := &dialog.File{Case: of, Page: page, Pages: (lines + filePage - 1) / filePage}
	if lines > 0 {
		if f.Lines, err = g.log(ctx, of.Person, key, page, c.Person.Now.Location()); err != nil {
			return nil, err
		}
	}
	if f.Asked, err = g.asked(ctx, of.Person, key, zoneName); err != nil {
		return nil, err
	}
	return f, g.look(ctx, c, of.Person, nil, "log")
}

func (g *Group) log(ctx context.Context, person int64, key seal.Key, page int, zone *time.Location) ([]dialog.LogLine, error) {
	rows, _ := g.pipe.conn.Query(ctx, selectLog, person, filePage, page*filePage) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[logRow])
	if err != nil {
		return nil, fmt.Errorf("reading the log of %d: %w", person, err)
	}
	var lines []dialog.LogLine
	for _, r := range found {
		column := "event.line"
		if r.IsBare {
			column = "event.bare"
		}
		text, err := key.OpenText(r.Text, factPlace(column, r.Cause, r.N))
		if err != nil {
			return nil, err
		}
		lines = append(lines, dialog.LogLine{Event: r.ID, Talk: r.Talk, At: r.At.In(zone), Kind: r.Kind, Text: text, Bare: r.IsBare})
	}
	return lines, nil
}

// asked are the steps that wait for the mentor's yes: by asking, the person shared them.
func (g *Group) asked(ctx context.Context, person int64, key seal.Key, zoneName string) ([]dialog.Step, error) {
	z, err := zone(zoneName)
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
