package store

import (
	"slices"

	"stapmaat/dialog"
)

const offerRecord = `
	UPDATE event
	SET share = 'offered'
	WHERE person_id = $1
	  AND share = 'open'`

const shareRecord = `
	UPDATE event
	SET share = CASE WHEN id = ANY($3) THEN 'withheld' ELSE 'shared' END,
	    shared_at = CASE WHEN id = ANY($3) THEN NULL ELSE $2::timestamptz END
	WHERE person_id = $1
	  AND share = 'offered'`

const withholdRecord = `
	UPDATE event
	SET share = 'withheld'
	WHERE person_id = $1
	  AND share = 'offered'`

// bareRecord leaves with the person what has no bare line.
const bareRecord = `
	UPDATE event
	SET share = CASE WHEN bare IS NULL THEN 'withheld' ELSE 'bare' END,
	    shared_at = CASE WHEN bare IS NULL THEN NULL ELSE $2::timestamptz END
	WHERE person_id = $1
	  AND share = 'offered'`

// share moves what the person said towards the mentor, or away: open facts are
// offered, offered ones are shared, bared or withheld. What this turn recorded
// before is not in the table yet and moves along here.
func (t *factTurn) share(event dialog.Event) {
	person := t.Person.ID
	switch e := event.(type) {
	case dialog.TalkOffered:
		t.single(offerRecord, person)
		t.move("open", func(*eventWrite) string { return "offered" })
	case dialog.TalkShared:
		without := slices.Clone(e.Without)
		if without == nil {
			without = []int64{} // NULL would be no list at all
		}
		t.single(shareRecord, person, t.now, without)
		t.move("offered", func(*eventWrite) string { return "shared" })
	case dialog.TalkWithheld:
		t.single(withholdRecord, person)
		t.move("offered", func(*eventWrite) string { return "withheld" })
	case dialog.TalkBared:
		t.single(bareRecord, person, t.now)
		t.move("offered", func(e *eventWrite) string {
			if e.bare == nil {
				return "withheld"
			}
			return "bare"
		})
	}
}

func (t *factTurn) move(from string, to func(*eventWrite) string) {
	for i := t.first; i < len(t.events); i++ {
		e := &t.events[i]
		if e.share != from {
			continue
		}
		if e.share = to(e); e.share == "shared" || e.share == "bare" {
			e.sharedAt = &t.now
		}
	}
}

// markMistaken takes a fact out of every view; it stays what it was.
const markMistaken = `
	WITH mistake AS (
	    UPDATE event
	    SET mistaken = true
	    WHERE person_id = $1
	      AND id = $2
	    RETURNING cause_id, n),
	stories AS (
	    UPDATE story f SET mistaken = true FROM mistake m WHERE f.person_id = $1 AND f.cause_id = m.cause_id AND f.n = m.n),
	positions AS (
	    UPDATE position f SET mistaken = true FROM mistake m WHERE f.person_id = $1 AND f.cause_id = m.cause_id AND f.n = m.n),
	links AS (
	    UPDATE link f SET mistaken = true FROM mistake m WHERE f.person_id = $1 AND f.cause_id = m.cause_id AND f.n = m.n),
	goals AS (
	    UPDATE goal f SET mistaken = true FROM mistake m WHERE f.person_id = $1 AND f.cause_id = m.cause_id AND f.n = m.n)
	UPDATE step f
	SET mistaken = true
	FROM mistake m
	WHERE f.person_id = $1
	  AND f.cause_id = m.cause_id
	  AND f.n = m.n`
