package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
)

// Alert is one that goes by e-mail or webhook. It has no name and no word of anybody.
type Alert struct {
	ID            int64
	Kind          AlertKind
	Alarm, Person int64 // Person is the case number
	Urgency       risk.Urgency
	Drill         bool // nobody is in danger
	Organisation  string
	At            time.Time
	Attempt       int    // how often it was tried before
	Address       string // of the reader, or of the webhook
	Secret        string // of the webhook
}

// AlertOutcome is what came of one attempt. With neither it is tried again.
type AlertOutcome struct {
	Sent    bool
	Refused bool   // trying again is of no use
	Code    string // "550", "network": for people to read
}

// How often an alert is tried, and how long after it. The chain does not wait for it:
// an alert that failed once counts as not delivered until it is.
var alertAgain = []time.Duration{10 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute}

// selectAlert takes the longest waiting one, and keeps it from all others as long as it
// is being sent: the lock goes with the process. An alert of an alarm that somebody has
// taken meanwhile wakes nobody any more.
const selectAlert = `
	SELECT e.id, e.kind, e.alarm_id AS alarm, a.person_id AS person, s.urgency, o.name AS organisation, e.at, e.attempts AS attempt,
	       e.organisation_id AS org, COALESCE(e.staff_id, 0) AS staff, p.key, COALESCE(d.address, t.email) AS sealed, d.address IS NOT NULL AS own, w.url, w.secret AS hook,
	       a.drill_id IS NOT NULL AS drill,
	       e.kind = 'alarm' AND (a.taken_by IS NOT NULL OR a.closed_at IS NOT NULL) AS over
	FROM alert e
	JOIN alarm a ON a.id = e.alarm_id
	JOIN organisation o ON o.id = e.organisation_id
	JOIN alarm_step s ON s.alarm_id = e.alarm_id
	                 AND s.n = e.n
	LEFT JOIN person p ON p.id = e.staff_id
	LEFT JOIN staff_address d ON d.staff_id = e.staff_id
	                         AND d.channel = 'email'
	LEFT JOIN staff_account t ON t.staff_id = e.staff_id
	LEFT JOIN alarm_webhook w ON w.organisation_id = e.organisation_id
	WHERE e.state = 'waiting'
	  AND e.channel = $1
	  AND (e.not_before IS NULL OR e.not_before <= $2)
	ORDER BY e.id
	LIMIT 1
	FOR UPDATE OF e SKIP LOCKED`

type queuedAlert struct {
	Alert
	Org, Staff int64
	Key        []byte
	Sealed     []byte
	Own, Over  bool
	URL, Hook  []byte
}

const endAlert = `
	UPDATE alert
	SET state = @state,
	    attempts = attempts + 1,
	    not_before = @again,
	    code = COALESCE(NULLIF(@code, ''), code),
	    ended_at = CASE WHEN @state <> 'waiting' THEN @now::timestamptz END
	WHERE id = @id`

// SendAlert hands the next alert of a channel to send and records what came of it;
// false when none waits. It may be sent again only if the process dies in between.
func (db *DB) SendAlert(ctx context.Context, channel chain.Channel, send func(context.Context, Alert) AlertOutcome) (found bool, err error) {
	err = db.inTx(ctx, "sending an alert by "+string(channel), func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectAlert, channel, db.now()) // CollectExactlyOneRow tells of its error
		q, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[queuedAlert])
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		found = true
		db.at(PointAlertTaken)
		state, again, outcome := "dropped", (*time.Time)(nil), AlertOutcome{Code: "taken"}
		if !q.Over {
			outcome = db.attempt(ctx, q, channel, send)
			state, again = outcome.then(q.Attempt, db.now())
		}
		db.at(PointAlertSent)
		_, err = tx.Exec(ctx, endAlert, pgx.StrictNamedArgs{"id": q.ID, "state": state, "again": again, "code": outcome.Code, "now": db.now()})
		return err
	})
	return found, err
}

// then says how it goes on with an alert after an attempt.
func (o AlertOutcome) then(attempt int, now time.Time) (state string, again *time.Time) {
	switch {
	case o.Sent:
		return "sent", nil
	case o.Refused || attempt >= len(alertAgain):
		return "failed", nil
	}
	at := now.Add(alertAgain[attempt])
	return "waiting", &at
}

