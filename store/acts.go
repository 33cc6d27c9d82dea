package store

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// MaxWords is how many characters a human may write to a person at once: what one
// message of the channel holds with the name before it.
const MaxWords = 3500

// ErrTooLong says that words are longer than MaxWords.
var ErrTooLong = errors.New("too many words for one message")

// selectActor finds a participant and one of the staff, both of one organisation.
// Who asked to be wiped is not there any more.
const selectActor = `
	SELECT p.id AS person, s.id AS staff, s.role, s.key, s.name
	FROM person p
	JOIN person s ON s.organisation_id = p.organisation_id
	WHERE p.organisation_id = $1
	  AND p.id = $2
	  AND p.role = 'participant'
	  AND p.wipe_at IS NULL
	  AND s.id = $3
	  AND s.role IN ('mentor', 'supervisor', 'administrator')`

type actorRow struct {
	Person, Staff int64
	Role          dialog.Role
	Key, Name     []byte
}

// ActOn carries an act of staff to a participant's talk, from the desk. ref makes it
// the same act when it comes again: then nothing happens and fresh is false. The first
// names in it are filled in here. It gives ErrNotFound when staff and participant are
// not both of the organisation; whether staff may do this is the caller's to check.
func (db *DB) ActOn(ctx context.Context, organisation, person int64, act dialog.Act, ref string) (fresh bool, err error) {
	err = db.inTx(ctx, fmt.Sprintf("doing something for person %d", person), func(tx pgx.Tx) error {
		fresh, err = db.actOn(ctx, tx, organisation, person, act, ref)
		return err
	})
	return fresh, err
}

func (db *DB) actOn(ctx context.Context, tx pgx.Tx, organisation, person int64, act dialog.Act, ref string) (bool, error) {
	if utf8.RuneCountInString(act.Words) > MaxWords {
		return false, ErrTooLong
	}
	actor, name, err := db.actor(ctx, tx, organisation, person, act.Staff)
	if err != nil {
		return false, err
	}
	act.Name = name
	if act.Mentor != 0 {
		if actor, act.Words, err = db.actor(ctx, tx, organisation, person, act.Mentor); err != nil {
			return false, err
		}
		if actor.Role != dialog.MentorRole {
			return false, ErrNotFound
		}
	}
	n, err := db.enqueue(ctx, tx, []Item{{Person: person, Source: FromAct, Ref: "desk:" + ref, Input: dialog.Input{Kind: dialog.Acted, Act: &act}}})
	return n > 0, err
}

// ActFor seals an act as the inbox keeps it, for who writes that row herself. key is the
// person's, bot her bot, and ref what the row will carry beside source 'act'.
func ActFor(key seal.Key, bot int64, ref string, act dialog.Act) (payload []byte, err error) {
	row := inboxRow{bot: bot, source: FromAct, ref: ref}
	err = row.seal(key, dialog.Input{Kind: dialog.Acted, Act: &act}, nil)
	return row.payload, err
}

// actor is one of the staff beside a participant, and the first name to tell.
func (db *DB) actor(ctx context.Context, tx querier, organisation, person, staff int64) (actorRow, string, error) {
	rows, _ := tx.Query(ctx, selectActor, organisation, person, staff) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[actorRow])
	if err != nil {
		return r, "", notFound(err)
	}
	name, err := db.takerName(r.Staff, r.Key, r.Name)
	return r, name, err
}
