package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// What an evaluation looks at from outside, over everybody in this database: plain
// columns only, nothing sealed.

// Underway is what is not done yet: inputs without a turn, calls without an answer, and messages
// that could be sent now.
type Underway struct{ Inputs, Calls, Messages int }

// Unsettled counts what is still open, of messages those of one bot.
func (db *DB) Unsettled(ctx context.Context, bot int64) (o Underway, err error) {
	err = db.pool.QueryRow(ctx, `
		SELECT (SELECT count(*)
		        FROM inbox
		        WHERE COALESCE(done_at, set_aside_at) IS NULL),
		       (SELECT count(*)
		        FROM call
		        WHERE ended_at IS NULL),
		       (SELECT count(*)
		        FROM outbox
		        WHERE bot_id = @bot
		          AND state = 'waiting'
		          AND (not_before IS NULL OR not_before <= @now))`, pgx.StrictNamedArgs{"bot": bot, "now": db.now()}).Scan(&o.Inputs, &o.Calls, &o.Messages)
	if err != nil {
		return o, fmt.Errorf("looking what is still open: %w", err)
	}
	return o, nil
}

// NextTimer is when the first timer rings, zero when there is none.
func (db *DB) NextTimer(ctx context.Context) (at time.Time, err error) {
	err = db.pool.QueryRow(ctx, `
		SELECT due_at
		FROM timer
		ORDER BY due_at
		LIMIT 1`).Scan(&at)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return time.Time{}, fmt.Errorf("looking for the next timer: %w", err)
	}
	return at, nil
}

// SeenEvent is an event. ByModel says that what a language model answered caused it; the rules
// alone, after a call that failed, do not count.
type SeenEvent struct {
	ID      int64
	Person  int64
	Kind    string
	ByModel bool
}

// EventsAfter lists the events after the one with that number, in order.
func (db *DB) EventsAfter(ctx context.Context, id int64) ([]SeenEvent, error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT e.id, e.person_id AS person, e.kind,
		       EXISTS (SELECT
		               FROM inbox i
		               JOIN call k ON k.id = i.ref::bigint
		               WHERE i.id = e.cause_id
		                 AND i.source = 'call'
		                 AND k.use = 'used') AS by_model
		FROM event e
		WHERE e.id > $1
		ORDER BY e.id`, id) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[SeenEvent])
	if err != nil {
		return nil, fmt.Errorf("reading the events after %d: %w", id, err)
	}
	return all, nil
}

// WithStep lists who has an open goal with a step that has a day.
func (db *DB) WithStep(ctx context.Context) (people []int64, err error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT DISTINCT s.person_id
		FROM step s
		JOIN goal g ON g.person_id = s.person_id AND g.number = s.goal
		WHERE s.day IS NOT NULL
		  AND s.state IN ('open', 'asked')
		  AND g.state = 'open'
		  AND NOT s.mistaken
		  AND NOT g.mistaken`) // CollectRows tells of its error
	people, err = pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("looking who has a step: %w", err)
	}
	return people, nil
}

// SeenCalls are the calls of one kind that were made for one person.
type SeenCalls struct {
	Person              int64
	Kind                dialog.CallKind
	Calls               int
	Failed              int // no answer, or none that could be read
	Fixed               int // of those for a reply: the fixed texts spoke
	Dropped             int // the answer came to a question that was no longer open
	TokensIn, TokensOut int64
}

// CallsSeen counts all calls that have ended.
func (db *DB) CallsSeen(ctx context.Context) ([]SeenCalls, error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT person_id AS person, kind, count(*) AS calls,
		       count(*) FILTER (WHERE verdict <> 'ok') AS failed,
		       count(*) FILTER (WHERE use = 'fixed') AS fixed,
		       count(*) FILTER (WHERE use = 'dropped') AS dropped,
		       COALESCE(sum(tokens_in), 0) AS tokens_in, COALESCE(sum(tokens_out), 0) AS tokens_out
		FROM call
		WHERE ended_at IS NOT NULL
		GROUP BY person_id, kind
		ORDER BY person_id, kind`) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[SeenCalls])
	if err != nil {
		return nil, fmt.Errorf("counting calls: %w", err)
	}
	return all, nil
}

// AlarmsSeen counts the alarms about everybody, open and closed.
func (db *DB) AlarmsSeen(ctx context.Context) (map[int64]int, error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT person_id AS person, count(*) AS n
		FROM alarm
		GROUP BY person_id`) // CollectRows tells of its error
	type row struct {
		Person int64
		N      int
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
	if err != nil {
		return nil, fmt.Errorf("counting alarms: %w", err)
	}
	all := map[int64]int{}
	for _, r := range found {
		all[r.Person] = r.N
	}
	return all, nil
}
