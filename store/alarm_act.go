package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/store/seal"
)

// What staff can say they did about an alarm that they took.
const (
	ActCalled    = "called"    // rang the person
	ActSpoke     = "spoke"     // and was spoken to
	ActWrote     = "wrote"     // in the person's talk
	ActEmergency = "emergency" // called 112, or the doctor's emergency post
	ActHanded    = "handed"    // a colleague has it from now on
)

var acts = []string{ActCalled, ActSpoke, ActWrote, ActEmergency, ActHanded}

// reasons are those of closing; the database knows the same list.
var reasons = []string{"safe", "solved", "emergency", "handed", "unreached", "false_alarm"}

var (
	// ErrNotYours says that an alarm is not in the hands of who acts on it.
	ErrNotYours = errors.New("in other hands")
	// ErrUnread says that the person wrote something that asks for a human, and that the one who closes has not seen.
	ErrUnread = errors.New("not read yet")
	// ErrSecondPerson says that it takes another person.
	ErrSecondPerson = errors.New("takes another person")
)

const insertAct = `
	INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, other_id, kind, at)
	VALUES ($1, $2, $3, $4, $5, $6)`

// takeAlarm gives an alarm to the first who takes it, for as long as its policy lets
// her do nothing.
const takeAlarm = `
	WITH mine AS (
	    UPDATE alarm a
	    SET taken_by = $1,
	        taken_at = $2,
	        held_until = $2::timestamptz + make_interval(mins => COALESCE((SELECT (rules ->> 'act_minutes')::integer FROM alarm_policy WHERE id = a.policy_id), $5))
	    WHERE id = $3
	      AND organisation_id = $4
	      AND taken_by IS NULL
	      AND closed_at IS NULL
	    RETURNING id, organisation_id)
	INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, kind, at)
	SELECT organisation_id, id, $1, 'taken', $2
	FROM mine`

const passAlarm = `
	WITH passed AS (
	    UPDATE alert
	    SET passed_at = $1
	    WHERE staff_id = $2
	      AND alarm_id = $3
	      AND organisation_id = $4
	      AND passed_at IS NULL
	    RETURNING 1)
	INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, kind, at)
	SELECT a.organisation_id, a.id, $2, 'passed', $1
	FROM alarm a
	WHERE a.id = $3
	  AND a.organisation_id = $4
	  AND a.closed_at IS NULL
	  AND EXISTS (SELECT FROM passed)`

// actOnAlarm keeps what the owner did; it is quiet for longer after it.
const actOnAlarm = `
	WITH mine AS (
	    UPDATE alarm a
	    SET taken_by = COALESCE($5, a.taken_by),
	        taken_at = CASE WHEN $5::bigint IS NULL THEN a.taken_at ELSE $2 END,
	        held_until = $2::timestamptz + make_interval(mins => CASE WHEN $5::bigint IS NULL
	            THEN COALESCE((SELECT (rules ->> 'quiet_minutes')::integer FROM alarm_policy WHERE id = a.policy_id), $7)
	            ELSE COALESCE((SELECT (rules ->> 'act_minutes')::integer FROM alarm_policy WHERE id = a.policy_id), $8) END)
	    WHERE id = $3
	      AND organisation_id = $4
	      AND taken_by = $1
	      AND care_at IS NULL
	      AND closed_at IS NULL
	      AND ($5::bigint IS NULL OR EXISTS (
	          SELECT
	          FROM person p
	          WHERE p.id = $5
	            AND p.organisation_id = $4
	            AND p.id <> $1
	            AND p.role IN ('mentor', 'supervisor')
	            AND p.erased_at IS NULL))
	    RETURNING id, organisation_id)
	INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, other_id, kind, at)
	SELECT organisation_id, id, $1, $5, $6, $2
	FROM mine`

// lockOwn locks the row against signs: one that is being put on it comes first, the
// next opens an alarm of its own. What follows sees what was put on it meanwhile.
const lockOwn = `
	SELECT id
	FROM alarm
	WHERE id = $1
	  AND organisation_id = $2
	  AND closed_at IS NULL
	FOR UPDATE`

