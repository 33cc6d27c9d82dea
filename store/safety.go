package store

import (
	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// markDiscussed marks the newest place on a rung of a sub-pillar as talked over.
const markDiscussed = `
	UPDATE position
	SET discussed = true
	WHERE (person_id, cause_id, n) = (
	    SELECT q.person_id, q.cause_id, q.n
	    FROM position q
	    WHERE q.person_id = $1
	      AND q.sub = $2
	      AND q.rung = $3
	      AND NOT q.mistaken
	    ORDER BY q.cause_id DESC, q.n DESC
	    LIMIT 1)`

// mostSafety is how many characters of safety notes are kept; the newest come first.
const mostSafety = 2000

// safetyNoted adds to what is opened only on an alarm. It lies there and nowhere else.
func (t *factTurn) safetyNoted(e dialog.SafetyNoted) (err error) {
	p := &t.row
	var d Details
	if p.Details != nil {
		if err = t.key.OpenJSON(p.Details, seal.At("person.details", p.ID), &d); err != nil {
			return err
		}
	}
	words := e.Words
	if d.Safety != "" && !e.Replace {
		words += "\n" + d.Safety
	}
	if runes := []rune(words); len(runes) > mostSafety {
		words = string(runes[:mostSafety])
	}
	d.Safety = words
	p.Details, err = t.key.SealJSON(d, seal.At("person.details", p.ID))
	return err
}
