package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// Gap is a group of questions that had no good answer, without anything of who asked.
type Gap struct {
	Topic    []string // words of the library's own; empty when no word of the question was known
	Document string   // key of the text that the questions are about, when there is one; else ""
	Verdicts map[dialog.Verdict]int
	Count    int
	Newest   time.Time
}

// GapsSince is how far back questions count.
const GapsSince = 60 * 24 * time.Hour

// Querier is a transaction or a pool.
type Querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

const selectGaps = `
	SELECT verdict, topic, CASE WHEN verdict = 'unanswered' THEN '' ELSE COALESCE(split_part(passages[1], '#', 1), '') END AS document,
	       count(*) AS count, max(at) AS newest
	FROM answer
	WHERE organisation_id = $1
	  AND verdict NOT IN ('answered', 'offered')
	  AND at >= $2
	GROUP BY 1, 2, 3
	ORDER BY count(*) DESC, max(at) DESC, topic`

type gapRow struct {
	Verdict  dialog.Verdict
	Topic    []string
	Document string
	Count    int
	Newest   time.Time
}

// ReadGaps groups the questions without a good answer since a time, the largest group first.
func ReadGaps(ctx context.Context, q Querier, organisation int64, since time.Time) ([]Gap, error) {
	rows, _ := q.Query(ctx, selectGaps, organisation, since) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[gapRow])
	if err != nil {
		return nil, fmt.Errorf("reading questions without an answer: %w", err)
	}
	var all []Gap
	for _, r := range found {
		i := slices.IndexFunc(all, func(g Gap) bool { return together(g, r) })
		if i < 0 {
			i = len(all)
			all = append(all, Gap{Topic: r.Topic, Document: r.Document, Verdicts: map[dialog.Verdict]int{}})
		}
		g := &all[i]
		g.Topic = slices.DeleteFunc(g.Topic, func(w string) bool { return !slices.Contains(r.Topic, w) }) // what all have in common
		g.Verdicts[r.Verdict] += r.Count
		g.Count += r.Count
		if r.Newest.After(g.Newest) {
			g.Newest = r.Newest
		}
	}
	slices.SortStableFunc(all, func(a, b Gap) int { return cmp.Or(cmp.Compare(b.Count, a.Count), b.Newest.Compare(a.Newest)) })
	return all, nil
}

// together tells whether questions belong to a group: about one text, or with at least half
// of their words in common.
func together(g Gap, r gapRow) bool {
	if g.Document != "" || r.Document != "" {
		return g.Document == r.Document
	}
	if len(g.Topic) == 0 || len(r.Topic) == 0 {
		return len(g.Topic) == len(r.Topic)
	}
	common := 0
	for _, w := range r.Topic {
		if slices.Contains(g.Topic, w) {
			common++
		}
	}
	return 2*common >= len(g.Topic)+len(r.Topic)-common
}

// Name says what a group is about, in words; "" when no word of it was known.
func (g Gap) Name() string {
	if len(g.Topic) == 0 {
		return strings.ReplaceAll(g.Document, "-", " ")
	}
	return strings.Join(g.Topic, ", ")
}

// Gaps is ReadGaps over the last weeks.
func (db *DB) Gaps(ctx context.Context, organisation int64) ([]Gap, error) {
	return ReadGaps(ctx, db.pool, organisation, db.now().Add(-GapsSince))
}
