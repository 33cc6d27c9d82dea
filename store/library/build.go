package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"
	pgxvector "github.com/pgvector/pgvector-go/pgx"

	"stapmaat/knowledge/content"
)

// exactUpTo is how many passages are compared one by one. A larger release gets an HNSW
// index on its own partition: filters of other releases can't thin its results out.
const exactUpTo = 20_000

// Chosen is one document of a release on its way, with its passages.
type Chosen struct {
	Version  Version
	Document content.Document
	Passages []content.Passage
}

// Made is what a builder makes of the chosen documents.
type Made struct {
	Embedder, QueryPrefix, PassagePrefix string
	Dimensions                           int
	Vectors                              map[string][]float32 // by passage id; a zero vector is left out
	Faults                               []string             // what keeps it from being live; a withdrawal is made live all the same
}

// Maker turns chosen documents into what is searched, and tries its golden questions.
type Maker func(ctx context.Context, r Release, all []Chosen) (Made, error)

const oldestWanted = ` WHERE r.state = 'wanted' ORDER BY r.id`

// Build makes the oldest release that is wanted and swaps it in when nothing is wrong with
// it. Several processes may try: one builds, the others find nothing. built is false when
// none was wanted. A crash on the way leaves it wanted.
func (db *DB) Build(ctx context.Context, make Maker) (r Release, built bool, err error) {
	wanted, err := db.releases(ctx, oldestWanted)
	if err != nil {
		return Release{}, false, err
	}
	for _, r := range wanted {
		done, err := db.build(ctx, r, make)
		if err != nil {
			return r, false, fmt.Errorf("building release %d of organisation %d: %w", r.Number, r.Organisation, err)
		}
		if done.State != "" {
			return done, true, nil
		}
	}
	return Release{}, false, nil
}

func (db *DB) build(ctx context.Context, r Release, make Maker) (Release, error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return Release{}, err
	}
	defer conn.Release()
	var mine bool
	if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, lockOf(r)).Scan(&mine); err != nil || !mine {
		return Release{}, err
	}
	defer func() { _, _ = conn.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, lockOf(r)) }()
	var still bool // somebody may have built it between the list and the lock
	if err := conn.QueryRow(ctx, `SELECT state = 'wanted' FROM release WHERE id = $1`, r.ID).Scan(&still); err != nil || !still {
		return Release{}, err
	}
	all, err := db.choose(ctx, r)
	if err != nil {
		return Release{}, err
	}
	made, err := make(ctx, r, all)
	if err != nil {
		return Release{}, err
	}
	if err := pgxvector.RegisterTypes(ctx, conn.Conn()); err != nil {
		return Release{}, err
	}
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error { return db.fill(ctx, tx, &r, all, made) })
	return r, err
}

func lockOf(r Release) int64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "stapmaat release %d", r.ID) // a hash takes everything
	return int64(h.Sum64())
}

// choose reads and cuts what the release will hold.
func (db *DB) choose(ctx context.Context, r Release) ([]Chosen, error) {
	versions, _, err := db.Coming(ctx, r.Organisation)
	if err != nil {
		return nil, err
	}
	all := []Chosen{}
	for _, v := range versions {
		d, err := v.Parsed()
		if err != nil {
			return nil, fmt.Errorf("reading version %d of %s: %w", v.Version, v.Key, err)
		}
		passages, _ := d.Cut()
		all = append(all, Chosen{Version: v, Document: d, Passages: passages})
	}
	return all, nil
}

// dayOf is today in an organisation's own zone.
func (db *DB) dayOf(ctx context.Context, organisation int64) (day time.Time, err error) {
	err = db.pool.QueryRow(ctx, `SELECT ($2::timestamptz AT TIME ZONE zone)::date FROM organisation WHERE id = $1`, organisation, db.now()).Scan(&day)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	return day, err
}

const finishRelease = `
	UPDATE release
	SET state = @state,
	    embedder = @embedder,
	    dimensions = @dimensions,
	    query_prefix = @query,
	    passage_prefix = @passage,
	    nearby_index = @nearby,
	    faults = @faults,
	    built_at = @now
	WHERE id = @release
	  AND state = 'wanted'`

