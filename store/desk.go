package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// desk puts in front of staff what they may see, and no more.
func (g *Group) desk(ctx context.Context, c *Claim, n dialog.Needs) (err error) {
	d := &dialog.Desk{FreshToken: newToken(), Link: StartLink(c.row.Channel, c.row.Username), Digest: digest(c.row.DigestMinute)}
	c.Person.Desk = d
	if d.Cases, err = g.cases(ctx, c); err != nil {
		return err
	}
	if c.Person.Role != dialog.MentorRole || n.Staff {
		if d.Staff, err = g.colleagues(ctx, c); err != nil {
			return err
		}
	}
	for _, of := range d.Cases {
		if of.Person == n.Person {
			c.about = n.Person
			if d.Focus, err = g.file(ctx, c, of, n); err != nil {
				return err
			}
		}
	}
	if n.Alarm != 0 {
		d.Alarm, err = g.card(ctx, c, n.Alarm)
	}
	return err
}

// StartLink is what stands before a token to make a link.
func StartLink(channel, username string) string {
	if channel == "telegram" {
		return "https://t.me/" + username + "?start="
	}
	return "/start "
}

func digest(minute *int16) dialog.DigestTime {
	if minute == nil {
		return dialog.DigestTime{Off: true}
	}
	return dialog.DigestTime{Hour: int(*minute) / 60, Minute: int(*minute) % 60}
}

// selectCases lists a mentor's own participants. Without consent to sharing nothing
// counts as shared, also what was shared before it was taken back. Who asked to be
// wiped is gone from the list, unless an alarm is open.
const selectCases = `
	SELECT p.id AS person, p.key, p.name, p.joined_at, c.heard_at, p.unreachable_at IS NOT NULL AS unreached,
	       p.wants_human_at > COALESCE(r.human_at, '-infinity') AS wants_human,
	       (SELECT count(*)
	        FROM event e
	        WHERE e.person_id = p.id
	          AND e.share IN ('shared', 'bare')
	          AND e.shared_at > COALESCE(r.read_at, '-infinity')
	          AND NOT e.mistaken
	          AND EXISTS (SELECT FROM consent s WHERE s.person_id = p.id AND s.what = 'sharing' AND s.given)) AS lines,
	       (SELECT count(*)
	        FROM step s
	        WHERE s.person_id = p.id
	          AND s.state = 'asked'
	          AND NOT s.mistaken) AS asks,
	       COALESCE(a.id, 0) AS alarm, a.taken_by, t.key AS taker_key, t.name AS taker_name
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	LEFT JOIN casework r ON r.person_id = p.id
	                    AND r.staff_id = p.mentor_id
	LEFT JOIN alarm a ON a.person_id = p.id
	                 AND a.closed_at IS NULL
	LEFT JOIN person t ON t.id = a.taken_by
	WHERE p.mentor_id = $1
	  AND (p.erased_at IS NULL OR a.id IS NOT NULL)
	ORDER BY p.id`

type caseRow struct {
	Person            int64
	Key, Name         []byte
	JoinedAt, HeardAt *time.Time
	Unreached         bool
	WantsHuman        *bool
	Lines, Asks       int

	Alarm               int64
	TakenBy             *int64
	TakerKey, TakerName []byte
}

func (g *Group) cases(ctx context.Context, c *Claim) ([]dialog.Case, error) {
	rows, _ := g.pipe.conn.Query(ctx, selectCases, c.Person.ID) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[caseRow])
	if err != nil {
		return nil, fmt.Errorf("reading the cases of mentor %d: %w", c.Person.ID, err)
	}
	var cases []dialog.Case
	for _, r := range found {
		name, err := g.db.nameOf(r.Person, r.Key, r.Name)
		if err != nil {
			return nil, err
		}
		of := dialog.Case{Person: r.Person, Name: name, Joined: r.JoinedAt != nil, LastTalk: moment(r.HeardAt, c.Person.Now.Location()),
			NewLines: r.Lines, Asks: r.Asks, WantsHuman: r.WantsHuman != nil && *r.WantsHuman, Unreached: r.Unreached, Alarm: r.Alarm}
		if of.AlarmMine = r.TakenBy != nil && *r.TakenBy == c.Person.ID; r.TakenBy != nil && !of.AlarmMine {
			if of.AlarmBy, err = g.db.takerName(*r.TakenBy, r.TakerKey, r.TakerName); err != nil {
				return nil, err
			}
		}
		cases = append(cases, of)
	}
	return cases, nil
}

const selectColleagues = `
	SELECT p.id, p.role, p.key, p.name
	FROM person p
	WHERE p.organisation_id = $1
	  AND p.role IN ('mentor', 'supervisor')
	  AND p.id <> $2
	  AND p.erased_at IS NULL
	ORDER BY p.id`

type colleagueRow struct {
	ID        int64
	Role      dialog.Role
	Key, Name []byte
}

func (g *Group) colleagues(ctx context.Context, c *Claim) ([]dialog.StaffMember, error) {
	rows, _ := g.pipe.conn.Query(ctx, selectColleagues, c.Organisation, c.Person.ID) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[colleagueRow])
	if err != nil {
		return nil, fmt.Errorf("reading the staff of organisation %d: %w", c.Organisation, err)
	}
	var all []dialog.StaffMember
	for _, r := range found {
		name, err := g.db.nameOf(r.ID, r.Key, r.Name)
		if err != nil {
			return nil, err
		}
		all = append(all, dialog.StaffMember{ID: r.ID, Name: name, Role: r.Role})
	}
	return all, nil
}
