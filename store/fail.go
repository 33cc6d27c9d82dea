package store

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// Fail counts a turn that failed, in a transaction of its own, and tells how often this one did.
func (db *DB) Fail(ctx context.Context, inbox int64) (attempts int, err error) {
	err = db.pool.QueryRow(ctx, `
		UPDATE inbox
		SET attempts = attempts + 1
		WHERE id = $1
		RETURNING attempts`, inbox).Scan(&attempts)
	if err != nil {
		return 0, fmt.Errorf("counting the failure of turn %d: %w", inbox, notFound(err))
	}
	return attempts, nil
}

const setAside = `
	UPDATE inbox i
	SET set_aside_at = $1
	FROM conversation c
	WHERE i.id = $2
	  AND i.done_at IS NULL
	  AND i.set_aside_at IS NULL
	  AND c.id = i.conversation_id
	RETURNING i.source, c.person_id, i.organisation_id, i.bot_id, i.ref, i.payload, (SELECT p.key FROM person p WHERE p.id = c.person_id), (SELECT p.role FROM person p WHERE p.id = c.person_id)`

// SetAside takes an input out of the way of its talk, as it came. The person gets
// a fixed sentence and the mentor a note. An input that itself only tells of a
// failure is followed by the note alone, else it would go on for ever.
func (db *DB) SetAside(ctx context.Context, inbox int64) error {
	return db.inTx(ctx, fmt.Sprintf("setting turn %d aside", inbox), func(tx pgx.Tx) error {
		var a asideRow
		err := tx.QueryRow(ctx, setAside, db.now(), inbox).Scan(&a.source, &a.person, &a.organisation, &a.bot, &a.ref, &a.payload, &a.key, &a.role)
		if err != nil {
			return notFound(err)
		}
		if err := db.doubtful(ctx, tx, inbox, a); err != nil {
			return err
		}
		source, person := a.source, a.person
		ref := strconv.FormatInt(inbox, 10)
		items, err := db.address(ctx, tx, []noteFor{{ref: ref, source: FromFailed, note: dialog.Note{To: dialog.ToMentor, Key: NoteSetAside, Person: person, Lane: dialog.LanePush}}})
		if err != nil {
			return err
		}
		if source != FromFailed {
			items = append(items, Item{Person: person, Source: FromFailed, Ref: ref, Input: dialog.Input{Kind: dialog.Failed}})
		}
		_, err = db.enqueue(ctx, tx, items)
		return err
	})
}

// asideRow is an input that was set aside.
type asideRow struct {
	source               Source
	person, organisation int64
	bot                  int64
	ref                  string
	payload, key         []byte
	role                 dialog.Role
}

// doubtful alarms a human about an input that would have been asked about, or about a
// question that got no answer: nobody will ask it now. An input that can't even be
// opened says nothing; the mentor has the note.
func (db *DB) doubtful(ctx context.Context, tx pgx.Tx, inbox int64, a asideRow) error {
	if staff(a.role) {
		return nil
	}
	key, err := db.master.Unwrap(a.key, keyPlace(a.person))
	if err != nil {
		return nil
	}
	var in dialog.Input
	if err := key.OpenJSON(a.payload, inboxPlace("inbox.payload", a.bot, a.source, a.ref), &in); err != nil {
		return nil
	}
	silent := in.Kind == dialog.TimerDue && in.Due != nil && in.Due.Kind == dialog.DangerSilence
	if in.Risk.Outcome != risk.Ask && !silent {
		return nil
	}
	return db.raise(ctx, tx, danger{organisation: a.organisation, person: a.person, key: key, cause: inbox, words: in.Text, verdict: in.Risk, at: db.now()})
}
