package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// Source says by which door an inbox row came in.
type Source string

// The sources.
const (
	FromUpdate   Source = "update"   // the channel
	FromTimer    Source = "timer"    // the clock
	FromNote     Source = "note"     // another talk, for staff
	FromAct      Source = "act"      // staff, for a participant
	FromCall     Source = "call"     // the answer of a slow call
	FromDelivery Source = "delivery" // a message of ours that was refused
	FromFailed   Source = "failed"   // a row that was set aside
)

// inboxRow is one row to insert.
type inboxRow struct {
	organisation, bot, conversation int64
	about                           int64 // 0 for none
	source                          Source
	ref, dedupe                     string
	payload, raw                    []byte
	at                              time.Time
}

// inboxPlace is where a row's payload and raw lie: known before the row has an id.
func inboxPlace(column string, bot int64, source Source, ref string) seal.Place {
	return seal.At(column, bot).Named(string(source)).Named(ref)
}

func (r *inboxRow) seal(key seal.Key, in dialog.Input, raw []byte) (err error) {
	if r.payload, err = key.SealJSON(in, inboxPlace("inbox.payload", r.bot, r.source, r.ref)); err != nil {
		return err
	}
	if raw != nil {
		r.raw, err = key.Seal(raw, inboxPlace("inbox.raw", r.bot, r.source, r.ref))
	}
	return err
}

// insertInbox leaves out what came before, whichever key tells so. The rows get
// their numbers in the order in which they are given.
const insertInbox = `
	INSERT INTO inbox (organisation_id, bot_id, conversation_id, about_id, source, ref, dedupe, payload, raw, received_at)
	SELECT r.organisation, r.bot, r.conversation, NULLIF(r.about, 0), r.source, r.ref, NULLIF(r.dedupe, ''), r.payload, r.raw, r.at
	FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bytea[], $10::timestamptz[])
	     WITH ORDINALITY AS r (organisation, bot, conversation, about, source, ref, dedupe, payload, raw, at, place)
	ORDER BY r.place
	ON CONFLICT DO NOTHING
	RETURNING id, ref`

func inboxArgs(rows []inboxRow) []any {
	return []any{
		column(rows, func(r inboxRow) int64 { return r.organisation }),
		column(rows, func(r inboxRow) int64 { return r.bot }),
		column(rows, func(r inboxRow) int64 { return r.conversation }),
		column(rows, func(r inboxRow) int64 { return r.about }),
		column(rows, func(r inboxRow) string { return string(r.source) }),
		column(rows, func(r inboxRow) string { return r.ref }),
		column(rows, func(r inboxRow) string { return r.dedupe }),
		column(rows, func(r inboxRow) []byte { return r.payload }),
		column(rows, func(r inboxRow) []byte { return r.raw }),
		column(rows, func(r inboxRow) time.Time { return r.at }),
	}
}

// Item is an input for somebody that does not come from the channel.
type Item struct {
	Person int64
	Source Source
	Ref    string // what makes it the same thing when it is put in again, unique a bot and source
	Input  dialog.Input
	About  int64 // the participant whom staff is told about, 0 for none
}

// Enqueue puts inputs into the inbox; one that is in already, and one for a person
// who is gone, is passed over. fresh counts the rest.
func (db *DB) Enqueue(ctx context.Context, items []Item) (fresh int, err error) {
	err = db.inTx(ctx, "putting inputs in the inbox", func(tx pgx.Tx) error {
		fresh, err = db.enqueue(ctx, tx, items)
		return err
	})
	return fresh, err
}

// querier is a transaction, or a connection that is in one.
type querier interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func (db *DB) enqueue(ctx context.Context, tx querier, items []Item) (fresh int, err error) {
	rows, err := db.inputs(ctx, tx, items)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	tag, err := tx.Exec(ctx, insertInbox, inboxArgs(rows)...)
	if err != nil {
		return 0, fmt.Errorf("inserting inputs: %w", err)
	}
	return int(tag.RowsAffected()), nil
}

// inputs seals items for the talks of their people; who is gone gets none.
func (db *DB) inputs(ctx context.Context, tx querier, items []Item) ([]inboxRow, error) {
	if len(items) == 0 {
		return nil, nil
	}
	talks, err := db.talks(ctx, tx, column(items, func(i Item) int64 { return i.Person }))
	if err != nil {
		return nil, err
	}
	var rows []inboxRow
	for _, item := range items {
		talk, ok := talks[item.Person]
		if !ok {
			continue
		}
		row := inboxRow{organisation: talk.Organisation, bot: talk.Bot, conversation: talk.Conversation,
			about: item.About, source: item.Source, ref: item.Ref, at: db.now()}
		if err := row.seal(talk.key, item.Input, nil); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// talk is where somebody can be spoken to, and the key for it.
type talk struct {
	Person, Organisation, Bot, Conversation int64
	Key                                     []byte
	key                                     seal.Key
}

const selectTalks = `
	SELECT p.id AS person, p.organisation_id AS organisation, c.bot_id AS bot, c.id AS conversation, p.key
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	WHERE p.id = ANY($1)`

// talks finds the talks of people; who is gone is not in the answer.
func (db *DB) talks(ctx context.Context, tx querier, people []int64) (map[int64]talk, error) {
	rows, err := tx.Query(ctx, selectTalks, people)
	if err != nil {
		return nil, fmt.Errorf("finding talks: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[talk])
	if err != nil {
		return nil, fmt.Errorf("finding talks: %w", err)
	}
	talks := make(map[int64]talk, len(found))
	for _, t := range found {
		if t.key, err = db.master.Unwrap(t.Key, keyPlace(t.Person)); err != nil {
			return nil, err
		}
		talks[t.Person] = t
	}
	return talks, nil
}

// keyPlace is where a person's wrapped key lies.
func keyPlace(person int64) seal.Place { return seal.PersonKey(person) }
