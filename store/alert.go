package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// firstAlert numbers alerts among the messages of one cause: a turn's own
// messages count from 0 and are never this many.
const firstAlert = 1000

// selectAlerted finds who hears of an alarm: the person's mentor and all
// supervisors, as far as they can be reached.
const selectAlerted = `
	SELECT p.id AS person, p.organisation_id AS organisation, c.bot_id AS bot, c.id AS conversation, p.key
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	WHERE p.organisation_id = $1
	  AND p.role IN ('mentor', 'supervisor')
	  AND (p.id = $2 OR p.role = 'supervisor')
	  AND p.unreachable_at IS NULL
	ORDER BY p.id`

const insertAlerts = `
	INSERT INTO alert (alarm_id, cause_id, staff_id, organisation_id, at, n, kind, channel, state)
	SELECT $1, $2, r.staff, $3, $4, 1, 'alarm', 'bot', 'waiting'
	FROM unnest($5::bigint[]) AS r (staff)`

// alertStaff writes the same bare message to everybody who can act.
func (db *DB) alertStaff(ctx context.Context, conn *pgxpool.Conn, alarm int64, urgency risk.Urgency, d danger) error {
	if db.alert == nil {
		return nil
	}
	rows, _ := conn.Query(ctx, selectAlerted, d.organisation, d.mentor) // CollectRows tells of its error
	staff, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[talk])
	if err != nil {
		return fmt.Errorf("finding who hears of alarm %d: %w", alarm, err)
	}
	if len(staff) == 0 {
		return nil
	}
	message := db.alert(alarm, d.person, urgency)
	message.Lane = dialog.LaneSafety
	out := make([]outboxRow, len(staff))
	for i, s := range staff {
		if s.key, err = db.master.Unwrap(s.Key, keyPlace(s.Person)); err != nil {
			return err
		}
		out[i] = outboxRow{organisation: s.Organisation, bot: s.Bot, conversation: s.Conversation, about: d.person, cause: d.cause, n: firstAlert + i, at: d.at}
		if err := out[i].seal(s.key, message); err != nil {
			return err
		}
	}
	b := &pgx.Batch{}
	b.Queue(insertOutbox, outboxArgs(out)...)
	b.Queue(insertAlerts, alarm, d.cause, d.organisation, d.at, column(staff, func(t talk) int64 { return t.Person }))
	if err := conn.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("alerting about alarm %d: %w", alarm, err)
	}
	return nil
}
