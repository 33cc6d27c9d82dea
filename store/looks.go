package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// shownLooks is how many looks a person reads at once.
const shownLooks = 20

const selectLooks = `
	SELECT l.staff_id AS staff, s.key, s.name, l.what, l.at
	FROM staff_look l
	LEFT JOIN person s ON s.id = l.staff_id
	WHERE l.person_id = $1
	ORDER BY l.id DESC
	LIMIT $2`

type lookRow struct {
	Staff     int64
	Key, Name []byte
	What      string
	At        time.Time
}

// looks is who of the staff looked at what is kept about the person.
func (g *Group) looks(ctx context.Context, c *Claim) error {
	rows, _ := g.pipe.conn.Query(ctx, selectLooks, c.Person.ID, shownLooks) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[lookRow])
	if err != nil {
		return fmt.Errorf("reading who looked: %w", err)
	}
	for _, r := range found {
		name, err := g.db.nameOf(r.Staff, r.Key, r.Name)
		if err != nil {
			return err
		}
		c.Person.Looks = append(c.Person.Looks, dialog.Look{Staff: name, What: r.What, At: r.At.In(c.Person.Now.Location())})
	}
	return nil
}
