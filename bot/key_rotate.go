package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/bot/config"
	"stapmaat/store/seal"
)

type keyRotateCommand struct{}

// Run puts a new key into the key file, beside the old ones, and wraps everything
// with it. The file comes first: whatever happens then, it opens both.
func (keyRotateCommand) Run(ctx context.Context, p program) error {
	c, err := p.load()
	if err != nil {
		return err
	}
	if err := nobodyServes(ctx, c); err != nil {
		return err
	}
	old, err := seal.ReadMaster(c.MasterKeyFile)
	if err != nil {
		return err
	}
	h, err := p.open(ctx, c, p.now) // before the file changes: is this the key of this database?
	if err != nil {
		return err
	}
	defer h.db.Close()
	if _, err := h.db.Bots(ctx); err != nil {
		return advise(err, "put back the key file of this database, then rotate")
	}
	fresh, err := old.Rotate()
	if err != nil {
		return err
	}
	if err := fresh.Replace(c.MasterKeyFile); err != nil {
		return advise(err, "give this user the right to write the folder of the key file")
	}
	return p.rewrap(ctx, c)
}

// rewrap opens the house once more, with the new key file.
func (p program) rewrap(ctx context.Context, c config.Config) error {
	h, err := p.open(ctx, c, p.now)
	if err != nil {
		return err
	}
	defer h.db.Close()
	n, err := h.db.Rewrap(ctx)
	if err != nil {
		return advise(err, "run 'bot key rotate' again; the key file holds the old key and the new one")
	}
	fmt.Fprintf(p.out, "%d keys are wrapped with the new key. Copy %s away again; backups from before still need the old copy.\n", n, c.MasterKeyFile)
	return nil
}

// A program that has just been stopped is seen by Postgres a moment longer.
const (
	partingLooks = 20
	partingPause = 50 * time.Millisecond
)

// nobodyServes makes sure that no program runs on this database: it has read the
// old key file only, and could not open what is wrapped anew.
func nobodyServes(ctx context.Context, c config.Config) error {
	conn, err := (&house{config: c}).connect(ctx)
	if err != nil {
		return fmt.Errorf("reaching the database: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	for range partingLooks {
		others, err := othersOn(ctx, conn)
		if err != nil || !others {
			return err
		}
		pause(ctx, partingPause)
	}
	return advise(errors.New("a program works on this database"), "stop it, rotate, then start it: it knows the old key only")
}

func othersOn(ctx context.Context, conn *pgx.Conn) (others bool, err error) {
	err = conn.QueryRow(ctx, `
		SELECT EXISTS (
		    SELECT
		    FROM pg_stat_activity
		    WHERE datname = current_database()
		      AND application_name = 'stapmaat')`).Scan(&others)
	if err != nil {
		return false, fmt.Errorf("looking who works on the database: %w", err)
	}
	return others, nil
}
