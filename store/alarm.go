package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"stapmaat/dialog/risk"
	"stapmaat/store/seal"
)

// sign is one message that asked for a human.
type sign struct {
	Category risk.Category
	Urgency  risk.Urgency
}

func rank(u risk.Urgency) int {
	switch u {
	case risk.Now:
		return 3
	case risk.Today:
		return 2
	}
	return 1
}

// worst is what an alarm is as a whole: the most urgent of its signs, and among
// those suicide before all else. More signs raise it and never lower it.
func worst(signs []sign) sign {
	var w sign
	for _, s := range signs {
		switch {
		case rank(s.Urgency) > rank(w.Urgency), w.Urgency == "":
			w = s
		case rank(s.Urgency) == rank(w.Urgency) && s.Category == risk.Suicide:
			w = s
		}
	}
	return w
}

// danger is what raises an alarm: a verdict over something a person said.
type danger struct {
	organisation, person, mentor int64
	key                          seal.Key
	cause                        int64
	words                        string
	verdict                      risk.Verdict
	at                           time.Time
}

const openAlarm = `
	INSERT INTO alarm (organisation_id, person_id, cause_id, opened_at)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (person_id) WHERE closed_at IS NULL DO NOTHING
	RETURNING id`

// holdAlarm keeps an open alarm from being closed until this sign is on it. It
// does not wait for somebody who is just taking it.
const holdAlarm = `
	SELECT id
	FROM alarm
	WHERE person_id = $1
	  AND closed_at IS NULL
	FOR KEY SHARE`

const selectSigns = `
	SELECT category, urgency
	FROM alarm_sign
	WHERE alarm_id = $1`

const insertSign = `
	INSERT INTO alarm_sign (alarm_id, cause_id, organisation_id, category, urgency, words, at)
	VALUES ($1, $2, $3, $4, $5, $6, $7)`

// raise puts a sign on the person's open alarm, or on a new one. Staff is alerted
// at the first sign and at every one that makes it worse.
func (db *DB) raise(ctx context.Context, conn *pgxpool.Conn, d danger) error {
	if d.verdict.Urgency == "" {
		d.verdict.Urgency = risk.Now
	}
	alarm, err := alarmOf(ctx, conn, d)
	if err != nil {
		return fmt.Errorf("opening an alarm: %w", err)
	}
	rows, _ := conn.Query(ctx, selectSigns, alarm) // CollectRows tells of its error
	before, err := pgx.CollectRows(rows, pgx.RowToStructByName[sign])
	if err != nil {
		return fmt.Errorf("reading alarm %d: %w", alarm, err)
	}
	words, err := d.key.SealText(d.words, seal.At("alarm_sign.words", d.cause))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, insertSign, alarm, d.cause, d.organisation, d.verdict.Category, d.verdict.Urgency, words, d.at)
	if err != nil {
		return fmt.Errorf("adding to alarm %d: %w", alarm, err)
	}
	now := append(before, sign{d.verdict.Category, d.verdict.Urgency})
	if len(before) > 0 && worst(now) == worst(before) {
		return nil
	}
	return db.alertStaff(ctx, conn, alarm, worst(now).Urgency, d)
}

// alarmOf finds the person's open alarm, or opens one. It looks first: an insert
// would wait for somebody who is just taking the alarm.
func alarmOf(ctx context.Context, conn *pgxpool.Conn, d danger) (id int64, err error) {
	for range 5 { // it may be opened or closed between the two statements
		err = conn.QueryRow(ctx, holdAlarm, d.person).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			err = conn.QueryRow(ctx, openAlarm, d.organisation, d.person, d.cause, d.at).Scan(&id)
		}
		if !errors.Is(err, pgx.ErrNoRows) {
			return id, err
		}
	}
	return 0, err
}

const closeAlarm = `
	UPDATE alarm
	SET closed_by = @staff,
	    closed_at = @at
	WHERE id = (SELECT id FROM alarm WHERE id = @alarm AND closed_at IS NULL FOR UPDATE)`

// CloseAlarm ends an alarm: only a human does. It gives ErrNotFound when the alarm
// is not open. Its row is locked first, so that no sign can still be put on it.
func (db *DB) CloseAlarm(ctx context.Context, alarm, staff int64) error {
	tag, err := db.pool.Exec(ctx, closeAlarm, pgx.StrictNamedArgs{"alarm": alarm, "staff": staff, "at": db.now()})
	if err == nil && tag.RowsAffected() == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("closing alarm %d: %w", alarm, err)
	}
	return nil
}
