package main

import (
	"stapmaat/bot/config"
	"stapmaat/bot/embed"
	"stapmaat/bot/model"
	"stapmaat/knowledge/search"
)

// models is who is asked what people mean and say aloud. Each is one endpoint, or off (nil):
// nothing is ever asked elsewhere instead.
type models struct {
	talk model.Model
	ears model.Hearer
}

// openModels reads who is asked out of the settings. With a folder, a person or a program
// there plays both, and no endpoint is asked.
func openModels(c config.Config, folder string) (m models, err error) {
	if folder != "" {
		f, err := model.NewFolder(folder)
		if err != nil {
			return models{}, advise(err, "make it, for yourself alone (mode 0700), or correct --model-dir")
		}
		return models{f, f}, nil
	}
	if c.Model.On() {
		if m.talk, err = model.New(endpointOf(c.Model)); err != nil {
			return models{}, err
		}
	}
	if c.Speech.On() {
		if m.ears, err = model.NewEars(endpointOf(c.Speech)); err != nil {
			return models{}, err
		}
	}
	return m, nil
}

// givenUp tells for each endpoint that can fail whether it is left alone now (1) or not (0).
func (m models) givenUp() map[string]float64 {
	all := map[string]float64{}
	for of, it := range map[string]any{"model": m.talk, "speech": m.ears} {
		if e, ok := it.(interface{ Open() bool }); ok {
			all[of] = 0
			if e.Open() {
				all[of] = 1
			}
		}
	}
	return all
}

func endpointOf(e config.Endpoint) model.Settings {
	return model.Settings{URL: e.URL, Key: e.Key.Reveal(), Name: e.Name, API: model.API(e.API), Version: e.APIVersion}
}

// openEmbedder is the endpoint that makes vectors, nil for the built-in one.
func openEmbedder(c config.Config) (search.Embedder, error) {
	e := c.Embed
	if !e.On() {
		return nil, nil
	}
	s := embed.Settings{URL: e.URL, Key: e.Key.Reveal(), Model: e.Name, Dims: e.Dims, AskDims: e.AskDims, QueryPrefix: e.QueryPrefix, PassagePrefix: e.PassagePrefix}
	if e.API == string(model.Azure) {
		s.AzureVersion = e.APIVersion
	}
	return embed.New(s)
}