func (db *DB) attempt(ctx context.Context, q queuedAlert, channel chain.Channel, send func(context.Context, Alert) AlertOutcome) AlertOutcome {
	a := q.Alert
	var err error
	switch channel {
	case chain.ByDrill:
		return send(ctx, a) // it goes nowhere
	case chain.ByWebhook:
		a.Address, a.Secret, err = db.openWebhook(q.Org, q.URL, q.Hook)
	default:
		a.Address, err = db.openAddress(q.Staff, q.Key, q.Sealed, q.Own)
	}
	if err != nil || a.Address == "" {
		return AlertOutcome{Refused: true, Code: "address"}
	}
	return send(ctx, a)
}

func (db *DB) openAddress(staff int64, wrapped, sealed []byte, own bool) (string, error) {
	key, err := db.master.Unwrap(wrapped, keyPlace(staff))
	if err != nil {
		return "", err
	}
	if own {
		return key.OpenText(sealed, addressPlace(staff))
	}
	return key.OpenText(sealed, EmailPlace(staff))
}

// SilentFor is how long something may be late before the program itself counts as silent.
const SilentFor = time.Minute

const selectSilent = `
	SELECT count(*)
	FROM alarm a
	LEFT JOIN LATERAL (SELECT due_at FROM alarm_step WHERE alarm_id = a.id ORDER BY n DESC LIMIT 1) AS s ON true
	WHERE a.closed_at IS NULL
	  AND (a.taken_by IS NULL AND COALESCE(s.due_at, a.opened_at) < $1
	       OR a.care_at IS NULL AND a.held_until < $1
	       OR EXISTS (SELECT FROM alert e WHERE e.alarm_id = a.id AND e.state = 'waiting' AND e.code IS NULL AND e.at < $1))`

// Silent is the dead-man's question: how many alarms should have moved, or have alerts
// that should be gone, and nobody did it. It asks the database, not any process.
func (db *DB) Silent(ctx context.Context) (alarms int, err error) {
	if err := db.pool.QueryRow(ctx, selectSilent, db.now().Add(-SilentFor)).Scan(&alarms); err != nil {
		return 0, fmt.Errorf("looking for alarms that stand still: %w", err)
	}
	return alarms, nil
}

const tellOnce = `
	INSERT INTO watch_told (what, at)
	VALUES ($1, $2)
	ON CONFLICT (what) DO UPDATE
	SET at = EXCLUDED.at
	WHERE watch_told.at <= $3`

const selectWatching = `
	SELECT s.id AS staff, o.id AS org, o.name AS organisation, s.key, COALESCE(d.address, t.email) AS sealed, d.address IS NOT NULL AS own
	FROM organisation o
	JOIN person s ON s.organisation_id = o.id
	             AND s.role = 'supervisor'
	LEFT JOIN staff_address d ON d.staff_id = s.id
	                         AND d.channel = 'email'
	LEFT JOIN staff_account t ON t.staff_id = s.id
	WHERE COALESCE(d.address, t.email) IS NOT NULL`

const selectHooks = `
	SELECT w.organisation_id AS org, o.name AS organisation, w.url, w.secret AS hook
	FROM alarm_webhook w
	JOIN organisation o ON o.id = w.organisation_id
	WHERE true`

const (
	whereAlarm = `
	  AND EXISTS (SELECT FROM alarm a WHERE a.organisation_id = o.id AND a.closed_at IS NULL)`
	whereOne = `
	  AND o.id = $1`
)

// Watchers are those who must hear that the program is silent: the supervisors and
// webhooks of organisations with an open alarm, by channel. Of all processes that ask
// within again only one gets them.
func (db *DB) Watchers(ctx context.Context, again time.Duration) (map[chain.Channel][]Alert, error) {
	tag, err := db.pool.Exec(ctx, tellOnce, "silent", db.now(), db.now().Add(-again))
	if err != nil || tag.RowsAffected() == 0 {
		return nil, err
	}
	all := map[chain.Channel][]Alert{}
	for channel, sql := range map[chain.Channel]string{chain.ByEmail: selectWatching + whereAlarm, chain.ByWebhook: selectHooks + whereAlarm} {
		rows, _ := db.pool.Query(ctx, sql) // CollectRows tells of its error
		found, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[queuedAlert])
		if err != nil {
			return nil, fmt.Errorf("finding who must hear of a silent program: %w", err)
		}
		all[channel] = db.addressed(found, channel, AlertSilent)
	}
	return all, nil
}
