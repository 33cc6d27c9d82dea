package library

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/pgvector/pgvector-go"

	"stapmaat/knowledge/content"
	"stapmaat/store"
)

// Reader reads what is approved and live, for people. Its connections run as a role that
// may call two functions and nothing else.
type Reader struct {
	pool  *pgxpool.Pool
	clock func() time.Time
}

// OpenReader connects as the reader's role; bot migrate has made it.
func OpenReader(ctx context.Context, url string, conns int, clock func() time.Time) (*Reader, error) {
	p, err := store.OpenPool(ctx, url, store.ReaderRole, name, conns)
	if err != nil {
		return nil, err
	}
	if clock == nil {
		clock = time.Now
	}
	return &Reader{pool: p, clock: clock}, nil
}

// Close waits for what is running and disconnects.
func (r *Reader) Close() { r.pool.Close() }

// Quote is an approved passage of the live release.
type Quote struct {
	ID        string
	Release   int
	Document  string // its key
	Title     string
	Kind      content.Kind
	Audience  content.Audience
	Pillars   []string
	FitsWhen  []string
	Source    string
	CheckedOn *time.Time // nil: nobody checked it at its source
	N         int        // its place in the document, from 0
	Heading   []string
	Words     string
	Short     string
	Steps     []string
}

// Near is a passage's id and how like the question it is.
type Near struct {
	ID         string
	Similarity float64
}

// asOf says for one transaction whose library it is and which day: in Europe/Amsterdam, where the content is about.
// An HNSW index gives no more than it keeps in view, by itself 40: we ask for 100 (TestBenchNearest).
const asOf = `
	SELECT set_config('hnsw.ef_search', '200', true),
	       set_config('stapmaat.organisation', $1::bigint::text, true),
	       set_config('stapmaat.day', ($2::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date::text, true)`

// Passages reads passages of the live release by id, in the order asked for. What is not
// live any more, withdrawn or past its date is not among them.
func (r *Reader) Passages(ctx context.Context, organisation int64, ids []string) (all []Quote, err error) {
	err = r.as(ctx, organisation, "reading passages", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `SELECT p.* FROM approved_passages($1) p ORDER BY array_position($1, p.id)`, ids) // CollectRows tells of its error
		all, err = pgx.CollectRows(rows, pgx.RowToStructByName[Quote])
		return err
	})
	return all, err
}

// Nearest gives the ids of the live release that are most like a vector of its embedder.
func (r *Reader) Nearest(ctx context.Context, organisation int64, query []float32, most int) (all []Near, err error) {
	err = r.as(ctx, organisation, "searching by likeness", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `SELECT n.id, n.similarity FROM nearest_passages($1::text::vector, $2) n`, pgvector.NewVector(query).String(), most) // CollectRows tells of its error
		all, err = pgx.CollectRows(rows, pgx.RowToStructByName[Near])
		return err
	})
	return all, err
}

func (r *Reader) as(ctx context.Context, organisation int64, doing string, f func(pgx.Tx) error) error {
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, asOf, organisation, r.clock()); err != nil {
			return err
		}
		return f(tx)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
