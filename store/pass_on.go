package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// passOn turns notes to staff and acts for participants into inputs of their
// talks. Most groups have none; they pay no round trip.
func (g *Group) passOn(ctx context.Context, w *writes, outcomes []Outcome) error {
	var notes []noteFor
	var acts []Item
	for _, o := range outcomes {
		cause := strconv.FormatInt(o.Claim.Inbox, 10)
		for n, note := range o.Effects.Notes {
			notes = append(notes, noteFor{ref: cause + ":" + strconv.Itoa(n), source: FromNote, note: note})
		}
		for n, act := range o.Effects.Acts {
			mine, err := g.mayAct(ctx, o.Claim, act)
			if err != nil {
				return err
			}
			if mine {
				acts = append(acts, Item{Person: act.Person, Source: FromAct, Ref: cause + ":" + strconv.Itoa(n),
					Input: dialog.Input{Kind: dialog.Acted, Act: &act.Act}})
			}
		}
	}
	items, err := g.db.address(ctx, g.pipe.conn, notes)
	if err != nil {
		return err
	}
	w.inbox, err = g.db.inputs(ctx, g.pipe.conn, append(items, acts...))
	return err
}

// mayAct tells whether staff may do something for a participant: as her mentor, or
// as a supervisor of the same organisation. An open alarm is for all of its staff.
func (g *Group) mayAct(ctx context.Context, c *Claim, act dialog.ActFor) (may bool, err error) {
	if !staff(c.Person.Role) {
		return false, nil
	}
	rows, _ := g.pipe.conn.Query(ctx, selectMayAct, pgx.NamedArgs{"person": act.Person, "organisation": c.Organisation, "staff": c.Person.ID,
		"supervises": c.Person.Role == dialog.Supervisor, "alarmed": strings.HasPrefix(act.Act.Kind, "alarm_"), "now": g.now})
	if may, err = pgx.CollectExactlyOneRow(rows, pgx.RowTo[bool]); err != nil {
		return false, fmt.Errorf("looking whether %d may act for %d: %w", c.Person.ID, act.Person, err)
	}
	return may, nil
}

// selectMayAct: who has the talk in hand may end it, whatever else she may no more.
const selectMayAct = `
	SELECT EXISTS (
	    SELECT
	    FROM person p
	    WHERE p.id = @person
	      AND p.organisation_id = @organisation
	      AND (@supervises
	           OR @alarmed AND EXISTS (SELECT FROM alarm a WHERE a.person_id = p.id AND a.closed_at IS NULL)
	           OR EXISTS (
	              SELECT
	              FROM ownership w
	              JOIN conversation c ON c.id = w.conversation_id
	              WHERE c.person_id = p.id
	                AND w.owner_id = @staff)
	           OR` + mayTalk + `))`
