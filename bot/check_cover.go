package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/seal"
)

// opensNewest opens the key of the person who came last: the file may be a right
// key, and still not the one that this database was sealed with.
func opensNewest(ctx context.Context, conn *pgx.Conn, master *seal.Master) error {
	var id int64
	var key []byte
	err := conn.QueryRow(ctx, `
		SELECT id, key
		FROM person
		ORDER BY id DESC
		LIMIT 1`).Scan(&id, &key)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the newest person's key: %w", err)
	}
	if _, err := master.Unwrap(key, seal.At("person.key", id)); err != nil {
		return advise(fmt.Errorf("the key file is not the one that this database was sealed with"), "put that one back")
	}
	return nil
}

// cover is who can be alarmed in one organisation that has a bot, and when it is open.
type cover struct {
	Name                 string
	Supervisors, Mentors int // who can be reached
	Alone                int // participants without a mentor who can be reached
	Opening              map[string][2]string
}

const selectCover = `
	SELECT o.name, o.opening,
	       (SELECT count(*)
	        FROM person p
	        WHERE p.organisation_id = o.id
	          AND p.role = 'supervisor'
	          AND p.unreachable_at IS NULL) AS supervisors,
	       (SELECT count(*)
	        FROM person p
	        WHERE p.organisation_id = o.id
	          AND p.role = 'mentor'
	          AND p.unreachable_at IS NULL) AS mentors,
	       (SELECT count(*)
	        FROM person p
	        LEFT JOIN person m ON m.id = p.mentor_id
	        WHERE p.organisation_id = o.id
	          AND p.role = 'participant'
	          AND (m.id IS NULL OR m.unreachable_at IS NOT NULL)) AS alone
	FROM organisation o
	WHERE EXISTS (
	    SELECT
	    FROM bot b
	    WHERE b.organisation_id = o.id
	      AND b.channel = 'telegram')
	ORDER BY o.id`

// covered says in which hours nobody would come.
func (c *checking) covered(ctx context.Context, conn *pgx.Conn) {
	rows, _ := conn.Query(ctx, selectCover) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[cover])
	if err != nil {
		c.fault("alarms", fmt.Errorf("looking who can be alarmed: %w", err))
		return
	}
	for _, o := range all {
		switch {
		case o.Supervisors == 0 && o.Mentors == 0:
			c.add(isFail, "alarms", "%s has nobody to alarm: 'bot invite supervisor --organisation %q', and send the link.", o.Name, o.Name)
			continue
		case o.Supervisors == 0:
			c.add(isWarn, "alarms", "%s has no supervisor who can be reached: an alarm goes to one mentor only.", o.Name)
		}
		if o.Alone > 0 {
			c.add(isWarn, "alarms", "%s has %d participants without a mentor who can be reached: give them one.", o.Name, o.Alone)
		}
		c.hours(o)
	}
}

// weekDays are the keys of the opening hours, Monday first, as people read a week.
var weekDays = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

func (c *checking) hours(o cover) {
	var open, shut []string
	for _, day := range weekDays {
		name := day.String()[:3]
		if span, ok := o.Opening[fmt.Sprint(int(day))]; ok {
			open = append(open, name+" "+span[0]+"-"+span[1])
		} else {
			shut = append(shut, name)
		}
	}
	if len(open) == 0 {
		c.add(isFail, "hours", "%s is never open: the bot would tell everybody that nobody is there.", o.Name)
		return
	}
	note := "nights"
	if len(shut) > 0 {
		note += ", " + strings.Join(shut, ", ")
	}
	c.add(isWarn, "hours", "%s is open %s; uncovered: %s. Then the bot names 112 and 113, and says that nobody may be there.", o.Name, strings.Join(open, ", "), note)
}
