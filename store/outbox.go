package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// outboxRow is one message to insert. With a zero body it is kept as dropped.
type outboxRow struct {
	organisation, bot, conversation int64
	about                           int64 // 0 for none
	cause                           int64
	n                               int
	lane                            dialog.Lane
	generation                      int
	key, ref                        string
	body                            []byte
	at                              time.Time
}

func bodyPlace(cause int64, n int) seal.Place { return seal.At("outbox.body", cause, int64(n)) }

// seal takes over what may be read of a message and seals the rest.
func (r *outboxRow) seal(key seal.Key, m dialog.Message) (err error) {
	r.lane, r.key, r.ref = m.Lane, m.Key, m.Ref
	r.body, err = key.SealJSON(m, bodyPlace(r.cause, r.n))
	return err
}

const insertOutbox = `
	INSERT INTO outbox (organisation_id, bot_id, conversation_id, about_id, cause_id, n, lane, generation, key, ref, body, state, created_at, ended_at)
	SELECT r.organisation, r.bot, r.conversation, NULLIF(r.about, 0), r.cause, r.n, r.lane, r.generation, r.key, NULLIF(r.ref, ''), r.body,
	       CASE WHEN r.body IS NULL THEN 'dropped' ELSE 'waiting' END, r.at, CASE WHEN r.body IS NULL THEN r.at END
	FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::smallint[], $7::smallint[], $8::integer[],
	            $9::text[], $10::text[], $11::bytea[], $12::timestamptz[])
	     WITH ORDINALITY AS r (organisation, bot, conversation, about, cause, n, lane, generation, key, ref, body, at, place)
	ORDER BY r.place`

func outboxArgs(rows []outboxRow) []any {
	return []any{
		column(rows, func(r outboxRow) int64 { return r.organisation }),
		column(rows, func(r outboxRow) int64 { return r.bot }),
		column(rows, func(r outboxRow) int64 { return r.conversation }),
		column(rows, func(r outboxRow) int64 { return r.about }),
		column(rows, func(r outboxRow) int64 { return r.cause }),
		column(rows, func(r outboxRow) int16 { return int16(r.n) }),
		column(rows, func(r outboxRow) int16 { return int16(r.lane) }),
		column(rows, func(r outboxRow) int32 { return int32(r.generation) }),
		column(rows, func(r outboxRow) string { return r.key }),
		column(rows, func(r outboxRow) string { return r.ref }),
		column(rows, func(r outboxRow) []byte { return r.body }),
		column(rows, func(r outboxRow) time.Time { return r.at }),
	}
}

// Outgoing is a message whose turn it is to be sent.
type Outgoing struct {
	ID, Bot, Conversation, Chat int64
	Lane                        dialog.Lane
	Message                     dialog.Message
	Attempt                     int    // how often it was tried before
	PictureFileID               string // what the channel calls this picture, when it has it already
}

// outgoingRow is an Outgoing as it lies.
type outgoingRow struct {
	ID, Bot, Conversation, Chat, Cause, Person int64
	N, Lane, Attempts                          int16
	Body, Key                                  []byte
}

// selectOutgoing takes the first message of every talk, so that nobody's messages
// overtake each other: the lowest lane first, then the oldest. All that may keep a
// message back is asked in here, at the last moment: a human who has the talk, an
// alarm that came after the message was made, a person who can't be reached. Every bot
// gives its share only: all of the rest would be looked at and thrown away.
const selectOutgoing = `
	SELECT o.id, o.bot_id AS bot, o.conversation_id AS conversation, o.chat_id AS chat, o.cause_id AS cause, o.person_id AS person,
	       o.n, o.lane, o.attempts, o.body, o.key
	FROM unnest($1::bigint[]) AS b (id)
	CROSS JOIN LATERAL (
	    SELECT o.id, o.bot_id, o.conversation_id, o.cause_id, o.n, o.lane, o.attempts, o.body, c.chat_id, c.person_id, p.key
	    FROM outbox o
	    JOIN conversation c ON c.id = o.conversation_id
	    JOIN person p ON p.id = c.person_id
	    LEFT JOIN ownership w ON w.conversation_id = o.conversation_id
	    WHERE o.bot_id = b.id
	      AND o.state = 'waiting'
	      AND (o.not_before IS NULL OR o.not_before <= $2)
	      AND o.conversation_id <> ALL ($3::bigint[])
	      AND p.unreachable_at IS NULL
	      AND (o.lane = 0 OR o.generation = COALESCE(w.generation, 0))
	      AND o.id = (
	          SELECT e.id
	          FROM outbox e
	          WHERE e.conversation_id = o.conversation_id
	            AND e.ended_at IS NULL
	            AND (e.lane = 0 OR e.generation = o.generation)
	          ORDER BY e.lane, e.id
	          LIMIT 1)
	      AND NOT EXISTS (
	          SELECT
	          FROM alarm a
	          WHERE a.person_id = c.person_id
	            AND a.closed_at IS NULL
	            AND o.lane > 0
	            AND o.cause_id < a.cause_id)
	    ORDER BY o.lane, o.id
	    LIMIT 1 + $4::integer / GREATEST(cardinality($1::bigint[]), 1)) AS o
	ORDER BY o.lane, o.id
	LIMIT $4`

