package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog/beside"
)

// Caseload is everybody whose page may be opened by who looks, by case number: the own
// participants, those of mentors who are stood in for today, and whose alarm was taken.
// Every Case has its View without the lines of the log.
func (db *DB) Caseload(ctx context.Context, who Who) (all []*Case, err error) {
	err = db.as(ctx, who, "reading a caseload", func(tx pgx.Tx) error {
		people, err := peopleOf(ctx, tx)
		if err != nil {
			return err
		}
		all, err = db.read(ctx, tx, who, people, false)
		return err
	})
	return all, err
}

// peopleOf asks the database whose pages may be opened. The statements after it could ask
// that too; with the list in hand they are look-ups.
func peopleOf(ctx context.Context, tx pgx.Tx) (people []int64, err error) {
	err = tx.QueryRow(ctx, `SELECT desk_people()`).Scan(&people)
	return people, err
}

// read reads people in one round.
func (db *DB) read(ctx context.Context, tx pgx.Tx, who Who, people []int64, lines bool) ([]*Case, error) {
	cs := &cases{db: db, who: who, lines: lines, of: map[int64]*Case{}, facts: map[int64][]beside.Fact{}}
	talks := map[int64][]time.Time{}
	b := &pgx.Batch{}
	b.Queue(selectCases, people).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[caseRow])
		for _, r := range found {
			if err = cs.add(r); err != nil {
				return err
			}
		}
		return err
	})
	kinds := beside.Kinds()
	if !lines {
		kinds = beside.PlanKinds()
	}
	cs.readFacts(b, people, kinds)
	read(cs, b, selectTalks, func(c *Case, r talksRow) error {
		talks[c.Person] = r.Began
		return nil
	}, people, db.now())
	read(cs, b, selectAsked, cs.asked, people)
	read(cs, b, selectPlacings, cs.placing, people)
	read(cs, b, selectAppointments, cs.appointment, people, db.now())
	read(cs, b, selectOpenAlarms, cs.alarm, people)
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return nil, err
	}
	cs.finish(talks)
	return cs.all, nil
}

// selectOpenAlarms reads open alarms with the worst urgency of their signs.
const selectOpenAlarms = `
	SELECT a.person_id AS person, a.id, a.opened_at, COALESCE(a.taken_by, 0) AS taken_by, t.key AS taker_key, t.name AS taker_name,
	       COALESCE((
	           SELECT s.urgency
	           FROM alarm_step s
	           WHERE s.alarm_id = a.id
	           ORDER BY s.n DESC
	           LIMIT 1), 'now') AS urgency
	FROM alarm a
	LEFT JOIN person t ON t.id = a.taken_by
	WHERE a.person_id = ANY ($1)
	  AND a.closed_at IS NULL
	  AND a.drill_id IS NULL`

type alarmRow struct {
	owner
	ID                  int64
	OpenedAt            time.Time
	TakenBy             int64
	TakerKey, TakerName []byte
	Urgency             string
}

func (cs *cases) alarm(c *Case, r alarmRow) (err error) {
	c.Alarm, err = cs.db.bare(r, c.View.Person.Now.Location())
	return err
}

func (db *DB) bare(r alarmRow, zone *time.Location) (*Alarm, error) {
	name, err := db.name(r.TakenBy, r.TakerKey, r.TakerName)
	return &Alarm{ID: r.ID, Person: r.Person, Urgency: r.Urgency, Opened: r.OpenedAt.In(zone), Taken: r.TakenBy, TakenBy: name}, err
}