// fill writes a release and swaps it in, in one transaction.
func (db *DB) fill(ctx context.Context, tx pgx.Tx, r *Release, all []Chosen, made Made) error {
	r.State, r.Faults, r.BuiltAt = "ready", made.Faults, db.now()
	if len(made.Faults) > 0 && r.Why != BecauseWithdrawn {
		r.State = "failed"
	}
	if r.Faults == nil {
		r.Faults = []string{}
	}
	faults, err := json.Marshal(r.Faults)
	if err != nil {
		return err
	}
	passages := 0
	for _, c := range all {
		passages += len(c.Passages)
	}
	nearby := passages > db.exactUpTo
	_, err = tx.Exec(ctx, finishRelease, pgx.StrictNamedArgs{"state": r.State, "embedder": made.Embedder, "dimensions": made.Dimensions, "query": made.QueryPrefix,
		"passage": made.PassagePrefix, "nearby": nearby, "faults": faults, "now": r.BuiltAt, "release": r.ID})
	if err != nil {
		return err
	}
	r.Embedder, r.Dimensions, r.QueryPrefix, r.PassagePrefix = made.Embedder, made.Dimensions, made.QueryPrefix, made.PassagePrefix
	if err := db.fillDocuments(ctx, tx, *r, all); err != nil {
		return err
	}
	if err := fillPassages(ctx, tx, *r, all, made, nearby); err != nil {
		return err
	}
	if r.State != "ready" {
		return nil
	}
	r.Live = true
	return db.point(ctx, tx, r.Organisation, r.Number, r.WantedBy)
}

func (db *DB) fillDocuments(ctx context.Context, tx pgx.Tx, r Release, all []Chosen) error {
	var documents, golden [][]any
	for _, c := range all {
		d := c.Document
		documents = append(documents, []any{r.ID, c.Version.Document, c.Version.Version, r.Organisation, d.Key, d.Title, string(d.Kind), string(d.Audience),
			noNil(d.Pillars), noNil(d.FitsWhen), d.Source, d.Reviewed, orNull(d.CheckedOn), orNull(d.ValidUntil), string(d.Pinned)})
		seen := map[string]bool{}
		for _, g := range d.Golden {
			if !seen[g.Question] {
				golden = append(golden, []any{r.ID, r.Organisation, c.Version.Document, g.Question, g.Heading})
			}
			seen[g.Question] = true
		}
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"release_document"}, []string{"release_id", "document_id", "version", "organisation_id", "key", "title", "kind", "audience",
		"pillars", "fits_when", "source", "reviewed_by", "checked_on", "valid_until", "pinned"}, pgx.CopyFromRows(documents))
	if err != nil {
		return err
	}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"golden"}, []string{"release_id", "organisation_id", "document_id", "question", "heading"}, pgx.CopyFromRows(golden))
	return err
}

// fillPassages makes the release's own partition. It is filled and indexed before it is
// attached, so whoever reads the live release never waits for it.
func fillPassages(ctx context.Context, tx pgx.Tx, r Release, all []Chosen, made Made, nearby bool) error {
	var rows [][]any
	for _, c := range all {
		for i, p := range c.Passages {
			var vector any
			if v, ok := made.Vectors[p.ID]; ok && notZero(v) {
				vector = pgvector.NewVector(v)
			}
			rows = append(rows, []any{r.ID, p.ID, r.Organisation, c.Version.Document, i, noNil(p.Heading), p.Text, p.Short, noNil(p.Questions), noNil(p.Steps), vector})
		}
	}
	table := fmt.Sprintf("passage_%d", r.ID)
	run := func(sql string, args ...any) error {
		_, err := tx.Exec(ctx, fmt.Sprintf(sql, args...))
		return err
	}
	if err := run(`CREATE TABLE %s (LIKE passage INCLUDING ALL, CHECK (release_id = %d))`, table, r.ID); err != nil {
		return err
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{table}, []string{"release_id", "id", "organisation_id", "document_id", "n", "heading", "words", "short", "questions", "steps", "embedding"}, pgx.CopyFromRows(rows))
	if err != nil {
		return err
	}
	if nearby {
		// 0.8.0 of pgvector writes past its memory when several workers build one index.
		if err := run(`SET LOCAL max_parallel_maintenance_workers = 0`); err != nil {
			return err
		}
		if err := run(`CREATE INDEX ON %s USING hnsw ((embedding::vector(%d)) vector_cosine_ops)`, table, r.Dimensions); err != nil {
			return err
		}
	}
	if err := run(`ANALYZE %s`, table); err != nil {
		return err
	}
	return run(`ALTER TABLE passage ATTACH PARTITION %s FOR VALUES IN (%d)`, table, r.ID)
}

func notZero(v []float32) bool {
	for _, x := range v {
		if x != 0 {
			return true
		}
	}
	return false
}

func noNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func orNull(day time.Time) any {
	if day.IsZero() {
		return nil
	}
	return day
}
