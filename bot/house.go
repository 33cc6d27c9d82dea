package main

import (
	"context"
	"time"

	"stapmaat/bot/config"
	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/seal"
)

// spareConns is how many connections there are beside those of the turns: four for
// receiving, the rest for sending, recording, the clock, and whoever looks at the numbers.
const spareConns = 8

// house is what every command needs that touches people's data.
type house struct {
	config config.Config
	engine *dialog.Engine
	db     *store.DB
	fault  fault.Hook
	clock  func() time.Time // of the domain; the wire has its own
}

// open reads the key, refuses an old schema, and puts the house together.
func (p program) open(ctx context.Context, c config.Config, clock func() time.Time) (*house, error) {
	master, err := seal.ReadMaster(c.MasterKeyFile)
	if err != nil {
		return nil, err
	}
	engine, err := newEngine()
	if err != nil {
		return nil, err
	}
	hook, err := fault.FromEnv()
	if err != nil {
		return nil, err
	}
	url := c.DatabaseURL.Reveal()
	if err := store.CheckSchema(ctx, url); err != nil {
		return nil, err
	}
	o := store.Options{Master: master, MaxConns: c.TurnWorkers + spareConns, Clock: clock, Alert: alertOf(engine)}
	if hook != nil {
		o.Fault = func(point string) { hook.At(fault.Point(point)) }
	}
	db, err := store.Open(ctx, url, o)
	if err != nil {
		return nil, err
	}
	return &house{config: c, engine: engine, db: db, fault: hook, clock: clock}, nil
}

func alertOf(engine *dialog.Engine) func(store.AlertNews) dialog.Message {
	return func(n store.AlertNews) dialog.Message {
		return engine.Alert("nl", dialog.AlertNews{Kind: string(n.Kind), Alarm: n.Alarm, Person: n.Person, Urgency: n.Urgency})
	}
}

// load reads the settings that commands on people's data cannot do without.
func (p program) load() (config.Config, error) {
	return config.Load(p.environ, config.NeedDatabase, config.NeedMasterKey)
}
