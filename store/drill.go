package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Drill is a test person's message of danger on its way: received, screened, alarm,
// alerts, a human's tap, the end. A nil time is where it is, or where it stopped.
type Drill struct {
	ID, Organisation                        int64
	Staff                                   bool       // real staff is alerted, with the word Oefening
	PlannedAt                               *time.Time // nil when somebody asked for it
	BegunAt                                 time.Time
	RaisedAt, AlertedAt, TakenAt, ClosedAt  *time.Time
	FailedAt                                *time.Time
	Alarm, Person, Bot, Conversation, Owner int64 // what it has so far, 0 for nothing
}

// How long a drill may take before it has failed: the machine's own way, and with staff,
// who get the first steps of the chain.
const (
	drillWithin      = 2 * time.Minute
	drillStaffWithin = 30 * time.Minute
)

func (d Drill) within() time.Duration {
	if d.Staff {
		return drillStaffWithin
	}
	return drillWithin
}

// Stage is what the drill waits for, or where it stopped: "raised", "alerted", "taken" or
// "closed"; "" when it came to its end.
func (d Drill) Stage() string {
	for _, s := range []struct {
		at   *time.Time
		name string
	}{{d.RaisedAt, "raised"}, {d.AlertedAt, "alerted"}, {d.TakenAt, "taken"}, {d.ClosedAt, "closed"}} {
		if s.at == nil {
			return s.name
		}
	}
	return ""
}

// DrillBot is the bot through which the test people of an organisation write.
func (db *DB) DrillBot(ctx context.Context, organisation int64) (int64, error) {
	return db.AddBot(ctx, organisation, Drills, "", fmt.Sprintf("drill-%d", organisation))
}

// BeginDrill notes that a drill begins. Its number is the chat in which the test person
// must now write, through DrillBot. planned is the hour of the schedule, zero by hand;
// of all processes that begin the same one only one gets it, the others ErrTaken.
func (db *DB) BeginDrill(ctx context.Context, organisation int64, planned time.Time, staff bool) (Drill, error) {
	d := Drill{Organisation: organisation, Staff: staff, BegunAt: db.now()}
	if !planned.IsZero() {
		d.PlannedAt = &planned
	}
	err := db.pool.QueryRow(ctx, `
		INSERT INTO drill (organisation_id, planned_at, staff, begun_at)
		VALUES (@organisation, @planned, @staff, @now)
		ON CONFLICT DO NOTHING
		RETURNING id`, pgx.StrictNamedArgs{"organisation": organisation, "planned": d.PlannedAt, "staff": staff, "now": d.BegunAt}).Scan(&d.ID)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrTaken
	}
	if err != nil {
		return d, fmt.Errorf("beginning a drill: %w", err)
	}
	return d, nil
}

const selectDrills = `
	SELECT d.id, d.organisation_id AS organisation, d.staff, d.planned_at, d.begun_at, d.raised_at, d.alerted_at, d.taken_at, d.closed_at, d.failed_at,
	       COALESCE(a.id, 0) AS alarm, COALESCE(c.person_id, 0) AS person, COALESCE(c.bot_id, 0) AS bot, COALESCE(c.id, 0) AS conversation, COALESCE(a.taken_by, 0) AS owner
	FROM drill d
	LEFT JOIN alarm a ON a.drill_id = d.id
	LEFT JOIN bot b ON b.organisation_id = d.organisation_id
	               AND b.channel = 'drill'
	LEFT JOIN conversation c ON c.bot_id = b.id
	                        AND c.chat_id = d.id`

// LastDrills are the newest of an organisation, the newest first.
func (db *DB) LastDrills(ctx context.Context, organisation int64, most int) ([]Drill, error) {
	rows, _ := db.pool.Query(ctx, selectDrills+`
		WHERE d.organisation_id = $1
		ORDER BY d.id DESC
		LIMIT $2`, organisation, most) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[Drill])
	if err != nil {
		return nil, fmt.Errorf("listing drills: %w", err)
	}
	return all, nil
}

// clockDrills takes over when what happened. A drill's alarm that is alerted was sent by a channel.
const clockDrills = `
	UPDATE drill d
	SET raised_at = a.opened_at,
	    alerted_at = COALESCE(d.alerted_at, (SELECT min(e.ended_at) FROM alert e WHERE e.alarm_id = a.id AND e.state = 'sent')),
	    taken_at = COALESCE(d.taken_at, a.taken_at),
	    closed_at = a.closed_at
	FROM alarm a
	WHERE a.drill_id = d.id
	  AND d.closed_at IS NULL
	  AND d.failed_at IS NULL`

