package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
)

// selectReached finds the staff of some targets, and by what they can be reached. Day
// and hour are the organisation's.
const selectReached = `
	SELECT s.id AS person, s.organisation_id AS organisation, s.role, COALESCE(c.bot_id, 0) AS bot, COALESCE(c.id, 0) AS conversation, s.key,
	       s.unreachable_at IS NOT NULL AS gone,
	       EXISTS (SELECT FROM staff_address e WHERE e.staff_id = s.id AND e.channel = 'email')
	       OR EXISTS (SELECT FROM staff_account e WHERE e.staff_id = s.id AND e.email IS NOT NULL) AS email
	FROM person s
	CROSS JOIN (SELECT $4::timestamptz AT TIME ZONE zone AS local FROM organisation WHERE id = $1) AS t
	LEFT JOIN conversation c ON c.person_id = s.id
	WHERE s.organisation_id = $1
	  AND s.role IN ('mentor', 'supervisor')
	  AND s.erased_at IS NULL
	  AND ('all' = ANY ($3::text[])
	       OR s.id = $5
	       OR 'mentor' = ANY ($3::text[]) AND s.id = $2
	       OR 'supervisors' = ANY ($3::text[]) AND s.role = 'supervisor'
	       OR 'stand_in' = ANY ($3::text[]) AND EXISTS (
	           SELECT
	           FROM stand_in i
	           WHERE i.organisation_id = s.organisation_id
	             AND i.mentor_id = $2
	             AND i.staff_id = s.id
	             AND t.local::date BETWEEN i.from_day AND i.to_day)
	       OR 'on_duty' = ANY ($3::text[]) AND EXISTS (
	           SELECT
	           FROM duty_hour d
	           WHERE d.organisation_id = s.organisation_id
	             AND d.staff_id = s.id
	             AND d.weekday = EXTRACT(dow FROM t.local)
	             AND EXTRACT(hour FROM t.local) * 60 + EXTRACT(minute FROM t.local) >= d.from_minute
	             AND EXTRACT(hour FROM t.local) * 60 + EXTRACT(minute FROM t.local) < d.to_minute))
	ORDER BY s.id`

// reachable is one of the staff who is to be alerted.
type reachable struct {
	Person, Organisation, Bot, Conversation int64
	Role                                    dialog.Role
	Key                                     []byte
	Gone                                    bool // blocked the bot
	Email                                   bool
}

// reached finds whom a step is for.
func (db *DB) reached(ctx context.Context, conn querier, s standing, to []chain.Target, also int64, at time.Time) ([]reachable, error) {
	find := func(to []chain.Target) ([]reachable, error) {
		rows, _ := conn.Query(ctx, selectReached, s.Organisation, s.Mentor, column(to, func(t chain.Target) string { return string(t) }), at, also) // CollectRows tells of its error
		return pgx.CollectRows(rows, pgx.RowToStructByName[reachable])
	}
	who, err := chain.Reach(to, s.threat, find, func(r reachable) bool { return r.Role == dialog.Supervisor && r.Person != s.Mentor })
	if err != nil {
		return nil, fmt.Errorf("finding who hears of alarm %d: %w", s.Alarm, err)
	}
	return who, nil
}

// supervisors are those on duty, or, when none of them is, all.
func (db *DB) supervisors(ctx context.Context, conn querier, s standing, at time.Time) ([]reachable, error) {
	duty, err := db.reached(ctx, conn, s, []chain.Target{chain.OnDuty}, 0, at)
	if err != nil {
		return nil, err
	}
	duty = slices.DeleteFunc(duty, func(r reachable) bool { return r.Role != dialog.Supervisor })
	if len(duty) > 0 {
		return duty, nil
	}
	return db.reached(ctx, conn, s, []chain.Target{chain.Supervisors}, 0, at)
}