// twoPeople is danger that one person alone does not close. A drill is none.
const twoPeople = `
	a.drill_id IS NULL AND EXISTS (
	    SELECT
	    FROM alarm_sign g
	    WHERE g.alarm_id = a.id
	      AND g.urgency = 'now'
	      AND g.category IN ('suicide', 'violence_victim', 'child_safety', 'threat_to_others'))`

// unseen is a sign that asks for a human and that the owner has not seen.
const unseen = `
	EXISTS (
	    SELECT
	    FROM alarm_sign g
	    WHERE g.alarm_id = a.id
	      AND g.urgency <> 'none'
	      AND g.at > COALESCE((SELECT max(k.at) FROM alarm_act k WHERE k.alarm_id = a.id AND k.staff_id = a.taken_by AND k.kind <> 'passed'), '-infinity'))`

// closeOwnAlarm ends an alarm for the one who took it; where it takes two people, she
// is the first, and it is in care until the second.
const closeOwnAlarm = `
	WITH ended AS (
	    UPDATE alarm a
	    SET reason = $5,
	        promise = $6,
	        care_by = CASE WHEN ` + twoPeople + ` THEN $1::bigint END,
	        care_at = CASE WHEN ` + twoPeople + ` THEN $2::timestamptz END,
	        closed_by = CASE WHEN NOT (` + twoPeople + `) THEN $1::bigint END,
	        closed_at = CASE WHEN NOT (` + twoPeople + `) THEN $2::timestamptz END
	    WHERE a.id = $3
	      AND a.organisation_id = $4
	      AND a.taken_by = $1
	      AND a.care_at IS NULL
	      AND a.closed_at IS NULL
	      AND NOT ` + unseen + `
	    RETURNING a.id, a.organisation_id, a.care_at)
	INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, kind, at)
	SELECT organisation_id, id, $1, CASE WHEN care_at IS NULL THEN 'closed' ELSE 'care' END, $2
	FROM ended`

// confirmClosing is the second of two. A sign that came after the first closed it
// keeps it open: then the chain goes on.
const confirmClosing = `
	WITH ended AS (
	    UPDATE alarm a
	    SET closed_by = $1,
	        closed_at = $2
	    WHERE a.id = $3
	      AND a.organisation_id = $4
	      AND a.care_by <> $1
	      AND a.closed_at IS NULL
	      AND NOT EXISTS (
	          SELECT
	          FROM alarm_sign g
	          WHERE g.alarm_id = a.id
	            AND g.urgency <> 'none'
	            AND g.at > a.care_at)
	    RETURNING a.id, a.organisation_id)
	INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, kind, at)
	SELECT organisation_id, id, $1, 'closed', $2
	FROM ended`

// The same for who works at the desk and for who taps in a chat: statements to run in
// a transaction that holds the alarm.

func taking(organisation, alarm, staff int64, at time.Time) statement {
	return statement{takeAlarm, []any{staff, at, alarm, organisation, chain.Default.ActMinutes}}
}

func passing(organisation, alarm, staff int64, at time.Time) statement {
	return statement{passAlarm, []any{at, staff, alarm, organisation}}
}

func acting(organisation, alarm, staff int64, kind string, other *int64, at time.Time) statement {
	return statement{actOnAlarm, []any{staff, at, alarm, organisation, other, kind, chain.Default.QuietMinutes, chain.Default.ActMinutes}}
}

func closing(organisation, alarm, staff int64, reason string, promise []byte, at time.Time) []statement {
	return []statement{{lockOwn, []any{alarm, organisation}}, {closeOwnAlarm, []any{staff, at, alarm, organisation, reason, promise}}}
}

func confirming(organisation, alarm, staff int64, at time.Time) []statement {
	return []statement{{lockOwn, []any{alarm, organisation}}, {confirmClosing, []any{staff, at, alarm, organisation}}}
}

// promisePlace is where a promise lies: with the person's key.
func promisePlace(alarm int64) seal.Place { return seal.At("alarm.promise", alarm) }

