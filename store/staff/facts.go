package staff

import (
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/beside"
	"stapmaat/store/seal"
)

// selectFacts reads what was shared or bared, as far as consent to sharing stands. The
// payload of a fact that says no more than its line is left where it is.
const selectFacts = `
	SELECT e.person_id AS person, e.id, e.talk, e.cause_id AS cause, e.n, e.kind, e.at, e.shared_at, e.share = 'bare' AS is_bare,
	       CASE WHEN e.kind = ANY ($2) THEN e.payload END AS payload,
	       CASE WHEN NOT $3 THEN NULL WHEN e.share = 'bare' THEN e.bare ELSE e.line END AS line,
	       $3 AND e.kind = 'placed' AND EXISTS (
	           SELECT
	           FROM position q
	           WHERE q.person_id = e.person_id
	             AND q.cause_id = e.cause_id
	             AND q.n = e.n
	             AND q.discussed) AS discussed
	FROM event e
	WHERE e.person_id = ANY (ARRAY (
	          SELECT s.person_id
	          FROM consent s
	          WHERE s.person_id = ANY ($1)
	            AND s.what = 'sharing'
	            AND s.given))
	  AND e.share IN ('shared', 'bare')
	  AND NOT e.mistaken`

type factRow struct {
	owner
	ID, Talk, Cause int64
	N               int
	Kind            string
	At, SharedAt    time.Time
	IsBare          bool
	Payload, Line   []byte
	Discussed       bool
}

// readFacts queues the reading of facts; there are thousands, so each is taken over as it comes.
func (cs *cases) readFacts(b *pgx.Batch, people []int64, kinds []string) {
	b.Queue(selectFacts, people, kinds, cs.lines).Query(func(rows pgx.Rows) error {
		var r factRow
		_, err := pgx.ForEachRow(rows, []any{&r.Person, &r.ID, &r.Talk, &r.Cause, &r.N, &r.Kind, &r.At, &r.SharedAt, &r.IsBare, &r.Payload, &r.Line, &r.Discussed}, func() error {
			if c := cs.of[r.Person]; c != nil {
				return cs.fact(c, r)
			}
			return nil
		})
		return err
	})
}

func (cs *cases) fact(c *Case, r factRow) error {
	zone := c.View.Person.Now.Location()
	f := beside.Fact{ID: r.ID, Talk: r.Talk, At: r.At.In(zone), SharedAt: r.SharedAt.In(zone), Kind: r.Kind, Bare: r.IsBare, Discussed: r.Discussed}
	if r.Payload != nil {
		payload, err := c.key.Open(r.Payload, seal.At("event.payload", r.Cause, int64(r.N)))
		if err != nil {
			return err
		}
		if f.Event, err = beside.Read(r.Kind, payload); err != nil {
			return err
		}
	}
	column := "event.line"
	if r.IsBare {
		column = "event.bare"
	}
	var err error
	f.Line, err = c.key.OpenText(r.Line, seal.At(column, r.Cause, int64(r.N)))
	cs.facts[c.Person] = append(cs.facts[c.Person], f)
	return err
}

// selectTalks gives when each talk of the last 90 days began: a rhythm, no words.
const selectTalks = `
	SELECT t.person_id AS person, array_agg(t.began ORDER BY t.began) AS began
	FROM (
	    SELECT e.person_id, min(e.at) AS began
	    FROM event e
	    WHERE e.person_id = ANY ($1)
	      AND e.at > $2::timestamptz - interval '90 days'
	    GROUP BY e.person_id, e.talk) t
	GROUP BY t.person_id`

type talksRow struct {
	owner
	Began []time.Time
}

// selectAsked are the steps that wait for the mentor's yes.
const selectAsked = `
	SELECT s.person_id AS person, s.number, s.goal, s.words, s.day, s.by_whom, s.at
	FROM step s
	WHERE s.person_id = ANY ($1)
	  AND s.state = 'asked'
	  AND NOT s.mistaken
	ORDER BY s.person_id, s.number`

type askedRow struct {
	owner
	Number, Goal int
	Words        []byte
	Day          *time.Time
	ByWhom       dialog.By
	At           time.Time
}

// asked opens a step that waits. What the person noted about it is not part of the asking.
func (cs *cases) asked(c *Case, r askedRow) error {
	var w struct {
		Words  string `json:"words"`
		ByName string `json:"by_name"`
	}
	if err := c.key.OpenJSON(r.Words, seal.At("step.words", r.Person, int64(r.Number)), &w); err != nil {
		return err
	}
	zone := c.View.Person.Now.Location()
	c.Asks = append(c.Asks, dialog.Step{Number: r.Number, Goal: r.Goal, Words: w.Words, ByName: w.ByName, Day: midnight(r.Day, zone), By: r.ByWhom,
		State: dialog.StepAsked, At: r.At.In(zone)})
	return nil
}

// selectPlacings are the newest placings of who looks, one a sub-pillar.
const selectPlacings = `
	SELECT DISTINCT ON (q.person_id, q.sub) q.person_id AS person, q.bridge, q.sub, q.rung, q.not_for_me, q.at
	FROM mentor_position q
	WHERE q.person_id = ANY ($1)
	  AND q.staff_id = desk_staff()
	ORDER BY q.person_id, q.sub, q.id DESC`

type placingRow struct {
	owner
	Bridge, Sub string
	Rung        int
	NotForMe    bool
	At          time.Time
}

func (cs *cases) placing(c *Case, r placingRow) error {
	c.View.Mine = append(c.View.Mine, beside.Placing{Bridge: r.Bridge, Sub: r.Sub, Rung: r.Rung, NotForMe: r.NotForMe, At: r.At.In(c.View.Person.Now.Location())})
	return nil
}
