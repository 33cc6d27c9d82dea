package store

import (
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// factKey begins every row of story, position and link.
type factKey struct {
	person, cause int64
	n             int
	organisation  int64
	at            time.Time
}

func (k factKey) key() factKey { return k }

// keyArgs are the first five arrays of an insert of facts.
func keyArgs[T interface{ key() factKey }](rows []T) []any {
	return []any{
		column(rows, func(r T) int64 { return r.key().person }),
		column(rows, func(r T) int64 { return r.key().cause }),
		column(rows, func(r T) int16 { return int16(r.key().n) }),
		column(rows, func(r T) int64 { return r.key().organisation }),
		column(rows, func(r T) time.Time { return r.key().at }),
	}
}

type storyWrite struct {
	factKey
	pillar string
	words  []byte
}

const insertStories = `
	INSERT INTO story (person_id, cause_id, n, organisation_id, at, pillar, words)
	SELECT *
	FROM unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bigint[], $5::timestamptz[], $6::text[], $7::bytea[])`

type positionWrite struct {
	factKey
	bridge, sub string
	rung        int
	notForMe    bool
	words       []byte
}

const insertPositions = `
	INSERT INTO position (person_id, cause_id, n, organisation_id, at, bridge, sub, rung, not_for_me, words)
	SELECT *
	FROM unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bigint[], $5::timestamptz[], $6::text[], $7::text[], $8::smallint[], $9::boolean[], $10::bytea[])`

type linkWrite struct {
	factKey
	from, to string
	helps    bool
	words    []byte
}

const insertLinks = `
	INSERT INTO link (person_id, cause_id, n, organisation_id, at, from_sub, to_sub, helps, words)
	SELECT *
	FROM unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bigint[], $5::timestamptz[], $6::text[], $7::text[], $8::boolean[], $9::bytea[])`

// planKey begins every row of goal and step.
type planKey struct {
	person       int64
	number       int
	organisation int64
	cause        int64
	n            int
	at           time.Time
}

func (k planKey) plan() planKey { return k }

func planArgs[T interface{ plan() planKey }](rows []T) []any {
	return []any{
		column(rows, func(r T) int64 { return r.plan().person }),
		column(rows, func(r T) int32 { return int32(r.plan().number) }),
		column(rows, func(r T) int64 { return r.plan().organisation }),
		column(rows, func(r T) int64 { return r.plan().cause }),
		column(rows, func(r T) int16 { return int16(r.plan().n) }),
		column(rows, func(r T) time.Time { return r.plan().at }),
	}
}

type goalWrite struct {
	planKey
	sub   string
	words []byte
	state dialog.GoalState
}

const upsertGoals = `
	INSERT INTO goal (person_id, number, organisation_id, cause_id, n, at, sub, words, state)
	SELECT *
	FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[], $5::smallint[], $6::timestamptz[], $7::text[], $8::bytea[], $9::text[])
	ON CONFLICT (person_id, number) DO UPDATE
	SET words = EXCLUDED.words,
	    state = EXCLUDED.state`

type stepWrite struct {
	planKey
	goal        int
	words       []byte
	day, remind *time.Time
	by          dialog.By
	foundBy     dialog.FoundBy
	state       dialog.StepState
	moves       int
}

const upsertSteps = `
	INSERT INTO step (person_id, number, organisation_id, cause_id, n, at, goal, words, day, remind_at, by_whom, found_by, state, moves)
	SELECT *
	FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[], $5::smallint[], $6::timestamptz[], $7::integer[], $8::bytea[], $9::date[],
	            $10::timestamptz[], $11::text[], $12::text[], $13::text[], $14::smallint[])
	ON CONFLICT (person_id, number) DO UPDATE
	SET words = EXCLUDED.words,
	    day = EXCLUDED.day,
	    remind_at = EXCLUDED.remind_at,
	    state = EXCLUDED.state,
	    moves = EXCLUDED.moves`

// queuePlan queues what people said about their life, their goals and steps.
func (w *writes) queuePlan(b *pgx.Batch) {
	w.queueAnswers(b)
	if r := w.stories; len(r) > 0 {
		b.Queue(insertStories, append(keyArgs(r),
			column(r, func(r storyWrite) string { return r.pillar }),
			column(r, func(r storyWrite) []byte { return r.words }))...)
	}
	if r := w.places; len(r) > 0 {
		b.Queue(insertPositions, append(keyArgs(r),
			column(r, func(r positionWrite) string { return r.bridge }),
			column(r, func(r positionWrite) string { return r.sub }),
			column(r, func(r positionWrite) int16 { return int16(r.rung) }),
			column(r, func(r positionWrite) bool { return r.notForMe }),
			column(r, func(r positionWrite) []byte { return r.words }))...)
	}
	if r := w.links; len(r) > 0 {
		b.Queue(insertLinks, append(keyArgs(r),
			column(r, func(r linkWrite) string { return r.from }),
			column(r, func(r linkWrite) string { return r.to }),
			column(r, func(r linkWrite) bool { return r.helps }),
			column(r, func(r linkWrite) []byte { return r.words }))...)
	}
	if r := w.goals; len(r) > 0 {
		b.Queue(upsertGoals, append(planArgs(r),
			column(r, func(r goalWrite) string { return r.sub }),
			column(r, func(r goalWrite) []byte { return r.words }),
			column(r, func(r goalWrite) string { return string(r.state) }))...)
	}
	if r := w.steps; len(r) > 0 {
		b.Queue(upsertSteps, append(planArgs(r),
			column(r, func(r stepWrite) int32 { return int32(r.goal) }),
			column(r, func(r stepWrite) []byte { return r.words }),
			column(r, func(r stepWrite) *time.Time { return r.day }),
			column(r, func(r stepWrite) *time.Time { return r.remind }),
			column(r, func(r stepWrite) string { return string(r.by) }),
			column(r, func(r stepWrite) string { return string(r.foundBy) }),
			column(r, func(r stepWrite) string { return string(r.state) }),
			column(r, func(r stepWrite) int16 { return int16(r.moves) }))...)
	}
}