// TakeAlarm gives an alarm to staff, at once. Where a colleague was first the error wraps
// ErrNotYours; AlarmPage has the name. Taking one's own alarm again changes nothing. The
// person is told by her talk, where that can do no harm.
func (db *DB) TakeAlarm(ctx context.Context, organisation, alarm, staff int64) error {
	return db.onAlarm(ctx, "taking", organisation, alarm, func(tx pgx.Tx, h held) error {
		switch {
		case h.TakenBy != nil && *h.TakenBy == staff:
			return nil
		case h.TakenBy != nil:
			return ErrNotYours
		}
		return db.done(ctx, tx, h, staff, dialog.Act{Kind: "alarm_taken"}, taking(organisation, alarm, staff, db.now()))
	})
}

// PassAlarm is "ik kan niet": the chain need not wait for this one.
func (db *DB) PassAlarm(ctx context.Context, organisation, alarm, staff int64) error {
	return db.onAlarm(ctx, "passing on", organisation, alarm, func(tx pgx.Tx, h held) error {
		return db.done(ctx, tx, h, staff, dialog.Act{}, passing(organisation, alarm, staff, db.now()))
	})
}

// ActOnAlarm keeps what its owner did: one of the Act words. other is the colleague to
// whom it is handed, else 0: she is its owner at once, the clock alerts her, and the
// person is told.
func (db *DB) ActOnAlarm(ctx context.Context, organisation, alarm, staff int64, kind string, other int64) error {
	if !slices.Contains(acts, kind) || (kind == ActHanded) != (other != 0) {
		return fmt.Errorf("acting on alarm %d: %q is no act", alarm, kind)
	}
	return db.onAlarm(ctx, "acting on", organisation, alarm, func(tx pgx.Tx, h held) error {
		if h.TakenBy == nil || *h.TakenBy != staff || h.Care {
			return ErrNotYours
		}
		if other == 0 {
			return db.done(ctx, tx, h, staff, dialog.Act{}, acting(organisation, alarm, staff, kind, nil, db.now()))
		}
		if err := isColleague(ctx, tx, organisation, other); err != nil {
			return err
		}
		return db.done(ctx, tx, h, other, dialog.Act{Kind: "alarm_handed"}, acting(organisation, alarm, staff, kind, &other, db.now()))
	})
}

// isColleague gives ErrNotFound when it is nobody of the organisation's staff.
func isColleague(ctx context.Context, tx querier, organisation, staff int64) error {
	_, err := one[int64](ctx, tx, `SELECT id FROM person WHERE id = $1 AND organisation_id = $2 AND role IN ('mentor', 'supervisor') AND erased_at IS NULL`, staff, organisation)
	return notFound(err)
}

// Closing is how an alarm ends.
type Closing struct {
	Reason  string // "safe", "solved", "emergency", "handed", "unreached" or "false_alarm"
	Promise string // who calls when, for the person to read; "" when nothing was promised
}

// CloseAlarm ends an alarm for its owner: only a human does. Where it takes two people
// care is true, and the alarm stays open until ConfirmClose. It gives ErrNotFound when
// the alarm is not open, ErrNotYours, or ErrUnread.
func (db *DB) CloseAlarm(ctx context.Context, organisation, alarm, staff int64, c Closing) (care bool, err error) {
	if !slices.Contains(reasons, c.Reason) {
		return false, fmt.Errorf("closing alarm %d: %q is no reason", alarm, c.Reason)
	}
	err = db.onAlarm(ctx, "closing", organisation, alarm, func(tx pgx.Tx, h held) error {
		if h.TakenBy == nil || *h.TakenBy != staff || h.Care {
			return ErrNotYours
		}
		if h.Unseen {
			return ErrUnread
		}
		care = h.Two
		key, err := db.personKey(ctx, tx, h.Person)
		if err != nil {
			return err
		}
		promise, err := key.SealText(c.Promise, promisePlace(alarm))
		if err != nil {
			return err
		}
		return db.done(ctx, tx, h, staff, dialog.Act{Kind: "alarm_closed", Reason: c.Reason, Promise: c.Promise},
			closing(organisation, alarm, staff, c.Reason, promise, db.now())...)
	})
	return care, err
}

