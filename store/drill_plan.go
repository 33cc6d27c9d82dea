package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// DrillPlan is how often an organisation drills by itself.
type DrillPlan string

// The plans.
const (
	NoDrills      DrillPlan = "off"
	WeeklyDrills  DrillPlan = "weekly"
	MonthlyDrills DrillPlan = "monthly" // on the first Tuesday
)

// Drills take place on Tuesday at half past ten, when people are at work; one that was
// missed is made up for in the same working day, and not at night.
const (
	drillDay    = time.Tuesday
	drillHour   = 10
	drillMinute = 30
	drillUntil  = 6 * time.Hour
)

// SetDrills gives an organisation a plan.
func (db *DB) SetDrills(ctx context.Context, organisation int64, plan DrillPlan) error {
	if !slices.Contains([]DrillPlan{NoDrills, WeeklyDrills, MonthlyDrills}, plan) {
		return fmt.Errorf("planning drills: %q is no plan", plan)
	}
	_, err := db.pool.Exec(ctx, `UPDATE organisation SET drills = $2 WHERE id = $1`, organisation, plan)
	if err != nil {
		return fmt.Errorf("planning drills: %w", err)
	}
	return nil
}

// drilling is an organisation that serves people, with its newest drill.
type drilling struct {
	ID        int64
	Name      string
	Drills    DrillPlan
	Zone      string
	CreatedAt time.Time
	PlannedAt *time.Time // the newest that was planned
	BegunAt   *time.Time // the newest at all
	FailedAt  *time.Time
	ClosedAt  *time.Time
	Staff     bool
}

const selectDrilling = `
	SELECT o.id, o.name, o.drills, o.zone, o.created_at, p.planned_at, l.begun_at, l.failed_at, l.closed_at, COALESCE(l.staff, false) AS staff
	FROM organisation o
	LEFT JOIN LATERAL (SELECT max(planned_at) AS planned_at FROM drill WHERE organisation_id = o.id) AS p ON true
	LEFT JOIN LATERAL (
	    SELECT begun_at, failed_at, closed_at, staff
	    FROM drill
	    WHERE organisation_id = o.id
	    ORDER BY id DESC
	    LIMIT 1) AS l ON true
	WHERE EXISTS (
	    SELECT
	    FROM bot b
	    WHERE b.organisation_id = o.id
	      AND b.channel = 'telegram')
	ORDER BY o.id`

func (db *DB) drilling(ctx context.Context) ([]drilling, error) {
	rows, _ := db.pool.Query(ctx, selectDrilling) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[drilling])
	if err != nil {
		return nil, fmt.Errorf("reading who drills: %w", err)
	}
	return all, nil
}

// last is the newest hour of the plan that is not after now.
func (o drilling) last(now time.Time) (time.Time, error) {
	z, err := Zone(o.Zone)
	if err != nil {
		return time.Time{}, err
	}
	now = now.In(z)
	for back := 0; ; back++ {
		at := time.Date(now.Year(), now.Month(), now.Day()-back, drillHour, drillMinute, 0, 0, z)
		if at.Weekday() == drillDay && !at.After(now) && (o.Drills == WeeklyDrills || at.Day() <= 7) {
			return at, nil
		}
	}
}

// BeginDueDrills begins what the plans ask for now; each drill goes to one process.
func (db *DB) BeginDueDrills(ctx context.Context) (begun []Drill, err error) {
	all, err := db.drilling(ctx)
	if err != nil {
		return nil, err
	}
	now := db.now()
	for _, o := range all {
		if o.Drills == NoDrills {
			continue
		}
		at, err := o.last(now)
		if err != nil {
			return begun, err
		}
		if passed(now, at, drillUntil) || at.Before(o.CreatedAt) || o.PlannedAt != nil && !o.PlannedAt.Before(at) {
			continue
		}
		d, err := db.BeginDrill(ctx, o.ID, at.UTC(), false)
		if errors.Is(err, ErrTaken) {
			continue
		}
		if err != nil {
			return begun, err
		}
		begun = append(begun, d)
	}
	return begun, nil
}

// DrillFault is an organisation whose drills say that alarms may not arrive.
type DrillFault struct {
	Organisation int64
	Name         string
	Overdue      bool      // else the newest failed, or stands still
	Since        time.Time // the newest drill, or when there could have been one
}

// EachDrilling gives the newest drill of every organisation that serves people and had one.
func (db *DB) EachDrilling(ctx context.Context, each func(name string, d Drill)) error {
	all, err := db.drilling(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		last, err := db.LastDrills(ctx, o.ID, 1)
		if err != nil {
			return err
		}
		if len(last) == 1 {
			each(o.Name, last[0])
		}
	}
	return nil
}

// How old the newest drill may be: a day more than a plan leaves between two.
const (
	weeklyOverdue  = 8 * 24 * time.Hour
	monthlyOverdue = 36 * 24 * time.Hour
)

// DrillFaults asks the database, not any process, so whoever still runs can tell.
func (db *DB) DrillFaults(ctx context.Context) (faults []DrillFault, err error) {
	all, err := db.drilling(ctx)
	if err != nil {
		return nil, err
	}
	now := db.now()
	for _, o := range all {
		f := DrillFault{Organisation: o.ID, Name: o.Name, Since: o.CreatedAt}
		if o.BegunAt != nil {
			f.Since = *o.BegunAt
		}
		limit := weeklyOverdue
		if o.Drills == MonthlyDrills {
			limit = monthlyOverdue
		}
		switch stuck := (Drill{Staff: o.Staff}).within() + SilentFor; {
		case o.BegunAt != nil && o.ClosedAt == nil && (o.FailedAt != nil || passed(now, *o.BegunAt, stuck)):
		case o.Drills != NoDrills && passed(now, f.Since, limit):
			f.Overdue = true
		default:
			continue
		}
		faults = append(faults, f)
	}
	return faults, nil
}
