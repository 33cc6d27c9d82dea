package store

import (
	"time"

	"github.com/jackc/pgx/v5"
)

const updateTalks = `
	UPDATE conversation c
	SET state = r.state,
	    state_version = r.version,
	    talk = r.talk,
	    heard_at = COALESCE(r.heard, c.heard_at)
	FROM unnest($1::bigint[], $2::bytea[], $3::integer[], $4::integer[], $5::timestamptz[]) AS r (id, state, version, talk, heard)
	WHERE c.id = r.id`

// finishInbox empties what is done: from here on only its keys matter.
const finishInbox = `
	UPDATE inbox
	SET done_at = $1,
	    payload = NULL,
	    raw = NULL
	WHERE id = ANY($2)`

const recordReached = `
	UPDATE person
	SET unreachable_at = NULL
	WHERE id = ANY($1)`

// holdAlarms takes the alarms of a group in one order: many of the staff who tap on many
// alarms at once would else wait for each other in a circle, a second each time.
const holdAlarms = `
	SELECT id
	FROM alarm
	WHERE id = ANY($1)
	ORDER BY id
	FOR NO KEY UPDATE`

// queue puts everything into one batch. Rare statements go first: what they mark
// is older than the events of these turns.
func (w *writes) queue(b *pgx.Batch) {
	if len(w.held) > 1 {
		b.Queue(holdAlarms, w.held)
	}
	for _, s := range w.singles {
		b.Queue(s.sql, s.args...)
	}
	b.Queue(updateTalks,
		column(w.talks, func(t talkUpdate) int64 { return t.id }),
		column(w.talks, func(t talkUpdate) []byte { return t.state }),
		column(w.talks, func(t talkUpdate) int32 { return int32(t.version) }),
		column(w.talks, func(t talkUpdate) int32 { return int32(t.talk) }),
		column(w.talks, func(t talkUpdate) *time.Time { return t.heard }))
	if len(w.reached) > 0 {
		b.Queue(recordReached, w.reached)
	}
	w.queueRecord(b)
	w.queuePlan(b)
	w.queueStaffWords(b)
	if len(w.clear) > 0 {
		b.Queue(clearTimers, clearArgs(w.clear)...)
	}
	if len(w.set) > 0 {
		b.Queue(setTimers, timerArgs(w.set)...)
	}
	if len(w.outbox) > 0 {
		b.Queue(insertOutbox, outboxArgs(w.outbox)...)
	}
	if len(w.inbox) > 0 {
		b.Queue(insertInbox, inboxArgs(w.inbox)...)
	}
	w.queueCalls(b)
	b.Queue(finishInbox, w.now, w.done)
}
