package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store/seal"
)

// danger is what raises an alarm: a verdict over something a person said.
type danger struct {
	organisation, person int64
	key                  seal.Key
	cause                int64
	words                string
	verdict              risk.Verdict
	at                   time.Time
}

// openAlarm begins an alarm under the newest policy of its organisation. That of a
// drill's test person knows its drill.
const openAlarm = `
	INSERT INTO alarm (organisation_id, person_id, cause_id, opened_at, policy_id, drill_id)
	VALUES ($1, $2, $3, $4, (SELECT id FROM alarm_policy WHERE organisation_id = $1 ORDER BY id DESC LIMIT 1), (
	    SELECT d.id
	    FROM conversation c
	    JOIN bot b ON b.id = c.bot_id
	    JOIN drill d ON d.id = c.chat_id
	                AND d.organisation_id = c.organisation_id
	    WHERE c.person_id = $2
	      AND b.channel = 'drill'))
	ON CONFLICT (person_id) WHERE closed_at IS NULL DO NOTHING
	RETURNING id, false AS care`

// holdAlarm keeps an open alarm from being closed until this sign is on it. It
// does not wait for somebody who is just taking it.
const holdAlarm = `
	SELECT id, care_at IS NOT NULL AS care
	FROM alarm
	WHERE person_id = $1
	  AND closed_at IS NULL
	FOR KEY SHARE`

const selectSigns = `
	SELECT category, urgency
	FROM alarm_sign
	WHERE alarm_id = $1
	  AND urgency <> 'none'`

// insertSign keeps the graver word on one message: the receiver put it on the alarm
// because one is open, and then the talk saw danger in it.
const insertSign = `
	INSERT INTO alarm_sign (alarm_id, cause_id, organisation_id, category, urgency, words, at)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (alarm_id, cause_id) DO UPDATE
	SET category = EXCLUDED.category,
	    urgency = EXCLUDED.urgency,
	    words = EXCLUDED.words
	WHERE alarm_sign.urgency = 'none'`

// raise puts a sign on the person's open alarm, or on a new one. The chain begins at
// the first sign, at every one that makes it worse, and where a human thought it over.
func (db *DB) raise(ctx context.Context, conn querier, d danger) error {
	if d.verdict.Urgency == "" {
		d.verdict.Urgency = risk.Now
	}
	alarm, care, err := alarmOf(ctx, conn, d)
	if err != nil {
		return fmt.Errorf("opening an alarm: %w", err)
	}
	rows, _ := conn.Query(ctx, selectSigns, alarm) // CollectRows tells of its error
	before, err := pgx.CollectRows(rows, pgx.RowToStructByName[chain.Sign])
	if err != nil {
		return fmt.Errorf("reading alarm %d: %w", alarm, err)
	}
	if err := putSign(ctx, conn, alarm, d); err != nil {
		return err
	}
	db.at(PointAlarmRaised)
	why := chain.Calls(before, chain.Sign{Category: d.verdict.Category, Urgency: d.verdict.Urgency}, care)
	if why == "" {
		return nil
	}
	return db.climb(ctx, conn, climbing{alarm: alarm, cause: d.cause, why: why, at: d.at})
}

func putSign(ctx context.Context, conn querier, alarm int64, d danger) error {
	words, err := d.key.SealText(d.words, seal.At("alarm_sign.words", d.cause))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, insertSign, alarm, d.cause, d.organisation, d.verdict.Category, d.verdict.Urgency, words, d.at)
	if err != nil {
		return fmt.Errorf("adding to alarm %d: %w", alarm, err)
	}
	return nil
}

// appendTo puts what somebody writes on her open alarm; nothing when it closed meanwhile.
func appendTo(ctx context.Context, conn querier, d danger) error {
	rows, _ := conn.Query(ctx, holdAlarm, d.person) // CollectExactlyOneRow tells of its error
	held, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[heldAlarm])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("finding an open alarm: %w", err)
	}
	d.verdict = risk.Verdict{Category: "none", Urgency: chain.NotUrgent}
	return putSign(ctx, conn, held.ID, d)
}

type heldAlarm struct {
	ID   int64
	Care bool
}

// alarmOf finds the person's open alarm, or opens one. It looks first: an insert
// would wait for somebody who is just taking the alarm.
func alarmOf(ctx context.Context, conn querier, d danger) (id int64, care bool, err error) {
	var held heldAlarm
	for range 5 { // it may be opened or closed between the two statements
		rows, _ := conn.Query(ctx, holdAlarm, d.person) // CollectExactlyOneRow tells of its error
		held, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[heldAlarm])
		if errors.Is(err, pgx.ErrNoRows) {
			rows, _ = conn.Query(ctx, openAlarm, d.organisation, d.person, d.cause, d.at)
			held, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[heldAlarm])
		}
		if !errors.Is(err, pgx.ErrNoRows) {
			return held.ID, held.Care, err
		}
	}
	return 0, false, err
}
