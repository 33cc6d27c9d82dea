package store

import (
	"strings"
	"time"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store/seal"
)

// alarmsFor is how long a closed alarm still weighs.
const alarmsFor = 90 * day

// selectAlarms finds the open alarm of somebody and those that were closed lately,
// oldest first, each with its signs as "category:urgency".
const selectAlarms = `
	SELECT a.person_id AS person, a.closed_at, a.care_at IS NOT NULL AS care, a.taken_by, t.key AS taker_key, t.name AS taker_name,
	       ARRAY(SELECT s.category || ':' || s.urgency
	             FROM alarm_sign s
	             WHERE s.alarm_id = a.id
	             ORDER BY s.cause_id) AS signs
	FROM alarm a
	LEFT JOIN person t ON t.id = a.taken_by
	WHERE a.person_id = ANY($1)
	  AND (a.closed_at IS NULL OR a.closed_at > $2)
	ORDER BY a.id`

type alarmRow struct {
	owner
	ClosedAt            *time.Time
	Care                bool
	TakenBy             *int64
	TakerKey, TakerName []byte
	Signs               []string
}

func (s *snapshot) alarm(db *DB, r alarmRow) {
	p := &s.person
	var signs []chain.Sign
	life, guarded := false, false
	for _, text := range r.Signs {
		category, urgency, _ := strings.Cut(text, ":")
		g := chain.Sign{Category: risk.Category(category), Urgency: risk.Urgency(urgency)}
		signs = append(signs, g)
		life, guarded = life || dialog.EndsLife(g.Category), guarded || dialog.Guarded(g.Category)
	}
	w := chain.Worst(signs)
	p.AlarmKind = risk.Verdict{Category: w.Category, Urgency: w.Urgency}
	if r.ClosedAt != nil {
		p.AlarmBefore, p.WasGuarded = true, p.WasGuarded || guarded
		return
	}
	p.Alarm, p.Suicide, p.Guarded, p.AlarmInCare = true, life, guarded, r.Care
	if r.TakenBy == nil {
		return
	}
	var err error
	p.AlarmTaken = true
	p.AlarmBy, err = db.nameOf(*r.TakenBy, r.TakerKey, r.TakerName)
	s.fail(err)
}

const insertQuestion = `
	INSERT INTO danger_question (person_id, cause_id, n, organisation_id, category, urgency, sub, words, at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const answerQuestion = `
	UPDATE danger_question
	SET answer = $2,
	    answered_at = $3,
	    day = $4
	WHERE person_id = $1
	  AND answer IS NULL`

// applyDanger keeps a question about danger, and what came of it.
func (t *factTurn) applyDanger(event dialog.Event) (known bool, err error) {
	switch e := event.(type) {
	case dialog.DangerAsked:
		words, err := t.words(e.Words, "danger_question.words")
		if err != nil {
			return true, err
		}
		t.single(insertQuestion, t.Person.ID, t.Inbox, t.n, t.Organisation, e.Category, e.Urgency, e.Sub, words, t.now)
	case dialog.DangerAnswered:
		var on *time.Time
		if !e.Day.IsZero() {
			on = &e.Day
		}
		t.single(answerQuestion, t.Person.ID, e.Answer, t.now, on)
	default:
		return false, nil
	}
	return true, nil
}

const selectAsked = `
	SELECT person_id AS person, cause_id AS cause, n, category, urgency, sub, words, at, COALESCE(answer, '') AS answer, day
	FROM danger_question
	WHERE person_id = ANY($1)
	  AND (answer IS NULL OR at > $2)
	ORDER BY cause_id, n`

type askedRow struct {
	owner
	Cause    int64
	N        int
	Category risk.Category
	Urgency  risk.Urgency
	Sub      risk.Sub
	Words    []byte
	At       time.Time
	Answer   dialog.DangerAnswer
	Day      *time.Time
}

func (s *snapshot) asked(r askedRow) {
	a := dialog.Asked{Verdict: risk.Verdict{Outcome: risk.Ask, Category: r.Category, Urgency: r.Urgency, Sub: r.Sub},
		Words: s.text(r.Words, factPlace("danger_question.words", r.Cause, r.N)), At: r.At.In(s.zone), Answer: r.Answer}
	if r.Day != nil {
		y, m, d := r.Day.Date()
		a.Day = time.Date(y, m, d, 0, 0, 0, 0, s.zone)
	}
	s.person.Asked = append(s.person.Asked, a)
}

// windowPlace is where the screen's window of a person lies.
func windowPlace(person int64) seal.Place { return seal.At("risk_window.signs", person) }
