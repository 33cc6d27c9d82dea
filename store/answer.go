package store

import (
	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// answerWrite is a question and what became of it.
type answerWrite struct {
	factKey
	asked dialog.AskedLibrary
	words []byte
}

const insertAnswer = `
	INSERT INTO answer (person_id, cause_id, n, organisation_id, at, release, verdict, passages, scores, topic, words)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

// queueAnswers queues them one by one: a turn asks one question at most.
func (w *writes) queueAnswers(b *pgx.Batch) {
	for _, r := range w.answers {
		b.Queue(insertAnswer, r.person, r.cause, r.n, r.organisation, r.at, r.asked.Release, r.asked.Verdict,
			notNil(r.asked.Passages), notNil(r.asked.Scores), notNil(r.asked.Topic), r.words)
	}
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
