package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// unjoinedFor is how long a chat is remembered that does not take part.
const unjoinedFor = 24 * time.Hour

const nextPeople = `
	SELECT nextval('person_id_seq')
	FROM generate_series(1, $1)`

const insertPeople = `
	INSERT INTO person (id, organisation_id, key, key_id, created_at)
	SELECT r.id, $1, r.key, $2, $3
	FROM unnest($4::bigint[], $5::bytea[]) AS r (id, key)`

const insertTalks = `
	INSERT INTO conversation (organisation_id, bot_id, chat_id, person_id, created_at)
	SELECT $1, $2, r.chat, r.person, $3
	FROM unnest($4::bigint[], $5::bigint[]) WITH ORDINALITY AS r (chat, person, place)
	ORDER BY r.place
	RETURNING chat_id, id`

// welcome makes what a chat needs that is heard for the first time: before a
// word of it can be kept there must be a key to keep it under.
func (r *receiving) welcome(ctx context.Context, batch []Arrival) error {
	var unknown []*chat
	for _, a := range batch {
		if r.chats[a.Chat] == nil {
			c := &chat{Chat: a.Chat, Role: dialog.Unknown}
			r.chats[a.Chat] = c
			unknown = append(unknown, c)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	if err := r.number(ctx, unknown); err != nil {
		return err
	}
	people := column(unknown, func(c *chat) int64 { return c.Person })
	b := &pgx.Batch{}
	b.Queue(insertPeople, r.organisation, r.db.master.ID(), r.now, people, column(unknown, func(c *chat) []byte { return c.Key }))
	b.Queue(insertTalks, r.organisation, r.bot, r.now, column(unknown, func(c *chat) int64 { return c.Chat }), people).
		Query(func(rows pgx.Rows) error {
			var chat, id int64
			_, err := pgx.ForEachRow(rows, []any{&chat, &id}, func() error {
				r.chats[chat].Conversation = id
				return nil
			})
			return err
		})
	timers := column(unknown, func(c *chat) timerRow {
		return timerRow{person: c.Person, organisation: r.organisation, kind: dialog.Unjoined, due: r.now.Add(unjoinedFor)}
	})
	b.Queue(setTimers, timerArgs(timers)...)
	return r.pipe.send(ctx, b)
}

// number gives new people their number and, bound to it, their key.
func (r *receiving) number(ctx context.Context, unknown []*chat) error {
	b := &pgx.Batch{}
	b.Queue(nextPeople, len(unknown)).Query(func(rows pgx.Rows) error {
		ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		for i, id := range ids {
			unknown[i].Person = id
		}
		return err
	})
	if err := r.pipe.send(ctx, b); err != nil {
		return err
	}
	for _, c := range unknown {
		var err error
		if c.key, c.Key, err = r.db.master.NewKey(keyPlace(c.Person)); err != nil {
			return err
		}
	}
	return nil
}