// answerDrills takes what the talk says to test people as sent: nobody reads it.
const answerDrills = `
	UPDATE outbox
	SET state = 'sent',
	    ended_at = $1
	WHERE state = 'waiting'
	  AND bot_id IN (SELECT id FROM bot WHERE channel = 'drill')`

// MoveDrills does what the clock must do with drills, and tells how many it moved: it
// takes the alarm when it was alerted and closes it when the talk has answered, as a
// human would; with staff that is theirs to do. Any number of processes may do it.
func (db *DB) MoveDrills(ctx context.Context) (moved int, err error) {
	if _, err := db.pool.Exec(ctx, answerDrills, db.now()); err != nil {
		return 0, fmt.Errorf("hearing what test people are told: %w", err)
	}
	if _, err := db.pool.Exec(ctx, clockDrills); err != nil {
		return 0, fmt.Errorf("keeping the times of drills: %w", err)
	}
	rows, _ := db.pool.Query(ctx, selectDrills+`
		WHERE d.closed_at IS NULL
		  AND d.failed_at IS NULL
		ORDER BY d.id`) // CollectRows tells of its error
	open, err := pgx.CollectRows(rows, pgx.RowToStructByName[Drill])
	if err != nil {
		return 0, fmt.Errorf("looking at drills: %w", err)
	}
	var faults []error
	for _, d := range open {
		did, err := db.moveDrill(ctx, d)
		if err != nil && !errors.Is(err, ErrNotYours) && !errors.Is(err, ErrNotFound) { // another process was first
			faults = append(faults, fmt.Errorf("moving drill %d: %w", d.ID, err))
		}
		if did {
			moved++
		}
	}
	return moved, errors.Join(faults...)
}

func (db *DB) moveDrill(ctx context.Context, d Drill) (did bool, err error) {
	if passed(db.now(), d.BegunAt, d.within()) {
		return true, db.endDrill(ctx, d)
	}
	switch {
	case d.Staff || d.AlertedAt == nil:
		return false, nil
	case d.TakenAt == nil:
		return true, db.TakeAlarm(ctx, d.Organisation, d.Alarm, d.Person)
	}
	waits, err := one[bool](ctx, db.pool, `
		SELECT EXISTS (SELECT FROM inbox WHERE conversation_id = $1 AND COALESCE(done_at, set_aside_at) IS NULL)`, d.Conversation)
	if err != nil || waits {
		return false, err
	}
	return true, db.closeDrill(ctx, d)
}

// closeDrill ends the alarm as its owner would.
func (db *DB) closeDrill(ctx context.Context, d Drill) error {
	if _, err := db.CloseAlarm(ctx, d.Organisation, d.Alarm, d.Owner, Closing{Reason: "safe"}); err != nil {
		return err
	}
	_, err := db.pool.Exec(ctx, clockDrills)
	return err
}

// endDrill is for one whose time is over: one that staff took and did not close has shown
// what it should; any other has failed. Its alarm wakes nobody any more.
func (db *DB) endDrill(ctx context.Context, d Drill) error {
	return db.inTx(ctx, "ending a drill", func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `
			UPDATE alarm
			SET taken_by = COALESCE(taken_by, person_id),
			    taken_at = COALESCE(taken_at, $2),
			    held_until = COALESCE(held_until, $2),
			    reason = COALESCE(reason, 'safe'),
			    closed_by = COALESCE(taken_by, person_id),
			    closed_at = $2
			WHERE drill_id = $1
			  AND closed_at IS NULL`, d.ID, db.now())
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			UPDATE drill
			SET closed_at = CASE WHEN staff AND taken_at IS NOT NULL THEN $2::timestamptz ELSE closed_at END,
			    failed_at = CASE WHEN NOT (staff AND taken_at IS NOT NULL) THEN $2::timestamptz END
			WHERE id = $1
			  AND closed_at IS NULL
			  AND failed_at IS NULL`, d.ID, db.now())
		return err
	})
}

func passed(now, since time.Time, d time.Duration) bool { return !now.Before(since.Add(d)) }
