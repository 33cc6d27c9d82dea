package library

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/knowledge/content"
)

// Indexed is a passage as the index in Go reads it. That index gives ids only; what people
// read comes through Reader.
type Indexed struct {
	ID, Document, Title string
	Heading             []string
	Words, Short        string
	Questions           []string
	FitsWhen            []string
	ForParticipants     bool
	Kind                content.Kind
	N                   int  // its place in the document, from 0
	HasSteps            bool // a numbered list, for plans
}

const selectIndexed = `
	SELECT p.id, d.key AS document, d.title, p.heading, p.words, p.short, p.questions, d.fits_when, d.audience = 'participant' AS for_participants,
	       d.kind, p.n, cardinality(p.steps) > 0 AS has_steps
	FROM passage p
	JOIN release_document d ON d.release_id = p.release_id
	                       AND d.document_id = p.document_id
	WHERE p.release_id = $1
	ORDER BY p.id`

// Indexed lists the passages of a release.
func (db *DB) Indexed(ctx context.Context, release int64) ([]Indexed, error) {
	rows, _ := db.pool.Query(ctx, selectIndexed, release) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[Indexed])
	if err != nil {
		return nil, fmt.Errorf("reading the passages of release %d: %w", release, err)
	}
	return all, nil
}

// GoldenQuestion is a question of a release that must find its document among the first.
type GoldenQuestion struct {
	Document, Question, Heading string
}

// Golden lists the golden questions of a release.
func (db *DB) Golden(ctx context.Context, release int64) ([]GoldenQuestion, error) {
	rows, _ := db.pool.Query(ctx, `
		SELECT d.key AS document, g.question, g.heading
		FROM golden g
		JOIN document d ON d.id = g.document_id
		WHERE g.release_id = $1
		ORDER BY d.key, g.question`, release) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[GoldenQuestion])
	if err != nil {
		return nil, fmt.Errorf("reading the golden questions of release %d: %w", release, err)
	}
	return all, nil
}

// Versions tells which version of each document, by key, a release holds.
func (db *DB) Versions(ctx context.Context, release int64) (map[string]int, error) {
	rows, _ := db.pool.Query(ctx, `SELECT key, version FROM release_document WHERE release_id = $1`, release) // ForEachRow tells of its error
	all := map[string]int{}
	var key string
	var version int
	_, err := pgx.ForEachRow(rows, []any{&key, &version}, func() error {
		all[key] = version
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the documents of release %d: %w", release, err)
	}
	return all, nil
}
