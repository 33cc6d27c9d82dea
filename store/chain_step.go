package store

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
)

// climbing is a step to begin.
type climbing struct {
	alarm       int64
	cause       int64 // the inbox row; 0 when it is the clock
	why         string
	round, step int   // from 1; 0 is the first
	also        int64 // somebody who hears it beside the step's own, 0 for nobody
	at          time.Time
}

// standing is an alarm as its next step must know it.
type standing struct {
	Alarm, Organisation, Person, Mentor int64
	Rules                               []byte
	Opening                             map[string][2]string
	Closed                              map[string]string
	Zone                                string
	N                                   int  // of the newest step
	Drill, Staff                        bool // a drill, and one that alerts real staff
	worst                               chain.Sign
	threat                              bool // one of its signs is a threat to somebody else
	ladder                              chain.Ladder
}

const selectStanding = `
	SELECT a.id AS alarm, a.organisation_id AS organisation, a.person_id AS person, COALESCE(p.mentor_id, 0) AS mentor, y.rules, o.opening, o.closed, o.zone,
	       COALESCE((SELECT max(n) FROM alarm_step WHERE alarm_id = a.id), 0) AS n,
	       d.id IS NOT NULL AS drill, COALESCE(d.staff, false) AS staff
	FROM alarm a
	JOIN organisation o ON o.id = a.organisation_id
	LEFT JOIN alarm_policy y ON y.id = a.policy_id
	LEFT JOIN person p ON p.id = a.person_id
	LEFT JOIN drill d ON d.id = a.drill_id
	WHERE a.id = $1`

func standingOf(ctx context.Context, conn querier, alarm int64) (s standing, err error) {
	rows, _ := conn.Query(ctx, selectStanding, alarm) // CollectExactlyOneRow tells of its error
	if s, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[standing]); err != nil {
		return s, fmt.Errorf("reading alarm %d: %w", alarm, notFound(err))
	}
	rows, _ = conn.Query(ctx, selectSigns, alarm)
	signs, err := pgx.CollectRows(rows, pgx.RowToStructByName[chain.Sign])
	if err != nil {
		return s, fmt.Errorf("reading alarm %d: %w", alarm, err)
	}
	policy, err := policyOf(s.Rules)
	if err != nil {
		// Somebody in danger must not wait until the policy is mended.
		policy = chain.Default
	}
	s.worst, s.threat = chain.Worst(signs), chain.Threatens(signs)
	s.ladder = policy.Ladder(s.worst.Category, s.worst.Urgency)
	return s, nil
}

// insertStep loses against somebody who begins the same step: the clock, or a receiver.
const insertStep = `
	INSERT INTO alarm_step (alarm_id, n, organisation_id, round, step, urgency, why, at, due_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
	ON CONFLICT DO NOTHING`

// climb begins a step and alerts those whom it is for. Where nobody of them can be
// reached the next follows at once, up to the last.
func (db *DB) climb(ctx context.Context, conn querier, c climbing) error {
	c.round, c.step = max(c.round, 1), max(c.step, 1)
	for range 3 { // the clock may have begun a step meanwhile; what we know is newer
		s, err := standingOf(ctx, conn, c.alarm)
		if err != nil {
			return err
		}
		began, err := db.climbOn(ctx, conn, s, c)
		if began || err != nil {
			return err
		}
	}
	return fmt.Errorf("beginning a step of alarm %d: others were quicker three times", c.alarm)
}

func (db *DB) climbOn(ctx context.Context, conn querier, s standing, c climbing) (began bool, err error) {
	for step := min(c.step, len(s.ladder.Steps)); ; step++ {
		rung := s.ladder.Steps[step-1]
		due, err := s.due(rung, c.at)
		if err != nil {
			return false, err
		}
		s.N++
		tag, err := conn.Exec(ctx, insertStep, s.Alarm, s.N, s.Organisation, c.round, step, cmp.Or(s.worst.Urgency, risk.Now), c.why, c.at, due)
		if err != nil {
			return false, fmt.Errorf("beginning step %d of alarm %d: %w", step, s.Alarm, err)
		}
		if tag.RowsAffected() == 0 {
			return false, nil
		}
		who, err := db.reached(ctx, conn, s, rung.To, c.also, c.at)
		if err != nil {
			return false, err
		}
		if len(who) == 0 && step < len(s.ladder.Steps) { // a pager alone does not make somebody of nobody
			c.why = chain.Nobody
			continue
		}
		reached, err := db.alertAll(ctx, conn, alerting{standing: s, kind: AlertAlarm, channels: rung.Channels, who: who, cause: c.cause, at: c.at})
		if err != nil || reached > 0 || step == len(s.ladder.Steps) {
			return true, err
		}
		c.why = chain.Undelivered
	}
}

// due is when the step after this one follows.
func (s standing) due(rung chain.Step, at time.Time) (time.Time, error) {
	var opens time.Time
	if s.ladder.OpenOnly {
		var err error
		if _, opens, err = hours(s.Opening, s.Closed, s.Zone, at); err != nil {
			return at, err
		}
	}
	return s.ladder.Due(rung, s.worst.Urgency, at, opens.UTC()), nil
}
