package staff

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// selectPulse sums up what stands on the page of today, without opening a word.
const selectPulse = `
	SELECT md5(concat_ws('|', desk_day(),
	       (SELECT string_agg(concat_ws(',', p.id, p.wants_human_at, p.paused, p.unreachable_at, p.joined_at, p.mentor_id,
	                          (SELECT max(h.human_at) FROM casework h WHERE h.person_id = p.id),
	                          (SELECT given FROM consent s WHERE s.person_id = p.id AND s.what = 'sharing'),
	                          (SELECT string_agg(concat_ws('.', s.number, s.state, s.day), ';') FROM step s WHERE s.person_id = p.id AND s.state IN ('asked', 'open')),
	                          (SELECT string_agg(concat_ws('.', a.number, a.state, a.begins_at), ';') FROM appointment a WHERE a.person_id = p.id),
	                          (SELECT max(e.shared_at) FROM event e WHERE e.person_id = p.id AND e.share IN ('shared', 'bare'))), ' ' ORDER BY p.id)
	        FROM person p
	        WHERE p.id = ANY ($1)),
	       (SELECT string_agg(concat_ws(',', a.id, a.taken_by, (SELECT max(s.n) FROM alarm_step s WHERE s.alarm_id = a.id)), ' ' ORDER BY a.id)
	        FROM alarm a
	        WHERE a.organisation_id = desk_organisation()
	          AND a.closed_at IS NULL
	          AND a.drill_id IS NULL)))`

// Pulse changes when what who sees of her participants does: for pages that stay open.
func (db *DB) Pulse(ctx context.Context, who Who) (pulse string, err error) {
	err = db.as(ctx, who, "feeling for news", func(tx pgx.Tx) error {
		people, err := peopleOf(ctx, tx)
		if err != nil {
			return err
		}
		return tx.QueryRow(ctx, selectPulse, people).Scan(&pulse)
	})
	return pulse, err
}
