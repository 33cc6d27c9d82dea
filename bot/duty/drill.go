package duty

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"stapmaat/dialog"
	"stapmaat/store"
)

// Drills let a test person write about danger and see to it that the alarm gets through.
type Drills struct {
	DB *store.DB
	// Receive takes in what was heard, as from any face: receive.Receiver's.
	Receive func(ctx context.Context, bot int64, batch []store.Arrival, next int64) error
	// Words are what the test person writes.
	Words string
	// Now is the domain's clock.
	Now func() time.Time
}

// Begin begins one by hand. With staff the real ones are alerted, with the word Oefening.
func (d *Drills) Begin(ctx context.Context, organisation int64, staff bool) (store.Drill, error) {
	begun, err := d.DB.BeginDrill(ctx, organisation, time.Time{}, staff)
	if err != nil {
		return begun, err
	}
	return begun, d.write(ctx, begun)
}

// write is the test person's message. Where the process dies before it the drill fails,
// as it should: that is told.
func (d *Drills) write(ctx context.Context, begun store.Drill) error {
	bot, err := d.DB.DrillBot(ctx, begun.Organisation)
	if err != nil {
		return err
	}
	message := store.Arrival{Ref: strconv.FormatInt(begun.ID, 10), Chat: begun.ID, At: d.Now(),
		Input: dialog.Input{Kind: dialog.Typed, Text: d.Words}}
	if err := d.Receive(ctx, bot, []store.Arrival{message}, 0); err != nil {
		return fmt.Errorf("writing as a test person: %w", err)
	}
	return nil
}

// Plan begins what the plans of the organisations ask for, and tells how many.
func (d *Drills) Plan(ctx context.Context) (begun int, err error) {
	all, err := d.DB.BeginDueDrills(ctx)
	for _, one := range all {
		err = errors.Join(err, d.write(ctx, one))
	}
	return len(all), err
}

// drillEvery is how often the plans are looked at.
const drillEvery = time.Minute

func (d *Duty) planDrills(ctx context.Context) error {
	_, err := d.o.Drills.Plan(ctx)
	return err
}

func (d *Duty) moveDrills(ctx context.Context) error {
	moved, err := d.o.DB.MoveDrills(ctx)
	if moved > 0 {
		d.o.Rang()
	}
	return err
}
