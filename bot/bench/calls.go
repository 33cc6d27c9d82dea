//go:build bench

package bench

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// callRow is a call as the database has it.
type callRow struct {
	Chat         int64
	Kind         dialog.CallKind
	Made, Ended  time.Time
	Milliseconds int
	Verdict, Use string
}

const selectEnded = `
	SELECT c.chat_id AS chat, k.kind, k.made_at AS made, k.ended_at AS ended, COALESCE(k.milliseconds, 0) AS milliseconds, k.verdict, COALESCE(k.use, '') AS use
	FROM call k
	JOIN conversation c ON c.id = k.conversation_id
	WHERE k.ended_at IS NOT NULL
	  AND k.made_at >= $1
	ORDER BY k.id`

// selectUneven counts calls that did not end, or not in exactly one input, or without its turn.
const selectUneven = `
	SELECT count(*)
	FROM (
	    SELECT k.id
	    FROM call k
	    LEFT JOIN inbox i ON i.source = 'call'
	                     AND i.ref = k.id::text
	    GROUP BY k.id
	    HAVING k.ended_at IS NULL
	        OR count(i.id) <> 1
	        OR count(i.done_at) <> 1) AS uneven`

func (w *town) uneven(ctx context.Context) (n int, err error) {
	if err := w.sql.QueryRow(ctx, selectUneven).Scan(&n); err != nil {
		return 0, fmt.Errorf("looking for calls without exactly one end: %w", err)
	}
	return n, nil
}

// ways is how long the parts of a call took.
type ways struct {
	out    durations // from the beginning of its turn to the request at the model
	waits  durations // of the request and its answer: the runner's time for a call, less the model's
	back   durations // from the model's answer to the beginning of its recording
	posted durations // from there to the first message, of replies

	calls                int
	failed               map[string]int // by verdict
	used, fixed, dropped int            // answers that the talk took, replaced by fixed words, had no use for any more
}

// ways holds what the model saw against the database's rows, for letters typed since from.
func (w *town) ways(ctx context.Context, l *letters, from time.Time) (*ways, error) {
	rows, _ := w.sql.Query(ctx, selectEnded, from) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[callRow])
	if err != nil {
		return nil, fmt.Errorf("reading calls: %w", err)
	}
	byChat := map[int64][]callRow{}
	out := &ways{failed: map[string]int{}, calls: len(found)}
	for _, r := range found {
		byChat[r.Chat] = append(byChat[r.Chat], r)
		out.count(r)
	}
	letters := l.since(from)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, one := range letters {
		for _, kind := range []dialog.CallKind{dialog.CallReply, dialog.CallScreen} {
			rows := byChat[one.chat]
			// A person types no second letter before the first is answered.
			at := slices.IndexFunc(rows, func(r callRow) bool { return r.Kind == kind && !r.Made.Before(one.typed) })
			if at >= 0 && !one.asked[kind].IsZero() && !one.given[kind].IsZero() {
				out.add(one, rows[at])
			}
		}
	}
	return out, nil
}

func (w *ways) count(r callRow) {
	if r.Verdict != "ok" {
		w.failed[r.Verdict]++
	}
	switch dialog.AnswerUse(r.Use) {
	case dialog.AnswerUsed:
		w.used++
	case dialog.AnswerFixed:
		w.fixed++
	case dialog.AnswerDropped:
		w.dropped++
	}
}

func (w *ways) add(one *letter, r callRow) {
	asked, given := one.asked[r.Kind], one.given[r.Kind]
	w.out = append(w.out, asked.Sub(r.Made))
	w.waits = append(w.waits, time.Duration(r.Milliseconds)*time.Millisecond-given.Sub(asked))
	w.back = append(w.back, r.Ended.Sub(given))
	if r.Kind == dialog.CallReply && one.answered.After(r.Ended) {
		w.posted = append(w.posted, one.answered.Sub(r.Ended))
	}
}
