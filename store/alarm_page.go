package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
)

// AlarmLine is one alarm in a list: bare, for everybody of the staff.
type AlarmLine struct {
	Alarm, Person int64 // Person is the case number
	Category      risk.Category
	Urgency       risk.Urgency
	OpenedAt      time.Time
	Owner         int64 // who took it, 0 for nobody
	OwnerName     string
	Care          bool      // the first of two has closed it
	Drill         bool      // nobody is in danger
	Due           time.Time // when the chain moves next: the next step, or when the owner must have acted
}

const selectOpenAlarms = `
	SELECT a.id AS alarm, a.person_id AS person, a.opened_at, COALESCE(a.taken_by, 0) AS owner, a.care_at,
	       t.key AS owner_key, t.name AS owner_name, a.held_until, a.drill_id IS NOT NULL AS drill,
	       (SELECT due_at FROM alarm_step WHERE alarm_id = a.id ORDER BY n DESC LIMIT 1) AS due_at
	FROM alarm a
	LEFT JOIN person t ON t.id = a.taken_by
	LEFT JOIN drill d ON d.id = a.drill_id
	WHERE a.organisation_id = $1
	  AND a.closed_at IS NULL
	  AND (d.id IS NULL OR d.staff)
	ORDER BY a.id`

type openAlarmRow struct {
	Alarm, Person, Owner     int64
	OpenedAt                 time.Time
	CareAt, HeldUntil, DueAt *time.Time
	OwnerKey, OwnerName      []byte
	Drill                    bool
}

// OpenAlarms lists those of an organisation, the most urgent first; drills only when they
// alert staff. Nothing in it was
// said by or about anybody.
func (db *DB) OpenAlarms(ctx context.Context, organisation int64) ([]AlarmLine, error) {
	rows, _ := db.pool.Query(ctx, selectOpenAlarms, organisation) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[openAlarmRow])
	if err != nil {
		return nil, fmt.Errorf("listing the open alarms of organisation %d: %w", organisation, err)
	}
	var all []AlarmLine
	for _, r := range found {
		s, err := standingOf(ctx, db.pool, r.Alarm)
		if err != nil {
			return nil, err
		}
		l := AlarmLine{Alarm: r.Alarm, Person: r.Person, Category: s.worst.Category, Urgency: s.worst.Urgency, OpenedAt: r.OpenedAt, Owner: r.Owner, Care: r.CareAt != nil, Drill: r.Drill}
		if r.Owner != 0 {
			if l.OwnerName, err = db.takerName(r.Owner, r.OwnerKey, r.OwnerName); err != nil {
				return nil, err
			}
		}
		switch {
		case r.CareAt != nil:
			l.Due = r.CareAt.Add(chain.SecondFor)
		case r.HeldUntil != nil:
			l.Due = *r.HeldUntil
		case r.DueAt != nil:
			l.Due = *r.DueAt
		}
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b AlarmLine) int { return chain.Rank(b.Urgency) - chain.Rank(a.Urgency) })
	return all, nil
}

// AlarmPage is one alarm with all that happened to it.
type AlarmPage struct {
	Card     dialog.AlarmCard // what is sealed only for who may see it: see AlarmPage
	OpenedAt time.Time
	ClosedAt time.Time // zero while it is open
	History  []AlarmEvent
}

// AlarmEvent is one line of the history.
type AlarmEvent struct {
	At   time.Time
	Kind string // "step", "alert", "sign", or the kind of an act: "taken", "called", "resumed", …
	// What it was: of a step its place and why ("2", "unheard"), of an alert its channel
	// and state ("email", "failed"), of a sign its category and urgency.
	What, Why string
	Staff     int64  // who did it, or was alerted; 0 for the clock
	Name      string // how that one is called
	Other     int64  // to whom it was handed
	Code      string // what a channel answered
}

const selectHistory = `
	SELECT e.at, e.kind, e.what, e.why, COALESCE(e.staff, 0) AS staff, COALESCE(e.other, 0) AS other, COALESCE(e.code, '') AS code, p.key, p.name
	FROM (
	    SELECT at, 0 AS place, n::bigint AS number, 'step' AS kind, step::text AS what, why, NULL::bigint AS staff, NULL::bigint AS other, NULL AS code
	    FROM alarm_step
	    WHERE alarm_id = $1
	    UNION ALL
	    SELECT at, 1, id, 'alert', channel, state, staff_id, NULL, code
	    FROM alert
	    WHERE alarm_id = $1
	    UNION ALL
	    SELECT at, 2, id, kind, '', '', staff_id, other_id, NULL
	    FROM alarm_act
	    WHERE alarm_id = $1
	    UNION ALL
	    SELECT at, -1, cause_id, 'sign', category, urgency, NULL, NULL, NULL
	    FROM alarm_sign
	    WHERE alarm_id = $1) AS e
	LEFT JOIN person p ON p.id = e.staff
	ORDER BY e.at, e.place, e.number`

type historyRow struct {
	At                    time.Time
	Kind, What, Why, Code string
	Staff, Other          int64
	Key, Name             []byte
}

// AlarmPage reads one alarm of an organisation for staff; ErrNotFound when there is none.
// With open what is sealed is read too, if who looks has taken it, or looks a second time
// at one in care: then the look is kept, and what the person wrote counts as read.
func (db *DB) AlarmPage(ctx context.Context, organisation, alarm, staff int64, open bool) (page AlarmPage, err error) {
	err = db.inTx(ctx, fmt.Sprintf("reading alarm %d", alarm), func(tx pgx.Tx) error {
		mine, err := one[bool](ctx, tx, `SELECT COALESCE(taken_by = $2 OR care_at IS NOT NULL, false) FROM alarm WHERE id = $1 AND organisation_id = $3`, alarm, staff, organisation)
		if err != nil {
			return notFound(err)
		}
		card, _, err := db.cardOf(ctx, tx, cardLook{organisation, staff, alarm, open && mine}, db.now())
		if err != nil {
			return err
		}
		page.Card = *card
		var closed *time.Time
		if err := tx.QueryRow(ctx, `SELECT opened_at, closed_at FROM alarm WHERE id = $1`, alarm).Scan(&page.OpenedAt, &closed); err != nil {
			return err
		}
		if closed != nil {
			page.ClosedAt = *closed
		}
		page.History, err = db.history(ctx, tx, alarm)
		return err
	})
	return page, err
}

func (db *DB) history(ctx context.Context, tx pgx.Tx, alarm int64) ([]AlarmEvent, error) {
	rows, _ := tx.Query(ctx, selectHistory, alarm) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[historyRow])
	if err != nil {
		return nil, err
	}
	var all []AlarmEvent
	for _, r := range found {
		e := AlarmEvent{At: r.At, Kind: r.Kind, What: r.What, Why: r.Why, Staff: r.Staff, Other: r.Other, Code: r.Code}
		if r.Key != nil {
			if e.Name, err = db.nameOf(r.Staff, r.Key, r.Name); err != nil {
				return nil, err
			}
		}
		all = append(all, e)
	}
	return all, nil
}
