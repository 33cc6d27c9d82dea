package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
)

// TellDrillFault says to everybody responsible in one organisation that its alarms may not
// arrive: to supervisors in their chat, and by the addresses that it gives, which the
// caller must use at once, past all queues. Within again only one process gets them, the
// others nil.
func (db *DB) TellDrillFault(ctx context.Context, organisation int64, again time.Duration) (map[chain.Channel][]Alert, error) {
	var all map[chain.Channel][]Alert
	err := db.inTx(ctx, "telling of a drill", func(tx pgx.Tx) error {
		now := db.now()
		tag, err := tx.Exec(ctx, tellOnce, fmt.Sprintf("drill:%d", organisation), now, now.Add(-again))
		if err != nil || tag.RowsAffected() == 0 {
			return err
		}
		if err := db.tellChats(ctx, tx, organisation, now); err != nil {
			return err
		}
		all = map[chain.Channel][]Alert{}
		for channel, sql := range map[chain.Channel]string{chain.ByEmail: selectWatching + whereOne, chain.ByWebhook: selectHooks + whereOne} {
			rows, _ := tx.Query(ctx, sql, organisation) // CollectRows tells of its error
			found, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[queuedAlert])
			if err != nil {
				return err
			}
			all[channel] = db.addressed(found, channel, AlertDrill)
		}
		return nil
	})
	return all, err
}

// addressed opens the addresses; one that can't be opened must not silence the others.
func (db *DB) addressed(found []queuedAlert, channel chain.Channel, kind AlertKind) (all []Alert) {
	for _, q := range found {
		a := q.Alert
		a.Kind, a.Urgency, a.At = kind, risk.Now, db.now()
		var err error
		if channel == chain.ByWebhook {
			a.Address, a.Secret, err = db.openWebhook(q.Org, q.URL, q.Hook)
		} else {
			a.Address, err = db.openAddress(q.Staff, q.Key, q.Sealed, q.Own)
		}
		if err == nil {
			all = append(all, a)
		}
	}
	return all
}

// tellChats puts the same into the chats of the supervisors.
func (db *DB) tellChats(ctx context.Context, tx pgx.Tx, organisation int64, now time.Time) error {
	if db.alert == nil {
		return nil
	}
	rows, _ := tx.Query(ctx, selectReached, organisation, 0, []string{string(chain.Supervisors)}, now, 0) // CollectRows tells of its error
	who, err := pgx.CollectRows(rows, pgx.RowToStructByName[reachable])
	if err != nil {
		return err
	}
	cause, err := one[int64](ctx, tx, `SELECT nextval('inbox_id_seq')`)
	if err != nil {
		return err
	}
	message := db.alert(AlertNews{Kind: AlertDrill, Urgency: risk.Now})
	message.Lane = dialog.LaneSafety
	var out []outboxRow
	for _, r := range who {
		if r.Conversation == 0 || r.Gone {
			continue
		}
		key, err := db.master.Unwrap(r.Key, keyPlace(r.Person))
		if err != nil {
			return err
		}
		o := outboxRow{organisation: r.Organisation, bot: r.Bot, conversation: r.Conversation, cause: cause, n: firstAlert + len(out), at: now}
		if err := o.seal(key, message); err != nil {
			return err
		}
		out = append(out, o)
	}
	if len(out) == 0 {
		return nil
	}
	_, err = tx.Exec(ctx, insertOutbox, outboxArgs(out)...)
	return err
}
