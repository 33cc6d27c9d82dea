package main

import (
	"errors"
	"fmt"
	"time"

	"stapmaat/bot/config"
	"stapmaat/bot/eval"
	"stapmaat/bot/model"
	"stapmaat/bot/model/double"
)

// model gives who is asked in the play, and what ends that.
func (c *evalCommand) model(settings config.Config) (m models, end func(), err error) {
	end = func() {}
	switch {
	case c.ModelDir != "" || c.Mode == "dir":
		if c.ModelDir == "" {
			return m, end, advise(errors.New("nobody plays the model"), "name a folder with --model-dir")
		}
		m, err = openModels(settings, c.ModelDir)
	case c.Mode == "live":
		if !settings.Model.On() {
			return m, end, advise(errors.New("there is no language model in the settings"), "set MODEL_URL and what belongs to it, or choose --mode scripted")
		}
		m, err = openModels(settings, "")
	case c.Mode == "scripted":
		return c.scripted()
	}
	return m, end, err
}

// scripted is a model on loopback that behaves as it was told.
func (c *evalCommand) scripted() (models, func(), error) {
	server, err := eval.Scripted(c.Behaves, func(format string, args ...any) {
		refused := fmt.Errorf("a strict service would not have taken it: "+format, args...)
		c.refused.CompareAndSwap(nil, &refused)
	})
	if err != nil {
		return models{}, func() {}, advise(err, "see 'bot eval --help'")
	}
	endpoint, err := model.New(model.Settings{URL: server.URL(), Key: double.Key, Name: double.Model, Pause: time.Millisecond})
	if err != nil {
		server.Close()
		return models{}, func() {}, err
	}
	m := models{talk: endpoint}
	if c.Behaves == "late" {
		m.talk = hurried{endpoint}
	}
	return m, server.Close, nil
}

// hurried is a model for which nobody waits long.
type hurried struct{ model.Model }

// Patience is how long a call may take.
func (hurried) Patience() time.Duration { return eval.LateAfter }

// settles is how long everything that one round set going may take.
func (c *evalCommand) settles() time.Duration {
	switch {
	case c.ModelDir != "":
		return model.FolderPatience + time.Minute
	case c.Mode == "live":
		return 2 * time.Minute
	}
	return 0
}
