package main

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/config"
	"stapmaat/bot/model"
)

// Each thing is asked of the endpoint that was named for it, or of nobody.
func TestModelsAreWhatTheSettingsName(t *testing.T) {
	t.Parallel()
	on := config.Endpoint{URL: "http://127.0.0.1:1/v1", Name: "m", API: "openai", Region: config.Local}
	m, err := openModels(config.Config{}, "")
	require.NoError(t, err)
	require.Equal(t, models{}, m)
	m, err = openModels(config.Config{Speech: on}, "")
	require.NoError(t, err)
	require.Nil(t, m.talk)
	require.IsType(t, &model.Ears{}, m.ears)
	m, err = openModels(config.Config{Model: on}, "")
	require.NoError(t, err)
	require.IsType(t, &model.Endpoint{}, m.talk)
	require.Nil(t, m.ears, "a model for talk is not asked to hear")
	m, err = openModels(config.Config{Model: on, Speech: on}, t.TempDir())
	require.NoError(t, err)
	require.IsType(t, &model.Folder{}, m.talk)
	require.IsType(t, &model.Folder{}, m.ears)
	require.Empty(t, m.givenUp(), "who plays is not given up")
	m, err = openModels(config.Config{Model: on}, "")
	require.NoError(t, err)
	require.Equal(t, map[string]float64{"model": 0}, m.givenUp())
	for range 5 {
		_, err = m.talk.Ask(t.Context(), model.Ask{SchemaName: "reply", Schema: json.RawMessage(`{}`)}) // nobody listens on port 1
		require.Error(t, err)
	}
	require.Equal(t, map[string]float64{"model": 1}, m.givenUp())
	e, err := openEmbedder(config.Config{Model: on})
	require.NoError(t, err)
	require.True(t, e == nil, "nor to make vectors")
}

func TestNoFolderForTheModel(t *testing.T) {
	t.Parallel()
	none := filepath.Join(t.TempDir(), "none")
	environ := map[string]string{"DATABASE_URL": "postgres://127.0.0.1:1/none", "MASTER_KEY_FILE": none}
	for _, command := range []string{"serve", "chat"} {
		_, errors, code := call(t, environ, "", command, "--model-dir", none)
		require.Equal(t, 1, code)
		require.Equal(t, "bot: the folder for questions to the model, "+none+", is not there: make it, for yourself alone (mode 0700), or correct --model-dir.\n", errors)
	}
}
