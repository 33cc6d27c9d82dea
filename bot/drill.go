package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"stapmaat/bot/duty"
	"stapmaat/bot/receive"
	"stapmaat/dialog"
	"stapmaat/store"
)

type drillCommand struct {
	Organisation string `required:"" placeholder:"NAME" help:"Whose alarms."`
	Staff        bool   `help:"Alert real staff, with the word Oefening; without it nobody is woken."`
	Plan         string `enum:",off,weekly,monthly" default:"" placeholder:"WHEN" help:"Only say how often it happens by itself, on Tuesday at half past ten: off, weekly or monthly."`
}

// How often the command looks, and how long it waits before it says that it looks no longer.
const (
	drillLook  = 200 * time.Millisecond
	drillWaits = 3 * time.Minute
)

// Run sends the message and prints how far it came and how fast. The programs that
// serve must do the rest: that they do is what is tried.
func (c *drillCommand) Run(ctx context.Context, p program) error {
	h, organisation, err := p.houseOf(ctx, c.Organisation)
	if err != nil {
		return err
	}
	defer h.db.Close()
	if c.Plan != "" {
		return h.db.SetDrills(ctx, organisation, store.DrillPlan(c.Plan))
	}
	d, err := h.drills(&receive.Receiver{DB: h.db, Screen: dialog.ScreenIn}).Begin(ctx, organisation, c.Staff)
	if err != nil {
		return err
	}
	if c.Staff {
		fmt.Fprintf(p.out, "drill %d has begun: staff is alerted now. See 'bot check' for how it ended.\n", d.ID)
		return nil
	}
	return h.awaitDrill(ctx, p.out, d)
}

// awaitDrill prints a drill when it is over.
func (h *house) awaitDrill(ctx context.Context, out io.Writer, d store.Drill) error {
	ctx, cancel := context.WithTimeout(ctx, drillWaits)
	defer cancel()
	for d.ClosedAt == nil && d.FailedAt == nil && ctx.Err() == nil {
		pause(ctx, drillLook)
		all, err := h.db.LastDrills(ctx, d.Organisation, 20)
		if err != nil && ctx.Err() == nil {
			return err
		}
		for _, found := range all {
			if found.ID == d.ID {
				d = found
			}
		}
	}
	fmt.Fprintln(out, drillLine(d))
	if d.ClosedAt == nil {
		return advise(errors.New("the drill did not come to its end"), "start 'bot serve', look at its log, and see 'bot check'")
	}
	return nil
}

// drillLine is one drill for people to read: seconds from its beginning.
func drillLine(d store.Drill) string {
	line := fmt.Sprintf("drill %d of %s:", d.ID, d.BegunAt.UTC().Format("2006-01-02 15:04 UTC"))
	for _, s := range []struct {
		name string
		at   *time.Time
	}{{"raised", d.RaisedAt}, {"alerted", d.AlertedAt}, {"taken", d.TakenAt}, {"closed", d.ClosedAt}} {
		if s.at == nil {
			return line + " not " + s.name
		}
		line += fmt.Sprintf(" %s %.1f s,", s.name, s.at.Sub(d.BegunAt).Seconds())
	}
	return line[:len(line)-1]
}

func (h *house) drills(r *receive.Receiver) *duty.Drills {
	return &duty.Drills{DB: h.db, Receive: r.Receive, Words: h.engine.DrillWords("nl"), Now: h.clock}
}

// houseOf opens the house for a command about one organisation.
func (p program) houseOf(ctx context.Context, name string) (*house, int64, error) {
	settings, err := p.load()
	if err != nil {
		return nil, 0, err
	}
	h, err := p.open(ctx, settings, p.now)
	if err != nil {
		return nil, 0, err
	}
	organisation, err := h.db.FindOrganisation(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		err = advise(fmt.Errorf("there is no organisation %q", name), "write its name as it is in ORGANISATION")
	}
	if err != nil {
		h.db.Close()
		return nil, 0, err
	}
	return h, organisation, nil
}
