package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// Fill reads what only some turns need: the invitation behind a link, the desk of
// staff, and what needs asks for. A claim may leave the group here; it waits for
// the next.
func (g *Group) Fill(ctx context.Context, needs func(dialog.State, dialog.Input) dialog.Needs) error {
	if err := g.invitations(ctx); err != nil {
		return fmt.Errorf("taking turns: %w", err)
	}
	for _, c := range g.Claims {
		if c.Err != nil {
			continue
		}
		n := needs(c.State, c.Input)
		if err := g.fillOne(ctx, c, n); err != nil {
			return fmt.Errorf("taking turn %d: %w", c.Inbox, err)
		}
	}
	return nil
}

func (g *Group) fillOne(ctx context.Context, c *Claim, n dialog.Needs) error {
	if n.Said {
		if err := g.said(ctx, c); err != nil {
			return err
		}
	}
	if n.Looks {
		if err := g.looks(ctx, c); err != nil {
			return err
		}
	}
	if n.Shared {
		if err := g.shared(ctx, c); err != nil {
			return err
		}
	}
	if !staff(c.Person.Role) {
		return nil
	}
	if err := g.desk(ctx, c, n); err != nil {
		return err
	}
	return g.talkInHand(ctx, c, n)
}

// staff tells whether a role is one that works here.
func staff(r dialog.Role) bool {
	return r == dialog.MentorRole || r == dialog.Supervisor || r == dialog.Administrator
}

const selectSaid = `
	SELECT cause_id AS cause, words, at
	FROM message
	WHERE person_id = $1
	ORDER BY cause_id`

type saidRow struct {
	Cause int64
	Words []byte
	At    time.Time
}

// said opens the person's own messages, as far as they are still kept.
func (g *Group) said(ctx context.Context, c *Claim) error {
	rows, _ := g.pipe.conn.Query(ctx, selectSaid, c.Person.ID) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[saidRow])
	if err != nil {
		return fmt.Errorf("reading messages: %w", err)
	}
	for _, r := range found {
		words, err := c.key.OpenText(r.Words, seal.At("message.words", r.Cause))
		if err != nil {
			return err
		}
		c.Person.Said = append(c.Person.Said, dialog.Said{Words: words, At: r.At.In(c.Person.Now.Location())})
	}
	return nil
}
