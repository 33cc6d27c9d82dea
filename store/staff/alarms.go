package staff

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// selectMyAlarms are open alarms of people whose pages who looks may open, and those that she was alerted to.
const selectMyAlarms = `
	SELECT a.person_id AS person, a.id, a.opened_at, COALESCE(a.taken_by, 0) AS taken_by, t.key AS taker_key, t.name AS taker_name,
	       COALESCE((
	           SELECT s.urgency
	           FROM alarm_step s
	           WHERE s.alarm_id = a.id
	           ORDER BY s.n DESC
	           LIMIT 1), 'now') AS urgency
	FROM alarm a
	LEFT JOIN person t ON t.id = a.taken_by
	WHERE a.organisation_id = desk_organisation()
	  AND a.closed_at IS NULL
	  AND a.drill_id IS NULL
	  AND (a.person_id = ANY ((SELECT desk_people())::bigint[])
	       OR EXISTS (
	           SELECT
	           FROM alert l
	           WHERE l.alarm_id = a.id
	             AND l.staff_id = desk_staff()))
	ORDER BY a.id`

// Alarms are the open ones that who looks should know of, bare: numbers and urgency. A
// drill is none: who is asked to take part has a message.
func (db *DB) Alarms(ctx context.Context, who Who) (all []*Alarm, err error) {
	err = db.as(ctx, who, "reading open alarms", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectMyAlarms) // CollectRows tells of its error
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[alarmRow])
		if err != nil {
			return err
		}
		home, err := zoneOf(ctx, tx)
		if err != nil {
			return err
		}
		for _, r := range found {
			a, err := db.bare(r, home)
			if err != nil {
				return err
			}
			all = append(all, a)
		}
		return nil
	})
	return all, err
}
