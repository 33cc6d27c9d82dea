package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// Colleague is somebody who works here, as supervisors and administrators see her.
type Colleague struct {
	ID            int64
	Name          string
	Role          dialog.Role
	Administrator bool // also beside another role
	Mail          bool // can sign in by e-mail
	Chat          bool // has a chat with the bot
	Reached       bool // and did not block it
	SeenAt        time.Time
	People        int // participants
	Invited       int // links to participants that were not used yet
	InHand        int // talks that she has in hand now
	Alarms        int // open alarms that she has taken
	LeftAt        time.Time
}

// People are all who work here or did.
type People struct {
	Staff    []Colleague
	Former   []Colleague
	Nobodys  int          // participants without a mentor
	Links    []Invitation // to colleagues, not used yet
	MayAdmin bool         // who looks may give and take the administrator's right
}

const selectStaff = `
	SELECT s.id, s.role, s.administrator, s.key, s.name, s.left_at,
	       COALESCE(w.people, 0) AS people, COALESCE(w.invited, 0) AS invited, COALESCE(w.in_hand, 0) AS in_hand, COALESCE(w.alarms, 0) AS alarms,
	       COALESCE(w.chat, false) AS chat, COALESCE(w.reached, false) AS reached,
	       GREATEST(w.heard_at, (SELECT max(d.seen_at) FROM staff_session d WHERE d.staff_id = s.id)) AS seen_at,
	       EXISTS (SELECT FROM staff_account a WHERE a.staff_id = s.id AND a.email IS NOT NULL) AS mail
	FROM person s
	LEFT JOIN desk_workload() w ON w.staff_id = s.id
	WHERE s.organisation_id = @organisation
	  AND s.role IN ('mentor', 'supervisor', 'administrator', 'former')
	ORDER BY s.id`

type colleagueRow struct {
	ID                              int64
	Role                            dialog.Role
	Administrator                   bool
	Key, Name                       []byte
	LeftAt, SeenAt                  *time.Time
	People, Invited, InHand, Alarms int
	Chat, Reached, Mail             bool
}

func (db *DB) colleague(r colleagueRow) (Colleague, error) {
	name, err := db.name(r.ID, r.Key, r.Name)
	return Colleague{ID: r.ID, Name: name, Role: r.Role, Administrator: r.Administrator, Mail: r.Mail, Chat: r.Chat, Reached: r.Reached,
		SeenAt: value(r.SeenAt), People: r.People, Invited: r.Invited, InHand: r.InHand, Alarms: r.Alarms, LeftAt: value(r.LeftAt)}, err
}

// ReadPeople lists everybody.
func (db *DB) ReadPeople(ctx context.Context, who Who) (p People, err error) {
	err = db.as(ctx, who, "reading who works here", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectStaff, pgx.NamedArgs{"organisation": who.Organisation}) // CollectRows tells of its error
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[colleagueRow])
		if err != nil {
			return err
		}
		administrators := 0
		for _, r := range found {
			c, err := db.colleague(r)
			if err != nil {
				return err
			}
			if c.Administrator {
				administrators++
			}
			if c.ID == who.Staff {
				p.MayAdmin = c.Administrator
			}
			if c.Role == dialog.Former {
				p.Former = append(p.Former, c)
				continue
			}
			p.Staff = append(p.Staff, c)
		}
		p.MayAdmin = p.MayAdmin || administrators == 0
		if err := tx.QueryRow(ctx, `SELECT people FROM desk_workload() WHERE staff_id = 0`).Scan(&p.Nobodys); err != nil {
			return err
		}
		p.Links, err = db.links(ctx, tx, who)
		return err
	})
	return p, err
}

// Access is what somebody may.
type Access struct {
	Role          dialog.Role
	Administrator bool
}

// ChangeAccess gives a colleague another role or the administrator's right, or takes it.
// was is what the page showed: when that does not hold any more it is Refused "changed".
// Somebody whose access had ended comes back by it.
func (db *DB) ChangeAccess(ctx context.Context, who Who, colleague int64, was, to Access) error {
	if was == to {
		return nil
	}
	return db.as(ctx, who, "changing what a colleague may", func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `SELECT desk_change_role(@whom, @was_role, @was_administrator, @role, @administrator)`, pgx.NamedArgs{
			"whom": colleague, "was_role": was.Role, "was_administrator": was.Administrator, "role": to.Role, "administrator": to.Administrator})
		if err != nil {
			return refused(err)
		}
		what := string(to.Role)
		if to.Administrator && to.Role != dialog.Administrator {
			what += "_and_administrator"
		}
		return db.audit(ctx, tx, who, entry{kind: KindRole, what: what, other: colleague})
	})
}

func value(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return *at
}