// ConfirmClose is the second person's look: the alarm is over. It gives ErrSecondPerson
// to the first, and ErrUnread when the person asked for a human again meanwhile.
func (db *DB) ConfirmClose(ctx context.Context, organisation, alarm, staff int64) error {
	return db.onAlarm(ctx, "closing", organisation, alarm, func(tx pgx.Tx, h held) error {
		switch {
		case !h.Care:
			return ErrNotYours
		case *h.CareBy == staff:
			return ErrSecondPerson
		case h.Again:
			return ErrUnread
		}
		return db.done(ctx, tx, h, staff, dialog.Act{Kind: "alarm_confirmed", Reason: h.Reason}, confirming(organisation, alarm, staff, db.now())...)
	})
}

// held is an open alarm under its lock.
type held struct {
	Alarm, Organisation, Person int64
	TakenBy, CareBy             *int64
	Care, Two, Unseen, Again    bool
	Reason                      string
}

const holdFirst = `
	SELECT id
	FROM alarm
	WHERE id = $1
	  AND organisation_id = $2
	  AND closed_at IS NULL
	FOR UPDATE`

const selectHeld = `
	SELECT a.id AS alarm, a.organisation_id AS organisation, a.person_id AS person, a.taken_by, a.care_by, a.care_at IS NOT NULL AS care, COALESCE(a.reason, '') AS reason,
	       ` + twoPeople + ` AS two,
	       ` + unseen + ` AS unseen,
	       EXISTS (SELECT FROM alarm_sign g WHERE g.alarm_id = a.id AND g.urgency <> 'none' AND g.at > a.care_at) AS again
	FROM alarm a
	WHERE a.id = $1`

// onAlarm does something with an open alarm of an organisation, under its lock.
func (db *DB) onAlarm(ctx context.Context, doing string, organisation, alarm int64, do func(pgx.Tx, held) error) error {
	return db.inTx(ctx, fmt.Sprintf("%s alarm %d", doing, alarm), func(tx pgx.Tx) error {
		if _, err := one[int64](ctx, tx, holdFirst, alarm, organisation); err != nil {
			return notFound(err)
		}
		rows, _ := tx.Query(ctx, selectHeld, alarm) // CollectExactlyOneRow tells of its error
		h, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[held])
		if err != nil {
			return err
		}
		return do(tx, h)
	})
}

// done runs what was done and carries it to the person's talk, if there is a word on it:
// by the name of the one of the staff whom it is about.
func (db *DB) done(ctx context.Context, tx pgx.Tx, h held, staff int64, act dialog.Act, all ...statement) error {
	for _, s := range all {
		if _, err := tx.Exec(ctx, s.sql, s.args...); err != nil {
			return err
		}
	}
	defer db.at(PointAlarmDone)
	if act.Kind == "" {
		return nil
	}
	name, err := db.staffName(ctx, tx, staff)
	if err != nil {
		return err
	}
	act.Staff, act.Name = staff, name
	_, err = db.enqueue(ctx, tx, []Item{{Person: h.Person, Source: FromAct, Ref: fmt.Sprintf("alarm:%d:%s:%d", h.Alarm, act.Kind, db.now().UnixMicro()),
		Input: dialog.Input{Kind: dialog.Acted, Act: &act}}})
	return err
}

type namedRow struct {
	ID        int64
	Key, Name []byte
}

func (db *DB) staffName(ctx context.Context, tx querier, staff int64) (string, error) {
	rows, _ := tx.Query(ctx, `SELECT id, key, name FROM person WHERE id = $1`, staff) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[namedRow])
	if err != nil {
		return "", notFound(err)
	}
	return db.nameOf(r.ID, r.Key, r.Name)
}

// personKey opens the key of a person.
func (db *DB) personKey(ctx context.Context, tx querier, person int64) (seal.Key, error) {
	wrapped, err := one[[]byte](ctx, tx, `SELECT key FROM person WHERE id = $1`, person)
	if err != nil {
		return seal.Key{}, fmt.Errorf("reading the key of person %d: %w", person, notFound(err))
	}
	return db.master.Unwrap(wrapped, keyPlace(person))
}
