package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

const recordRefused = `
	UPDATE outbox o
	SET state = 'refused',
	    code = NULLIF(r.code, ''),
	    ended_at = $1,
	    attempts = o.attempts + 1
	FROM unnest($2::bigint[], $3::text[], $4::boolean[]) AS r (id, code, gone),
	     conversation c
	WHERE o.id = r.id
	  AND o.state IN ('waiting', 'dropped')
	  AND c.id = o.conversation_id
	RETURNING o.id, c.person_id AS person, r.gone,
	          NOT EXISTS (SELECT FROM inbox i WHERE i.id = o.cause_id AND i.source IN ('delivery', 'failed')) AS tell`

const dropForGone = `
	UPDATE outbox o
	SET state = 'dropped',
	    body = NULL,
	    ended_at = $1
	FROM conversation c
	WHERE c.person_id = ANY($2)
	  AND o.conversation_id = c.id
	  AND o.ended_at IS NULL
	  AND o.lane > 0`

const recordGone = `
	UPDATE person
	SET unreachable_at = $1
	WHERE id = ANY($2)
	  AND unreachable_at IS NULL
	RETURNING id, role <> 'unknown' AS known`

type refused struct {
	ID, Person int64
	Gone, Tell bool
}

func (db *DB) refuse(ctx context.Context, pipe *pipe, b *pgx.Batch, failed []Delivery) error {
	var out []refused
	now := db.now()
	b.Queue(recordRefused, now, column(failed, outgoing), column(failed, func(d Delivery) string { return d.Code }),
		column(failed, func(d Delivery) bool { return d.Gone })).Query(func(rows pgx.Rows) (err error) {
		out, err = pgx.CollectRows(rows, pgx.RowToStructByName[refused])
		return err
	})
	if err := pipe.send(ctx, b); err != nil {
		return err
	}
	withdrawn := map[int64]bool{}
	for _, d := range failed {
		withdrawn[d.Outgoing] = d.Code == withdrawnCode
	}
	var items []Item
	var gone []int64
	for _, r := range out {
		switch {
		case r.Gone:
			gone = append(gone, r.Person)
		case r.Tell: // else a refusal of the word about a refusal would go on for ever
			items = append(items, Item{Person: r.Person, Source: FromDelivery, Ref: "refused:" + strconv.FormatInt(r.ID, 10), Input: failedInput(withdrawn[r.ID])})
		}
	}
	told, err := db.markGone(ctx, pipe, gone, now)
	if err != nil {
		return err
	}
	_, err = db.enqueue(ctx, pipe.conn, append(items, told...))
	return err
}

// markGone stops all that waits for people who can't be reached, and gives the notes about it.
func (db *DB) markGone(ctx context.Context, pipe *pipe, people []int64, now time.Time) ([]Item, error) {
	if len(people) == 0 {
		return nil, nil
	}
	var news []struct {
		ID    int64
		Known bool
	}
	b := &pgx.Batch{}
	b.Queue(dropForGone, now, people)
	b.Queue(recordGone, now, people).Query(func(rows pgx.Rows) (err error) {
		news, err = pgx.CollectRows(rows, pgx.RowToStructByName[struct {
			ID    int64
			Known bool
		}])
		return err
	})
	if err := pipe.send(ctx, b); err != nil {
		return nil, err
	}
	var notes []noteFor
	for _, n := range news {
		if n.Known {
			notes = append(notes, noteFor{ref: fmt.Sprintf("unreached:%d:%d", n.ID, now.Unix()), source: FromDelivery,
				note: dialog.Note{To: dialog.ToMentor, Key: NoteUnreached, Person: n.ID, Lane: dialog.LanePush}})
		}
	}
	return db.address(ctx, pipe.conn, notes)
}

// failedInput tells the talk that a message of its own was not sent, and whether that is
// because the words in it were withdrawn.
func failedInput(withdrawn bool) dialog.Input {
	in := dialog.Input{Kind: dialog.Failed}
	if withdrawn {
		in.Media = dialog.Withdrawn
	}
	return in
}
