package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
)

// condition is an open alarm as the clock sees it.
type condition struct {
	Alarm, Organisation, Person int64
	chain.Condition
}

// selectConditions reads open alarms as they stand. Only those are looked at; what an
// alarm needs is a few look-ups.
const selectConditions = `
	SELECT a.id AS alarm, a.organisation_id AS organisation, a.person_id AS person, a.opened_at, a.taken_by, a.held_until, a.care_at,
	       COALESCE(s.n, 0) AS n, COALESCE(s.round, 0) AS round, COALESCE(s.step, 0) AS step, s.at AS step_at, s.due_at,
	       COALESCE(l.answering, 0) AS answering, COALESCE(l.refused, false) AS refused,
	       g.now, g.material, g.paged_at, g.unread_since, t.handed_at,
	       EXISTS (
	           SELECT
	           FROM conversation c
	           JOIN ownership w ON w.conversation_id = c.id
	           WHERE c.person_id = a.person_id
	             AND w.owner_id = a.taken_by) AS in_hand,
	       t.unheard_at, t.unread_at, t.more_at, t.yours_at, t.second_at, t.overdue_at
	FROM alarm a
	LEFT JOIN LATERAL (
	    SELECT n, round, step, at, due_at
	    FROM alarm_step
	    WHERE alarm_id = a.id
	    ORDER BY n DESC
	    LIMIT 1) AS s ON true
	LEFT JOIN LATERAL (
	    SELECT count(*) FILTER (WHERE h.alive AND NOT h.passed) AS answering, bool_or(h.alive AND h.passed) AS refused
	    FROM (
	        SELECT bool_or(e.state = 'sent' OR e.state = 'waiting' AND e.code IS NULL) AS alive, bool_or(e.passed_at IS NOT NULL) AS passed
	        FROM alert e
	        WHERE e.alarm_id = a.id
	          AND e.n = s.n
	          AND e.kind = 'alarm'
	        GROUP BY e.staff_id) AS h) AS l ON true
	CROSS JOIN LATERAL (
	    SELECT max(k.at) FILTER (WHERE k.kind = 'unheard') AS unheard_at, max(k.at) FILTER (WHERE k.kind = 'unread') AS unread_at,
	           max(k.at) FILTER (WHERE k.kind = 'more') AS more_at, max(k.at) FILTER (WHERE k.kind = 'yours') AS yours_at,
	           max(k.at) FILTER (WHERE k.kind = 'handed' AND k.other_id = a.taken_by AND k.at >= a.taken_at) AS handed_at,
	           max(k.at) FILTER (WHERE k.kind = 'second') AS second_at,
	           max(k.at) FILTER (WHERE k.kind = 'overdue') AS overdue_at, max(k.at) FILTER (WHERE k.staff_id = a.taken_by AND k.kind <> 'passed') AS seen_at
	    FROM alarm_act k
	    WHERE k.alarm_id = a.id) AS t
	CROSS JOIN LATERAL (
	    SELECT COALESCE(bool_or(m.urgency = 'now'), false) AS now, COALESCE(bool_or(m.category = 'material'), false) AS material,
	           max(m.at) FILTER (WHERE m.urgency <> 'none') AS paged_at,
	           min(m.at) FILTER (WHERE m.at > COALESCE(t.seen_at, a.taken_at)) AS unread_since
	    FROM alarm_sign m
	    WHERE m.alarm_id = a.id) AS g
	WHERE a.closed_at IS NULL`

const nextConditions = selectConditions + `
	  AND a.id > $1
	ORDER BY a.id
	LIMIT $2`

// lockCondition passes over an alarm that somebody takes, closes or moves right now.
const lockCondition = selectConditions + `
	  AND a.id = $1
	FOR NO KEY UPDATE OF a SKIP LOCKED`

// syncAlerts takes over what became of the alerts in the outbox. One that was tried
// and waits (429, no network) has a code: it did not arrive, and may still.
const syncAlerts = `
	UPDATE alert e
	SET state = CASE o.state WHEN 'refused' THEN 'failed' ELSE COALESCE(o.state, 'dropped') END,
	    attempts = COALESCE(o.attempts, e.attempts),
	    code = COALESCE(o.code, e.code),
	    ended_at = CASE WHEN o.id IS NULL THEN @now ELSE o.ended_at END
	FROM alert w
	LEFT JOIN outbox o ON o.cause_id = w.cause_id
	                  AND o.n = w.message_n
	WHERE w.channel = 'bot'
	  AND w.state = 'waiting'
	  AND e.id = w.id
	  AND (o.id IS NULL OR o.state <> 'waiting' OR o.code IS NOT NULL AND e.code IS NULL)`

// conditionsAtOnce is how many alarms one statement reads.
const conditionsAtOnce = 200

