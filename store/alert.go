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

// firstAlert numbers alerts among the messages of one cause: a turn's own
// messages count from 0 and are never this many.
const firstAlert = 1000

// AlertKind says what an alert is for.
type AlertKind string

// The kinds.
const (
	AlertAlarm   AlertKind = "alarm"   // a step of the chain
	AlertMore    AlertKind = "more"    // to the owner: the person wrote again
	AlertYours   AlertKind = "yours"   // to the owner: a colleague handed it to her
	AlertSecond  AlertKind = "second"  // to the supervisor: nobody looked a second time
	AlertOverdue AlertKind = "overdue" // to the supervisor: open for too long
	AlertSilent  AlertKind = "silent"  // to everybody responsible: the program itself stands still
	AlertDrill   AlertKind = "drill"   // to everybody responsible: a drill failed, or did not take place
)

// AlertNews is all that an alert may tell: no name and no word of anybody.
type AlertNews struct {
	Kind          AlertKind
	Alarm, Person int64 // Person is the case number
	Urgency       risk.Urgency
	Drill         bool // nobody is in danger
}

// alerting is an alert to everybody of one step.
type alerting struct {
	standing
	kind     AlertKind
	channels []chain.Channel
	who      []reachable
	cause    int64 // 0 when it is the clock
	at       time.Time
}

func (a alerting) by(c chain.Channel) bool {
	return len(a.channels) == 0 || slices.Contains(a.channels, c)
}

// wakes tells whether real people are alerted: not by a drill that is not for them.
func (a alerting) wakes() bool { return !a.Drill || a.Staff }

// alertRow is one row of alert.
type alertRow struct {
	staff   int64 // 0 for the webhook, and for a drill that wakes nobody
	channel chain.Channel
	message int // number among the cause's messages, 0 for none
	state   string
	code    string
}

const insertAlerts = `
	INSERT INTO alert (alarm_id, n, cause_id, organisation_id, kind, at, staff_id, channel, message_n, state, code, ended_at)
	SELECT $1, $2, $3, $4, $5, $6, NULLIF(r.staff, 0), r.channel, NULLIF(r.message, 0), r.state, NULLIF(r.code, ''), CASE WHEN r.state <> 'waiting' THEN $6::timestamptz END
	FROM unnest($7::bigint[], $8::text[], $9::smallint[], $10::text[], $11::text[]) AS r (staff, channel, message, state, code)`

const hasWebhook = `
	SELECT EXISTS (SELECT FROM alarm_webhook WHERE organisation_id = $1)`

// alertAll writes the same bare alert for everybody, by every channel that leads
// somewhere, and tells how many of them wait to be sent. The bot's go into the outbox.
func (db *DB) alertAll(ctx context.Context, conn querier, a alerting) (waiting int, err error) {
	if db.alert == nil {
		return 0, nil
	}
	if a.cause == 0 {
		if a.cause, err = one[int64](ctx, conn, `SELECT nextval('inbox_id_seq')`); err != nil {
			return 0, fmt.Errorf("numbering the alerts of alarm %d: %w", a.Alarm, err)
		}
	}
	out, rows, err := db.alerts(a)
	if err != nil {
		return 0, err
	}
	if a.kind == AlertAlarm && a.by(chain.ByWebhook) && a.wakes() {
		has, err := one[bool](ctx, conn, hasWebhook, a.Organisation)
		if err != nil {
			return 0, fmt.Errorf("looking for a webhook: %w", err)
		}
		if has {
			rows = append(rows, alertRow{channel: chain.ByWebhook, state: "waiting"})
		}
	}
	if len(out) > 0 {
		if _, err := conn.Exec(ctx, insertOutbox, outboxArgs(out)...); err != nil {
			return 0, fmt.Errorf("alerting about alarm %d: %w", a.Alarm, err)
		}
	}
	if len(rows) > 0 {
		if _, err := conn.Exec(ctx, insertAlerts, alertArgs(a, rows)...); err != nil {
			return 0, fmt.Errorf("alerting about alarm %d: %w", a.Alarm, err)
		}
	}
	db.at(PointAlarmAlerted)
	for _, r := range rows {
		if r.state == "waiting" {
			waiting++
		}
	}
	return waiting, nil
}

// alerts makes the rows for staff.
func (db *DB) alerts(a alerting) (out []outboxRow, rows []alertRow, err error) {
	if !a.wakes() { // those whom it is for were found: that is what a drill wants to know
		if len(a.who) > 0 {
			rows = []alertRow{{channel: chain.ByDrill, state: "waiting"}}
		}
		return nil, rows, nil
	}
	message := db.alert(AlertNews{Kind: a.kind, Alarm: a.Alarm, Person: a.Person, Urgency: a.worst.Urgency, Drill: a.Drill})
	message.Lane = dialog.LaneSafety
	for _, r := range a.who {
		if r.Conversation != 0 && a.by(chain.ByBot) {
			if r.Gone { // it would wait for ever; that it could not go is kept
				rows = append(rows, alertRow{staff: r.Person, channel: chain.ByBot, state: "failed", code: "403"})
			} else {
				key, err := db.master.Unwrap(r.Key, keyPlace(r.Person))
				if err != nil {
					return nil, nil, err
				}
				o := outboxRow{organisation: r.Organisation, bot: r.Bot, conversation: r.Conversation, about: a.Person, cause: a.cause, n: firstAlert + len(out), at: a.at}
				if err := o.seal(key, message); err != nil {
					return nil, nil, err
				}
				out = append(out, o)
				rows = append(rows, alertRow{staff: r.Person, channel: chain.ByBot, message: o.n, state: "waiting"})
			}
		}
		if r.Email && a.by(chain.ByEmail) {
			rows = append(rows, alertRow{staff: r.Person, channel: chain.ByEmail, state: "waiting"})
		}
	}
	return out, rows, nil
}

func alertArgs(a alerting, rows []alertRow) []any {
	return []any{a.Alarm, a.N, a.cause, a.Organisation, a.kind, a.at,
		column(rows, func(r alertRow) int64 { return r.staff }),
		column(rows, func(r alertRow) string { return string(r.channel) }),
		column(rows, func(r alertRow) int16 { return int16(r.message) }),
		column(rows, func(r alertRow) string { return r.state }),
		column(rows, func(r alertRow) string { return r.code })}
}

// one reads a single value.
func one[T any](ctx context.Context, conn querier, sql string, args ...any) (T, error) {
	rows, _ := conn.Query(ctx, sql, args...) // CollectExactlyOneRow tells of its error
	return pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
}
