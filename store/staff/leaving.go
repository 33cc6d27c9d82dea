package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// keptFor is how long somebody who left is known by name: as long as the trail is kept.
const keptFor = 2 * 365 * 24 * time.Hour

// EndAccess ends everything at once that a colleague could do: her sessions, the talks she
// has in hand, stand-ins and duty. Open alarms that she took go on along the chain. Her
// cases go to another mentor in the same act; with to 0 she must have none.
func (db *DB) EndAccess(ctx context.Context, who Who, colleague int64, was Access, to int64) (moved int, err error) {
	err = db.as(ctx, who, "ending a colleague's access", func(tx pgx.Tx) error {
		if to != 0 {
			if moved, err = db.handOver(ctx, tx, who, colleague, to, nil); err != nil {
				return err
			}
		}
		name, err := db.colleagueName(ctx, tx, colleague)
		if err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, `
			SELECT person_id, bot_id, conversation_id, key, true AS in_hand
			FROM desk_end_access(@whom, @was_role, @was_administrator, @now, @known)`, pgx.NamedArgs{"whom": colleague,
			"was_role": was.Role, "was_administrator": was.Administrator, "now": db.now(), "known": db.now().Add(keptFor)})
		people, err := pgx.CollectRows(rows, pgx.RowToStructByName[told])
		if err != nil {
			return refused(err)
		}
		var in []act
		for _, p := range people {
			in = append(in, act{p, dialog.Act{Staff: colleague, Name: name, Kind: "talk_abandoned"}})
		}
		if err := db.tell(ctx, tx, who, in); err != nil {
			return err
		}
		return db.audit(ctx, tx, who, entry{kind: KindLeave, other: colleague})
	})
	return moved, err
}