// MoveAlarms does what the clock must do with open alarms, and tells how many it moved.
// Any number of processes may do it at once: each alarm is moved under its lock, and who
// comes second finds nothing to do. An alarm that can't be moved stands in nobody's way.
func (db *DB) MoveAlarms(ctx context.Context) (moved int, err error) {
	now := db.now()
	if _, err := db.pool.Exec(ctx, syncAlerts, pgx.StrictNamedArgs{"now": now}); err != nil {
		return 0, fmt.Errorf("seeing what became of alerts: %w", err)
	}
	var faults []error
	for after := int64(0); ; {
		rows, _ := db.pool.Query(ctx, nextConditions, after, conditionsAtOnce) // CollectRows tells of its error
		found, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[condition])
		if err != nil {
			return moved, fmt.Errorf("looking at open alarms: %w", err)
		}
		for _, c := range found {
			did, err := db.moveOne(ctx, c, now)
			if err != nil {
				faults = append(faults, fmt.Errorf("moving alarm %d: %w", c.Alarm, err))
			}
			if did {
				moved++
			}
			after = c.Alarm
		}
		if len(found) < conditionsAtOnce {
			return moved, errors.Join(faults...)
		}
	}
}

// moveOne looks without a lock first: most alarms need nothing.
func (db *DB) moveOne(ctx context.Context, seen condition, now time.Time) (did bool, err error) {
	if all, err := db.movesOf(ctx, db.pool, seen, now); err != nil || len(all) == 0 {
		return false, err
	}
	err = pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, lockCondition, seen.Alarm)
		c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[condition])
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		all, err := db.movesOf(ctx, tx, c, now)
		if err != nil {
			return err
		}
		for _, m := range all {
			did = true
			if err := db.move(ctx, tx, c, m, now); err != nil {
				return err
			}
		}
		if did {
			db.at(PointChainMoved)
		}
		return nil
	})
	return did && err == nil, err
}

// movesOf reads how long the ladder is only where that counts: most alarms wait.
func (db *DB) movesOf(ctx context.Context, conn querier, c condition, now time.Time) ([]chain.Move, error) {
	if c.Waits(now) {
		return c.Moves(now, 0), nil
	}
	s, err := standingOf(ctx, conn, c.Alarm)
	if err != nil {
		return nil, err
	}
	return c.Moves(now, len(s.ladder.Steps)), nil
}

func (db *DB) move(ctx context.Context, tx pgx.Tx, c condition, m chain.Move, now time.Time) error {
	switch m.What {
	case chain.Climb:
		return db.climb(ctx, tx, climbing{alarm: c.Alarm, why: m.Why, round: m.Round, step: m.Step, at: now})
	case chain.Resume:
		return db.resume(ctx, tx, c, m, now)
	case chain.Unheard, chain.Unread:
		if err := db.tell(ctx, tx, c, dialog.Act{Kind: "alarm_" + m.What}, now); err != nil {
			return err
		}
	default:
		if err := db.remind(ctx, tx, c, m.What, now); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, insertAct, c.Organisation, c.Alarm, nil, nil, m.What, now)
	return err
}

const releaseAlarm = `
	UPDATE alarm
	SET taken_by = NULL,
	    taken_at = NULL,
	    held_until = NULL,
	    care_by = NULL,
	    care_at = NULL,
	    reason = NULL,
	    promise = NULL
	WHERE id = $1`

// resume puts an alarm back on the chain. Who had it hears it with the first step. Where
// a sign after closing is the reason, the receiver has begun the step with the sign.
func (db *DB) resume(ctx context.Context, tx pgx.Tx, c condition, m chain.Move, now time.Time) error {
	if _, err := tx.Exec(ctx, releaseAlarm, c.Alarm); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, insertAct, c.Organisation, c.Alarm, nil, c.TakenBy, chain.Resume, now); err != nil {
		return err
	}
	if err := db.tell(ctx, tx, c, dialog.Act{Kind: "alarm_resumed", Reason: m.Why}, now); err != nil {
		return err
	}
	if m.Why == chain.Again && c.StepAt != nil && !c.StepAt.Before(*c.PagedAt) {
		return nil
	}
	var owner int64
	if c.TakenBy != nil {
		owner = *c.TakenBy
	}
	return db.climb(ctx, tx, climbing{alarm: c.Alarm, why: m.Why, also: owner, at: now})
}

// tell puts an act into the person's talk, which makes the words, or none.
func (db *DB) tell(ctx context.Context, tx querier, c condition, act dialog.Act, now time.Time) error {
	_, err := db.enqueue(ctx, tx, []Item{{Person: c.Person, Source: FromAct, Ref: fmt.Sprintf("alarm:%d:%s:%d", c.Alarm, act.Kind, now.UnixMicro()),
		Input: dialog.Input{Kind: dialog.Acted, Act: &act}}})
	return err
}

// remind alerts the owner, or the supervisor on duty.
func (db *DB) remind(ctx context.Context, tx querier, c condition, what string, now time.Time) error {
	s, err := standingOf(ctx, tx, c.Alarm)
	if err != nil {
		return err
	}
	var who []reachable
	if what == chain.More || what == chain.Yours {
		who, err = db.reached(ctx, tx, s, nil, *c.TakenBy, now)
	} else {
		who, err = db.supervisors(ctx, tx, s, now)
	}
	if err != nil {
		return err
	}
	_, err = db.alertAll(ctx, tx, alerting{standing: s, kind: AlertKind(what), who: who, at: now})
	return err
}
