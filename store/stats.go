package store

import (
	"context"
	"fmt"
	"time"
)

// Stats is what people who run this look at first. Ages are 0 when there is nothing.
type Stats struct {
	OpenAlarms    int // drills are never counted
	UntakenAlarms int
	OldestInput   time.Duration // the open inbox row that waits longest
	OldestMessage time.Duration // the message that waits longest of those that may be sent now
	OldestCall    time.Duration // the open call that waits longest for its end
	SetAside      int
}

const selectStats = `
	SELECT (SELECT count(*) FROM alarm WHERE closed_at IS NULL AND drill_id IS NULL),
	       (SELECT count(*) FROM alarm WHERE closed_at IS NULL AND taken_at IS NULL AND drill_id IS NULL),
	       (SELECT received_at FROM inbox WHERE done_at IS NULL AND set_aside_at IS NULL ORDER BY id LIMIT 1),
	       (SELECT min(o.created_at)
	        FROM outbox o
	        JOIN conversation c ON c.id = o.conversation_id
	        JOIN person p ON p.id = c.person_id
	        WHERE o.state = 'waiting'
	          AND p.unreachable_at IS NULL
	          AND (o.not_before IS NULL OR o.not_before <= $1)),
	       (SELECT made_at FROM call WHERE ended_at IS NULL ORDER BY id LIMIT 1),
	       (SELECT count(*) FROM inbox WHERE set_aside_at IS NOT NULL)`

// Stats reads them from the database, so every process tells the same.
func (db *DB) Stats(ctx context.Context) (Stats, error) {
	var s Stats
	var input, message, call *time.Time
	now := db.now()
	err := db.pool.QueryRow(ctx, selectStats, now).Scan(&s.OpenAlarms, &s.UntakenAlarms, &input, &message, &call, &s.SetAside)
	if err != nil {
		return Stats{}, fmt.Errorf("reading the state of the queues: %w", err)
	}
	s.OldestInput, s.OldestMessage, s.OldestCall = age(now, input), age(now, message), age(now, call)
	return s, nil
}

func age(now time.Time, since *time.Time) time.Duration {
	if since == nil {
		return 0
	}
	return max(now.Sub(*since), 0)
}
