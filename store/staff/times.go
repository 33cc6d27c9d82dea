package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/store"
)

// moment is a point in time in somebody's zone; zero for none.
func moment(at *time.Time, zone *time.Location) time.Time {
	if at == nil {
		return time.Time{}
	}
	return at.In(zone)
}

// midnight is the start of a day in somebody's zone; zero for none.
func midnight(date *time.Time, zone *time.Location) time.Time {
	if date == nil {
		return time.Time{}
	}
	y, m, d := date.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// zoneOf is the organisation's own.
func zoneOf(ctx context.Context, tx pgx.Tx) (*time.Location, error) {
	var name string
	if err := tx.QueryRow(ctx, `SELECT zone FROM organisation WHERE id = desk_organisation()`).Scan(&name); err != nil {
		return nil, err
	}
	return store.Zone(name)
}
