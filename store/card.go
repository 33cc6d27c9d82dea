package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store/seal"
)

// selectCard holds the alarm until the turn is over: of two who take it at the
// same time one is first, and the other reads her name. New signs don't wait.
const selectCard = `
	SELECT a.id, a.person_id AS person, a.taken_by, a.closed_at IS NOT NULL AS closed, p.key, p.name, p.details, t.key AS taker_key, t.name AS taker_name
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
	ID, Person          int64
	TakenBy             *int64
	Closed              bool
	Key, Name, Details  []byte
	TakerKey, TakerName []byte
}

type cardSign struct {
	Cause    int64
	Category risk.Category
	Urgency  risk.Urgency
	Words    []byte
}

// card is the alarm that somebody takes, passes on or closes; nil when it is not of
// this organisation. Of one that is over only that is known. What is sealed is opened only for who takes it, and
// that she looked is kept.
func (g *Group) card(ctx context.Context, c *Claim, alarm int64, taking bool) (*dialog.AlarmCard, error) {
	rows, _ := g.pipe.conn.Query(ctx, selectCard, alarm, c.Organisation) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[cardRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading alarm %d: %w", alarm, err)
	}
	c.about = r.Person
	if r.Closed {
		return &dialog.AlarmCard{ID: r.ID, Person: r.Person, Closed: true}, nil
	}
	rows, _ = g.pipe.conn.Query(ctx, selectCardSigns, alarm)
	signs, err := pgx.CollectRows(rows, pgx.RowToStructByName[cardSign])
	if err != nil {
		return nil, fmt.Errorf("reading alarm %d: %w", alarm, err)
	}
	w := worst(column(signs, func(s cardSign) sign { return sign{s.Category, s.Urgency} }))
	card := &dialog.AlarmCard{ID: r.ID, Person: r.Person, Category: string(w.Category), Urgency: string(w.Urgency)}
	card.Mine = r.TakenBy != nil && *r.TakenBy == c.Person.ID
	if r.TakenBy != nil && *r.TakenBy != c.Person.ID {
		card.TakenBy, err = g.db.takerName(*r.TakenBy, r.TakerKey, r.TakerName)
		return card, err
	}
	if !taking || r.Key == nil {
		return card, nil
	}
	if err := g.db.openCard(card, r, signs); err != nil {
		return nil, err
	}
	return card, g.look(ctx, c, r.Person, &r.ID, "details")
}

// takerName is the name of the colleague who took an alarm; never "", which would
// say that nobody else did.
func (db *DB) takerName(staff int64, key, sealed []byte) (string, error) {
	name, err := db.nameOf(staff, key, sealed)
	return cmp.Or(name, "een collega"), err
}

func (db *DB) openCard(card *dialog.AlarmCard, r cardRow, signs []cardSign) error {
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
	return nil
}
