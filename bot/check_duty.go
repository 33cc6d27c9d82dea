package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// planned is how far an organisation has planned duty and closed days.
type planned struct {
	Name   string
	Duty   []string // stretches of the week in which somebody who can be reached is on duty: "weekday from until", in minutes
	Closed int      // days from today on
}

const selectPlanned = `
	SELECT o.name,
	       ARRAY(
	           SELECT d.weekday || ' ' || d.from_minute || ' ' || d.to_minute
	           FROM duty_hour d
	           JOIN person p ON p.id = d.staff_id
	           WHERE d.organisation_id = o.id
	             AND p.role IN ('mentor', 'supervisor')
	             AND p.erased_at IS NULL
	             AND (p.unreachable_at IS NULL
	                  OR EXISTS (SELECT FROM staff_address e WHERE e.staff_id = p.id AND e.channel = 'email')
	                  OR EXISTS (SELECT FROM staff_account e WHERE e.staff_id = p.id AND e.email IS NOT NULL))) AS duty,
	       (SELECT count(*)
	        FROM jsonb_object_keys(o.closed) AS day
	        WHERE day >= $1) AS closed
	FROM organisation o
	WHERE NOT o.demo
	ORDER BY o.id`

// duty says in which hours of the week nobody is on duty, and whether closed days were thought of.
func (c *checking) duty(ctx context.Context, conn *pgx.Conn) {
	rows, _ := conn.Query(ctx, selectPlanned, c.now().Format(time.DateOnly)) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[planned])
	if err != nil {
		c.fault("duty", fmt.Errorf("looking who is on duty: %w", err))
		return
	}
	for _, o := range all {
		switch gaps := uncovered(o.Duty); {
		case len(o.Duty) == 0:
			c.add(isWarn, "duty", "%s has nobody on duty: an alarm goes to the mentor and the supervisors. Plan it at the desk.", o.Name)
		case gaps != "":
			c.add(isWarn, "duty", "%s has nobody on duty %s: then an alarm goes to the mentor and the supervisors, who may be asleep.", o.Name, gaps)
		default:
			c.add(isOK, "duty", "%s has somebody on duty in every hour of the week.", o.Name)
		}
		if o.Closed == 0 {
			c.add(isWarn, "hours", "%s is closed on no day to come, so the bot says on feast days that somebody is there: set them at the desk.", o.Name)
		}
	}
}

const wholeDay = 24 * 60

// stretch is a part of a day in minutes after midnight.
type stretch struct{ from, until int }

func (s stretch) String() string {
	if s == (stretch{0, wholeDay}) {
		return "all day"
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.from/60, s.from%60, s.until/60, s.until%60)
}

// uncovered are the gaps of a week, days with the same ones together: "Mon-Fri
// 00:00-09:00, 17:00-24:00; Sat-Sun all day".
func uncovered(duty []string) string {
	var days [7][]stretch
	for _, text := range duty {
		var day int
		var s stretch
		if n, _ := fmt.Sscan(text, &day, &s.from, &s.until); n == 3 && day >= 0 && day < 7 {
			days[day] = append(days[day], s)
		}
	}
	var parts []string
	for i := 0; i < len(weekDays); {
		gaps := gapsOf(days[weekDays[i]])
		last := i
		for last+1 < len(weekDays) && slices.Equal(gapsOf(days[weekDays[last+1]]), gaps) {
			last++
		}
		name := weekDays[i].String()[:3]
		if last > i {
			name += "-" + weekDays[last].String()[:3]
		}
		if len(gaps) > 0 {
			parts = append(parts, name+" "+strings.Trim(fmt.Sprint(gaps), "[]"))
		}
		i = last + 1
	}
	return strings.Join(parts, "; ")
}

// gapsOf are the parts of a day that no stretch covers.
func gapsOf(day []stretch) (gaps []stretch) {
	slices.SortFunc(day, func(a, b stretch) int { return a.from - b.from })
	at := 0
	for _, s := range day {
		if s.from > at {
			gaps = append(gaps, stretch{at, s.from})
		}
		at = max(at, s.until)
	}
	if at < wholeDay {
		gaps = append(gaps, stretch{at, wholeDay})
	}
	return gaps
}
