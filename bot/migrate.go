package main

import (
	"context"

	"stapmaat/bot/config"
	"stapmaat/store"
)

type migrateCommand struct{}

// Run brings the schema up to this program. It says nothing when that went well: it runs before every start.
func (migrateCommand) Run(ctx context.Context, p program) error {
	c, err := config.Load(p.environ, config.NeedDatabase)
	if err != nil {
		return err
	}
	return store.Migrate(ctx, c.DatabaseURL.Reveal())
}
