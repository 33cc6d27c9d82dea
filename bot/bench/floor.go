//go:build bench || faults

package bench

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
)

// mix is what a turn writes on average: rows by table, and the size of its sealed values.
type mix struct {
	Outbox, Event, Message, Timer, Consent, Story, Position, Person float64
	State, Body, Payload, Line, Words                               int
}

// written counts rows that were written by table; partitions count as their table.
func (w *town) written(ctx context.Context) (map[string]float64, error) {
	rows, _ := w.sql.Query(ctx, `SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_user_tables`)
	counts := map[string]float64{}
	var table string
	var n int64
	_, err := pgx.ForEachRow(rows, []any{&table, &n}, func() error {
		table, _, _ = strings.Cut(table, "_20")
		counts[table] += float64(n)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("counting rows: %w", err)
	}
	return counts, nil
}

const selectSizes = `
	SELECT (SELECT COALESCE(avg(octet_length(state)), 0)::integer FROM conversation) AS state,
	       (SELECT COALESCE(avg(octet_length(body)), 0)::integer FROM outbox) AS body,
	       (SELECT COALESCE(avg(octet_length(payload)), 0)::integer FROM event) AS payload,
	       (SELECT COALESCE(avg(octet_length(line)), 0)::integer FROM event) AS line,
	       (SELECT COALESCE(avg(octet_length(words)), 0)::integer FROM message) AS words`

// mixed learns from a run what a turn writes. Before is what was written before it. Of
// the outbox only inserts belong to the turn: what came of sending is the sender's.
func (w *town) mixed(ctx context.Context, before map[string]float64) (mix, error) {
	after, err := w.written(ctx)
	if err != nil {
		return mix{}, err
	}
	rows, _ := w.sql.Query(ctx, selectSizes)
	m, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[mix])
	if err != nil {
		return mix{}, fmt.Errorf("measuring rows: %w", err)
	}
	turns := (after["inbox"] - before["inbox"]) / 2 // in, and done
	share := func(table string) float64 { return (after[table] - before[table]) / max(turns, 1) }
	m.Outbox, m.Event, m.Message, m.Timer = share("outbox")/2, share("event"), share("message"), share("timer")
	m.Consent, m.Story, m.Position, m.Person = share("consent"), share("story"), share("position"), share("person")
	return m, nil
}

func (m mix) String() string {
	return fmt.Sprintf("%.2f messages, %.2f events, %.2f words, %.2f timers, %.2f consents, %.2f stories, %.2f places, %.2f people",
		m.Outbox, m.Event, m.Message, m.Timer, m.Consent, m.Story, m.Position, m.Person)
}

// floor writes the rows of turns by hand, one pipelined transaction a turn, over so many
// connections, for so long; it gives turns a second. The database must be of its own.
func floor(ctx context.Context, url string, m mix, connections int, during time.Duration) (float64, error) {
	ready := int64(during.Seconds()) * 12_000
	if err := furnish(ctx, url, ready); err != nil {
		return 0, err
	}
	var number atomic.Int64
	var writers sync.WaitGroup
	failed := make([]error, connections)
	began := time.Now()
	for i := range connections {
		writers.Go(func() { failed[i] = m.write(ctx, url, &number, min(ready, 1<<40), began.Add(during)) })
	}
	writers.Wait()
	for _, err := range failed {
		if err != nil {
			return 0, fmt.Errorf("writing the floor: %w", err)
		}
	}
	return float64(min(number.Load(), ready)) / time.Since(began).Seconds(), nil
}

// furnish makes the talks, and an open inbox row a turn.
func furnish(ctx context.Context, url string, turns int64) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("connecting for the floor: %w", err)
	}
	defer conn.Close(ctx)
	for _, sql := range []string{
		`INSERT INTO organisation (name, created_at) VALUES ('Floor', now())`,
		`INSERT INTO bot (organisation_id, channel, username, created_at) VALUES (1, 'terminal', 'floor', now())`,
		fmt.Sprintf(`INSERT INTO person (organisation_id, key, key_id, created_at) SELECT 1, decode(repeat('00', 80), 'hex'), 1, now() FROM generate_series(1, %d)`, floorPeople),
		fmt.Sprintf(`INSERT INTO conversation (organisation_id, bot_id, chat_id, person_id, created_at) SELECT 1, 1, n, n, now() FROM generate_series(1, %d) AS n`, floorPeople),
		fmt.Sprintf(`INSERT INTO inbox (organisation_id, bot_id, conversation_id, source, ref, dedupe, payload, raw, received_at)
			SELECT 1, 1, 1 + n %% %d, 'update', n::text, 'm:' || n, decode(repeat('00', 150), 'hex'), decode(repeat('00', 600), 'hex'), now() FROM generate_series(1, %d) AS n`, floorPeople, turns),
	} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("furnishing the floor: %w", err)
		}
	}
	return nil
}

// write is one connection's share.
func (m mix) write(ctx context.Context, url string, number *atomic.Int64, ready int64, end time.Time) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	for time.Now().Before(end) {
		n := number.Add(1)
		if n > ready {
			return nil
		}
		if err := conn.SendBatch(ctx, m.turn(n)).Close(); err != nil {
			return err
		}
	}
	return nil
}

// turn is the batch of one turn. Where a turn has a fraction of a row on average, so
// many turns have one.
func (m mix) turn(n int64) *pgx.Batch {
	talk := 1 + n%floorPeople
	has := func(average float64) int { return int(average*float64(n)) - int(average*float64(n-1)) }
	b := &pgx.Batch{}
	queue := func(average float64, sql string, args func(i int) []any) {
		for i := range has(average) {
			b.Queue(sql, args(i)...)
		}
	}
	b.Queue(`BEGIN`)
	b.Queue(floorState, talk, make([]byte, m.State))
	queue(m.Event, floorEvent, func(i int) []any { return []any{talk, n, i, make([]byte, m.Payload), make([]byte, m.Line)} })
	queue(m.Message, floorMessage, func(int) []any { return []any{talk, n, make([]byte, m.Words)} })
	queue(m.Story, floorStory, func(int) []any { return []any{talk, n, make([]byte, m.Words)} })
	queue(m.Position, floorPosition, func(int) []any { return []any{talk, n} })
	queue(m.Consent, floorConsent, func(int) []any { return []any{talk} })
	queue(m.Person, floorPerson, func(int) []any { return []any{talk} })
	queue(m.Timer, floorTimer, func(int) []any { return []any{talk} })
	queue(m.Outbox, floorOutbox, func(i int) []any { return []any{talk, n, i, make([]byte, m.Body)} })
	b.Queue(floorDone, n)
	b.Queue(`COMMIT`)
	return b
}
