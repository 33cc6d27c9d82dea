package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// Arrival is one update of a channel, screened.
type Arrival struct {
	Ref    string       // the channel's number for it, unique a bot
	Dedupe string       // "m:<chat>:<message>" or "c:<callback>"; "" when nothing else tells that it came before
	Chat   int64        // whose it is
	Input  dialog.Input // Risk is filled in already
	Raw    []byte       // the update as it came, for people who look at what was set aside
	At     time.Time
}

// Receive takes in a batch of one bot in one transaction: only after it may the
// channel hear that we have them. What came before is passed over; fresh counts
// the rest. nextOffset is where polling goes on, 0 when nobody polls. New chats
// get a person, a key and 24 hours; inputs that page raise their alarm. It never
// waits for a turn.
func (db *DB) Receive(ctx context.Context, bot int64, batch []Arrival, nextOffset int64) (fresh int, err error) {
	return db.ReceiveScreened(ctx, bot, batch, nextOffset, nil)
}

// ReceiveScreened is Receive that screens the batch itself, in the transaction that
// takes it in: Risk is filled in here, and what the screen remembers is kept with it.
func (db *DB) ReceiveScreened(ctx context.Context, bot int64, batch []Arrival, nextOffset int64, screen Screen) (fresh int, err error) {
	for range 3 { // somebody of the batch may be destroyed meanwhile, and is then new
		if fresh, err = db.receiveOnce(ctx, bot, batch, nextOffset, screen); !pointsNowhere(err) {
			break
		}
	}
	return fresh, err
}

func (db *DB) receiveOnce(ctx context.Context, bot int64, batch []Arrival, nextOffset int64, screen Screen) (fresh int, err error) {
	r := receiving{db: db, source: FromUpdate, bot: bot, now: db.now(), screen: screen}
	pipe, b, err := db.begin(ctx)
	if err != nil {
		return 0, err
	}
	r.pipe = pipe
	defer pipe.end()
	if err := r.receive(ctx, b, batch, nextOffset); err != nil {
		return 0, fmt.Errorf("receiving %d updates of bot %d: %w", len(batch), bot, err)
	}
	return len(r.ids), nil
}

// receiving is one Receive on its way.
type receiving struct {
	db           *DB
	pipe         *pipe
	source       Source
	bot          int64
	organisation int64
	now          time.Time
	screen       Screen              // nil when Risk is filled in already
	known        map[int64]*knownRow // by chat; only when there is a screen
	chats        map[int64]*chat
	ids          map[string]int64 // of the fresh rows, by ref
}

// chat is where an arrival belongs.
type chat struct {
	Chat, Conversation, Person int64
	Alarm                      int64 // the person's open alarm, 0 for none
	Role                       dialog.Role
	Key                        []byte
	key                        seal.Key
}

// lockBot makes receiving one bot's updates one at a time, so that a new chat is made once.
const lockBot = `
	SELECT organisation_id
	FROM bot
	WHERE id = $1
	FOR NO KEY UPDATE`

const moveOffset = `
	UPDATE bot
	SET next_offset = $2
	WHERE id = $1
	RETURNING organisation_id`

const selectChats = `
	SELECT c.chat_id AS chat, c.id AS conversation, p.id AS person, COALESCE(a.id, 0) AS alarm, p.role, p.key
	FROM conversation c
	JOIN person p ON p.id = c.person_id
	LEFT JOIN alarm a ON a.person_id = p.id
	                 AND a.closed_at IS NULL
	WHERE c.bot_id = $1
	  AND c.chat_id = ANY($2)`

func (r *receiving) receive(ctx context.Context, b *pgx.Batch, batch []Arrival, nextOffset int64) error {
	if err := r.look(ctx, b, batch, nextOffset); err != nil {
		return err
	}
	if err := r.welcome(ctx, batch); err != nil {
		return err
	}
	r.read(batch)
	b, err := r.insert(batch)
	if err != nil {
		return err
	}
	if err := r.remember(b); err != nil {
		return err
	}
	if r.alarming(batch) {
		if err := r.pipe.send(ctx, b); err != nil {
			return err
		}
		if err := r.raise(ctx, batch); err != nil {
			return err
		}
		b = &pgx.Batch{}
	}
	return r.pipe.commit(ctx, b, r.db.fault, PointReceiveInserted)
}

// look finds the organisation and the chats that are known, and moves the offset.
func (r *receiving) look(ctx context.Context, b *pgx.Batch, batch []Arrival, nextOffset int64) error {
	organisation := func(row pgx.Row) error { return notFound(row.Scan(&r.organisation)) }
	if nextOffset == 0 {
		b.Queue(lockBot, r.bot).QueryRow(organisation)
	} else {
		b.Queue(moveOffset, r.bot, nextOffset).QueryRow(organisation)
	}
	r.chats = make(map[int64]*chat, len(batch))
	b.Queue(selectChats, r.bot, column(batch, func(a Arrival) int64 { return a.Chat })).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByNameLax[chat])
		for _, c := range found {
			r.chats[c.Chat] = c
		}
		return err
	})
	r.queueKnown(b, batch)
	if err := r.pipe.send(ctx, b); err != nil {
		return err
	}
	for _, c := range r.chats {
		var err error
		if c.key, err = r.db.master.Unwrap(c.Key, keyPlace(c.Person)); err != nil {
			return err
		}
	}
	return nil
}

// insert seals the arrivals and queues their rows.
func (r *receiving) insert(batch []Arrival) (*pgx.Batch, error) {
	rows := make([]inboxRow, len(batch))
	for i, a := range batch {
		c := r.chats[a.Chat]
		rows[i] = inboxRow{organisation: r.organisation, bot: r.bot, conversation: c.Conversation,
			source: r.source, ref: a.Ref, dedupe: a.Dedupe, at: a.At}
		if err := rows[i].seal(c.key, a.Input, a.Raw); err != nil {
			return nil, err
		}
	}
	b := &pgx.Batch{}
	r.ids = make(map[string]int64, len(rows))
	if len(rows) == 0 {
		return b, nil
	}
	b.Queue(insertInbox, inboxArgs(rows)...).Query(func(rows pgx.Rows) error {
		var id int64
		var ref string
		_, err := pgx.ForEachRow(rows, []any{&id, &ref}, func() error {
			r.ids[ref] = id
			return nil
		})
		return err
	})
	return b, nil
}
