package store

import (
	"context"
	"time"
)

// shortestKeep and longestKeep bound what organisations chose: what is younger than
// the one is searched for nobody, and a month older than the other goes as a whole.
const (
	shortestKeep = `(SELECT LEAST($3::interval, min(make_interval(days => keep_words))) FROM organisation)`
	longestKeep  = `(SELECT GREATEST($2::interval, max(make_interval(days => keep_words))) FROM organisation)`
)

const dropMessages = `
	DELETE FROM message m
	USING (
	    SELECT w.person_id, w.cause_id, w.at
	    FROM message w
	    JOIN organisation o ON o.id = w.organisation_id
	    WHERE w.at < $1::timestamptz - ` + shortestKeep + `
	      AND w.at < $1::timestamptz - COALESCE(make_interval(days => o.keep_words), $3::interval)
	    LIMIT $2) AS old
	WHERE m.person_id = old.person_id
	  AND m.cause_id = old.cause_id
	  AND m.at = old.at`

const dropRelayed = `
	DELETE FROM relayed r
	USING (
	    SELECT w.person_id, w.cause_id, w.n
	    FROM relayed w
	    JOIN organisation o ON o.id = w.organisation_id
	    WHERE w.at < $1::timestamptz - ` + shortestKeep + `
	      AND w.at < $1::timestamptz - COALESCE(make_interval(days => o.keep_words), $3::interval)
	    LIMIT $2) AS old
	WHERE r.person_id = old.person_id
	  AND r.cause_id = old.cause_id
	  AND r.n = old.n`

// forgetQuestions keeps that something was asked, which weighs, without the words.
const forgetQuestions = `
	UPDATE danger_question q
	SET words = NULL
	FROM (
	    SELECT w.person_id, w.cause_id, w.n
	    FROM danger_question w
	    JOIN organisation o ON o.id = w.organisation_id
	    WHERE w.words IS NOT NULL
	      AND w.answer IS NOT NULL
	      AND w.at < $1::timestamptz - ` + shortestKeep + `
	      AND w.at < $1::timestamptz - COALESCE(make_interval(days => o.keep_words), $3::interval)
	    LIMIT $2) AS old
	WHERE q.person_id = old.person_id
	  AND q.cause_id = old.cause_id
	  AND q.n = old.n`

const dropMonths = `SELECT drop_months('message', $1::timestamptz - ` + longestKeep + `)`

// retainWords deletes what people wrote, as long ago as their organisation chose.
func (db *DB) retainWords(ctx context.Context, now time.Time) error {
	for _, sql := range []string{dropMessages, dropRelayed, forgetQuestions} {
		for {
			tag, err := db.pool.Exec(ctx, sql, now, retainBatch, db.keep.Words)
			if err != nil {
				return err
			}
			if tag.RowsAffected() < retainBatch {
				break
			}
		}
	}
	return nil
}

// keepDays is how long an organisation keeps texts, in days.
func (db *DB) keepDays(row personRow) int {
	if row.KeepWords != nil {
		return int(*row.KeepWords)
	}
	return int(db.keep.Words / day)
}