// Outgoing gives what may be sent now for these bots: at most one message a talk,
// and none for the talks in busy, which have one in flight. No bot gives more than
// its share of limit and one.
func (db *DB) Outgoing(ctx context.Context, bots, busy []int64, limit int) ([]Outgoing, error) {
	if busy == nil {
		busy = []int64{} // NULL would be no list at all
	}
	rows, _ := db.pool.Query(ctx, selectOutgoing, bots, db.now(), busy, limit) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[outgoingRow])
	if err != nil {
		return nil, fmt.Errorf("taking what is to be sent: %w", err)
	}
	out := make([]Outgoing, 0, len(found))
	var unreadable []Delivery
	for _, r := range found {
		o, err := db.openOutgoing(r)
		if err != nil {
			unreadable = append(unreadable, Delivery{Outgoing: r.ID, Refused: true, Code: "unreadable"})
			continue
		}
		out = append(out, o)
	}
	if len(unreadable) > 0 {
		if err := db.Delivered(ctx, unreadable); err != nil {
			return nil, err
		}
	}
	if out, err = db.keepBack(ctx, out); err != nil {
		return nil, err
	}
	return out, db.nameFiles(ctx, out)
}

func (db *DB) openOutgoing(r outgoingRow) (Outgoing, error) {
	o := Outgoing{ID: r.ID, Bot: r.Bot, Conversation: r.Conversation, Chat: r.Chat, Lane: dialog.Lane(r.Lane), Attempt: int(r.Attempts)}
	key, err := db.master.Unwrap(r.Key, keyPlace(r.Person))
	if err != nil {
		return o, err
	}
	return o, key.OpenJSON(r.Body, bodyPlace(r.Cause, int(r.N)), &o.Message)
}

// PictureHash names what is drawn, so that a picture the channel has already is
// not drawn and sent again.
func PictureHash(p dialog.Picture) string {
	text, err := json.Marshal(p)
	if err != nil {
		return "" // a picture is plain values; one that can't be written has no name
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

const selectFiles = `
	SELECT r.place, f.file_id
	FROM unnest($1::bigint[], $2::text[], $3::integer[]) AS r (bot, hash, place)
	JOIN picture_file f ON f.bot_id = r.bot
	                   AND f.hash = r.hash`

// nameFiles fills in PictureFileID.
func (db *DB) nameFiles(ctx context.Context, out []Outgoing) error {
	var bots []int64
	var hashes []string
	var places []int32
	for i, o := range out {
		if o.Message.Picture != nil {
			bots, hashes, places = append(bots, o.Bot), append(hashes, PictureHash(*o.Message.Picture)), append(places, int32(i))
		}
	}
	if len(bots) == 0 {
		return nil
	}
	rows, _ := db.pool.Query(ctx, selectFiles, bots, hashes, places)
	var place int
	var id string
	_, err := pgx.ForEachRow(rows, []any{&place, &id}, func() error {
		out[place].PictureFileID = id
		return nil
	})
	if err != nil {
		return fmt.Errorf("finding pictures that were sent before: %w", err)
	}
	return nil
}

// FileID is what the channel calls a picture that it has already, ErrNotFound when it has not.
func (db *DB) FileID(ctx context.Context, bot int64, hash string) (id string, err error) {
	err = db.pool.QueryRow(ctx, `SELECT file_id FROM picture_file WHERE bot_id = $1 AND hash = $2`, bot, hash).Scan(&id)
	if err != nil {
		return "", fmt.Errorf("finding a picture of bot %d: %w", bot, notFound(err))
	}
	return id, nil
}
