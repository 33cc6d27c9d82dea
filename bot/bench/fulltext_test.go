//go:build bench

package bench

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/knowledge"
	"stapmaat/knowledge/search"
	"stapmaat/knowledge/search/measure"
	"stapmaat/store/storetest"
)

// fullText is the yardstick: what Postgres has built in. Lexemes of the question OR-ed,
// ranked by ts_rank, with the configuration for Dutch.
type fullText struct {
	conn  *pgx.Conn
	built time.Duration
}

func newFullText(t *testing.T, passages []search.Passage) *fullText {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), storetest.URL(t))
	must(t, err, "connecting to the database")
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	f := &fullText{conn: conn}
	run := func(sql string) {
		_, err := conn.Exec(t.Context(), sql)
		must(t, err, "preparing full-text search")
	}
	began := time.Now()
	run(`CREATE TABLE yardstick (doc text NOT NULL, words text NOT NULL, lexemes tsvector GENERATED ALWAYS AS (to_tsvector('dutch', words)) STORED)`)
	rows := make([][]any, len(passages))
	for i, p := range passages {
		rows[i] = []any{p.Doc, strings.Join(slices.Concat([]string{p.Title}, p.Heading, []string{p.Text, p.Short}, p.Questions), "\n")}
	}
	_, err = conn.CopyFrom(t.Context(), pgx.Identifier{"yardstick"}, []string{"doc", "words"}, pgx.CopyFromRows(rows))
	must(t, err, "filling the table")
	run(`CREATE INDEX ON yardstick USING gin (lexemes)`)
	f.built = time.Since(began)
	run(`VACUUM ANALYZE yardstick`)
	return f
}

// ask gives documents, the best first, each once.
func (f *fullText) ask(t *testing.T, question string, most int) []string {
	t.Helper()
	rows, _ := f.conn.Query(t.Context(), `
		WITH asked AS (
			SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery AS query
			FROM unnest(to_tsvector('dutch', $1))
		), best AS (
			SELECT y.doc, ts_rank(y.lexemes, a.query) AS rank
			FROM asked a
			JOIN yardstick y ON y.lexemes @@ a.query
			ORDER BY rank DESC
			LIMIT $2
		)
		SELECT doc
		FROM best
		GROUP BY doc
		ORDER BY max(rank) DESC, doc`, question, 4*most) // CollectRows tells of its error
	docs, err := pgx.CollectRows(rows, pgx.RowTo[string])
	must(t, err, "asking Postgres")
	return docs[:min(most, len(docs))]
}

// askAll asks the questions that our own index is asked, so many of them.
func (f *fullText) askAll(t *testing.T, questions int) []time.Duration {
	t.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	var times []time.Duration
	for range questions {
		question := madeUpQuestion(random)
		began := time.Now()
		f.ask(t, question, 10)
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	return times
}

// TestBenchSearchQuality prints how well ours and Postgres' find the right text on the same
// questions: those of the starter library, or of the set in the folder SEARCH_SET
// (passages.jsonl, dev-queries.jsonl, dev-qrels.tsv).
func TestBenchSearchQuality(t *testing.T) {
	passages, questions, right := starterSet(t)
	if dir := os.Getenv("SEARCH_SET"); dir != "" {
		passages, questions, right = setIn(t, dir)
	}
	run, err := measure.Ask(passages, questions, right, search.Options{}, time.Now)
	must(t, err, "asking our own")
	must(t, run.Print(os.Stdout, true), "printing")
	full := newFullText(t, passages)
	var outcomes []measure.Outcome
	began := time.Now()
	for _, q := range questions {
		if o := (measure.Outcome{ID: q.ID, Right: right[q.ID], Ranked: full.ask(t, q.Text, 50)}); len(o.Right) > 0 {
			outcomes = append(outcomes, o)
		}
	}
	took := time.Since(began) / time.Duration(len(questions))
	fmt.Printf("%-8s %-22s %-22s %-22s %-22s %-22s\n", "postgres", measure.Mean(outcomes, measure.Outcome.MRR10), measure.Mean(outcomes, measure.Outcome.NDCG10),
		measure.Mean(outcomes, measure.Outcome.Recall5), measure.Mean(outcomes, measure.Outcome.Hit5), measure.Mean(outcomes, measure.Outcome.First))
	fmt.Printf("a question takes Postgres %s in the mean; it refuses none\n", took.Round(10*time.Microsecond))
}

// starterSet is the starter library with the questions that its author did not write into it.
func starterSet(t *testing.T) (passages []search.Passage, questions []measure.Question, right measure.Right) {
	t.Helper()
	documents, err := knowledge.Documents()
	must(t, err, "reading the starter library")
	for _, d := range documents {
		cut, _ := d.Cut()
		for _, p := range cut {
			passages = append(passages, search.Passage{ID: p.ID, Doc: d.Key, Title: d.Title, Heading: p.Heading, Text: p.Text, Short: p.Short, Questions: p.Questions})
		}
	}
	file, err := os.Open("../librarian/testdata/asked.tsv")
	must(t, err, "reading the questions")
	defer file.Close()
	right = measure.Right{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		question, document, ok := strings.Cut(lines.Text(), "\t")
		if !ok || strings.HasPrefix(question, "#") {
			continue
		}
		id := fmt.Sprint(len(questions))
		questions = append(questions, measure.Question{ID: id, Text: question})
		if document != "-" {
			right[id] = map[string]bool{document: true}
		}
	}
	must(t, lines.Err(), "reading the questions")
	return passages, questions, right
}

func setIn(t *testing.T, dir string) (passages []search.Passage, questions []measure.Question, right measure.Right) {
	t.Helper()
	open := func(name string) *os.File {
		file, err := os.Open(filepath.Join(dir, name))
		must(t, err, "opening the set")
		t.Cleanup(func() { file.Close() })
		return file
	}
	passages, err := measure.Passages(open("passages.jsonl"))
	must(t, err, "reading the passages")
	questions, err = measure.Questions(open("dev-queries.jsonl"))
	must(t, err, "reading the questions")
	right, err = measure.Judgements(open("dev-qrels.tsv"))
	must(t, err, "reading the judgements")
	return passages, questions, right
}
