package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store/seal"
)

// selectCard holds the alarm until the turn is over: of two who take it at the
// same time one is first, and the other reads her name. New signs don't wait.
const selectCard = `
	SELECT a.id, a.person_id AS person, a.taken_by, a.closed_at IS NOT NULL AS closed, a.care_by, COALESCE(a.reason, '') AS reason, a.promise,
	       ` + twoPeople + ` AS two,
	       ` + unseen + ` AS unseen,
	       a.drill_id IS NOT NULL AS drill, COALESCE(p.phone, '') = 'watched' AS watched, COALESCE(p.under18, false) AS minor,
	       p.key, p.name, p.details, t.key AS taker_key, t.name AS taker_name
	FROM alarm a
	LEFT JOIN person p ON p.id = a.person_id
	LEFT JOIN person t ON t.id = a.taken_by
	WHERE a.id = $1
	  AND a.organisation_id = $2
	FOR NO KEY UPDATE OF a`

const selectCardSigns = `
	SELECT cause_id AS cause, category, urgency, words
	FROM alarm_sign
	WHERE alarm_id = $1
	ORDER BY cause_id`

type cardRow struct {
	ID, Person                          int64
	TakenBy, CareBy                     *int64
	Closed, Two, Unseen, Watched, Minor bool
	Drill                               bool
	Reason                              string
	Promise                             []byte
	Key, Name, Details                  []byte
	TakerKey, TakerName                 []byte
}

type cardSign struct {
	Cause    int64
	Category risk.Category
	Urgency  risk.Urgency
	Words    []byte
}

// cardLook is what somebody wants with an alarm.
type cardLook struct {
	organisation, staff, alarm int64
	opening                    bool // to read what is sealed: by taking it, or as the second of two
}

// card is the alarm that somebody takes, passes on or closes; nil when it is not of
// this organisation. Of one that is over only that is known. What is sealed is opened
// only for who takes it, or looks a second time, and that she looked is kept.
func (g *Group) card(ctx context.Context, c *Claim, alarm int64) (*dialog.AlarmCard, error) {
	opening := strings.HasSuffix(c.Input.Press, ":take") || strings.HasSuffix(c.Input.Press, ":look")
	card, r, err := g.db.cardOf(ctx, g.pipe.conn, cardLook{c.Organisation, c.Person.ID, alarm, opening}, g.now)
	if card == nil || err != nil {
		return nil, err
	}
	c.about = r.Person
	if r.Key != nil && !r.Closed { // what is promised when closing is sealed with it
		key, err := g.db.master.Unwrap(r.Key, keyPlace(r.Person))
		if err != nil {
			return nil, err
		}
		c.cardKey = &key
	}
	return card, nil
}

func (db *DB) cardOf(ctx context.Context, conn querier, l cardLook, now time.Time) (*dialog.AlarmCard, cardRow, error) {
	rows, _ := conn.Query(ctx, selectCard, l.alarm, l.organisation) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[cardRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, r, nil
	}
	if err != nil {
		return nil, r, fmt.Errorf("reading alarm %d: %w", l.alarm, err)
	}
	if r.Closed {
		return &dialog.AlarmCard{ID: r.ID, Person: r.Person, Closed: true}, r, nil
	}
	rows, _ = conn.Query(ctx, selectCardSigns, l.alarm)
	signs, err := pgx.CollectRows(rows, pgx.RowToStructByName[cardSign])
	if err != nil {
		return nil, r, fmt.Errorf("reading alarm %d: %w", l.alarm, err)
	}
	card, err := db.bareCard(r, signs, l.staff)
	second := card != nil && card.Care && !card.CareMine
	if err != nil || !l.opening || r.Key == nil || card.TakenBy != "" && !second {
		return card, r, err
	}
	if err := db.openCard(card, r, signs, second); err != nil {
		return nil, r, err
	}
	_, err = conn.Exec(ctx, insertLook, l.organisation, l.staff, r.Person, &r.ID, "details", now)
	if err == nil {
		_, err = conn.Exec(ctx, insertAct, l.organisation, r.ID, l.staff, nil, "read", now)
	}
	if err != nil {
		return nil, r, fmt.Errorf("keeping who looked at alarm %d: %w", l.alarm, err)
	}
	return card, r, nil
}

// bareCard is what everybody of the staff may know of an open alarm.
func (db *DB) bareCard(r cardRow, signs []cardSign, staff int64) (*dialog.AlarmCard, error) {
	w := chain.Worst(column(signs, func(s cardSign) chain.Sign { return chain.Sign{Category: s.Category, Urgency: s.Urgency} }))
	card := &dialog.AlarmCard{ID: r.ID, Person: r.Person, Category: string(w.Category), Urgency: string(w.Urgency),
		Two: r.Two, Care: r.CareBy != nil, Reason: r.Reason, Watched: r.Watched, Minor: r.Minor, Drill: r.Drill}
	for _, s := range signs {
		switch s.Category {
		case risk.ViolenceVictim, risk.ChildSafety, risk.ThreatToOthers:
			card.Guarded = true
		}
	}
	card.CareMine = r.CareBy != nil && *r.CareBy == staff
	card.Mine = r.TakenBy != nil && *r.TakenBy == staff
	card.Unread = card.Mine && r.Unseen
	if r.TakenBy == nil || card.Mine {
		return card, nil
	}
	var err error
	card.TakenBy, err = db.takerName(*r.TakenBy, r.TakerKey, r.TakerName)
	return card, err
}

// takerName is the name of the colleague who took an alarm; never "", which would
// say that nobody else did.
func (db *DB) takerName(staff int64, key, sealed []byte) (string, error) {
	name, err := db.nameOf(staff, key, sealed)
	return cmp.Or(name, "een collega"), err
}

func (db *DB) openCard(card *dialog.AlarmCard, r cardRow, signs []cardSign, second bool) error {
	key, err := db.master.Unwrap(r.Key, keyPlace(r.Person))
	if err != nil {
		return err
	}
	if card.Name, err = key.OpenText(r.Name, seal.At("person.name", r.Person)); err != nil {
		return err
	}
	var d Details
	if err := key.OpenJSON(r.Details, seal.At("person.details", r.Person), &d); err != nil {
		return err
	}
	card.Phone, card.Address, card.Contact, card.Language, card.Safety = d.Phone, d.Address, d.Contact, d.Language, d.Safety
	var words []string
	for _, s := range signs {
		text, err := key.OpenText(s.Words, seal.At("alarm_sign.words", s.Cause))
		if err != nil {
			return err
		}
		if text != "" {
			words = append(words, text)
		}
	}
	card.Words = strings.Join(words, "\n")
	if second {
		card.Promise, err = key.OpenText(r.Promise, promisePlace(r.ID))
	}
	return err
}
