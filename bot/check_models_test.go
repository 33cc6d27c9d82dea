package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/config"
	"stapmaat/bot/model/double"
)

// endpoints are the settings of a double that does all three things.
func endpoints(server *double.Server) config.Config {
	e := config.Endpoint{URL: server.URL(), Key: config.Secret(double.Key), Name: double.Model, API: "openai", Region: config.Local}
	return config.Config{Model: e, Speech: e, Embed: config.EmbedEndpoint{Endpoint: e, Dims: 2, QueryPrefix: "query: "}}
}

func lookAtModels(t *testing.T, c config.Config) (string, bool) {
	t.Helper()
	var out bytes.Buffer
	f := &findings{out: &out}
	(&checking{findings: f, program: program{now: time.Now}, config: c}).models(t.Context())
	require.NotContains(t, out.String(), double.Key)
	return out.String(), f.failed
}

func vectors(n int) double.Reply {
	all := []any{}
	for i := range n {
		all = append(all, map[string]any{"object": "embedding", "index": i, "embedding": []float64{1, 1}})
	}
	text, _ := json.Marshal(all)
	return double.Text(string(text))
}

func TestCheckOfModels(t *testing.T) {
	t.Parallel()
	server := double.New(double.Options{Fail: t.Errorf})
	t.Cleanup(server.Close)
	server.Script("check", double.Blank()) // the only value that the schema has
	server.Script("hear", double.Text(""))
	server.Script("embed", vectors(1))
	out, failed := lookAtModels(t, endpoints(server))
	require.False(t, failed)
	require.Regexp(t, `^ok   model     double-1-2026-08-01 answers in \S+ and keeps to a schema\.
ok   speech    it takes a recording\.
ok   embedding double-1 gives vectors of 2 in \S+\.
$`, out)
	hears := server.Requests()[slices.IndexFunc(server.Requests(), func(r double.Request) bool { return r.Kind == "hear" })]
	require.Equal(t, "voice.wav", hears.File)
	require.Equal(t, "RIFF", string(hears.Audio[:4]))
}

func TestCheckOfModelsThatDoNotWork(t *testing.T) {
	t.Parallel()
	server := double.New(double.Options{Fail: t.Errorf})
	t.Cleanup(server.Close)
	server.Script("check", double.Text(`{"greeting":"goedemorgen"}`), double.Nonsense(), double.Broken(401))
	server.Always("hear", double.Broken(404))
	server.Always("embed", double.Broken(404))
	for _, says := range []string{"warn model     it does not keep to a strict schema", "warn model     it does not keep to a strict schema",
		"warn model     asking for check: the endpoint is of no use now: it answers 401: the rules alone"} {
		out, failed := lookAtModels(t, endpoints(server))
		require.False(t, failed, "people can come in without a model")
		require.Contains(t, out, says)
		require.Contains(t, out, "warn speech    hearing a recording: the endpoint is of no use now: it answers 404")
		require.Contains(t, out, "warn embedding embedding texts 1 to 1 of 1: the endpoint answers 404")
	}
}

func TestCheckSaysWhatLeavesTheEEA(t *testing.T) {
	t.Parallel()
	server := double.New(double.Options{Fail: t.Errorf})
	t.Cleanup(server.Close)
	server.Script("check", double.Blank())
	c := endpoints(server)
	c.Model.Region, c.Model.ApprovedBy = "us", "A. de Vries"
	c.Speech, c.Embed = config.Endpoint{}, config.EmbedEndpoint{}
	out, _ := lookAtModels(t, c)
	require.Contains(t, out, "warn model     it works in US, outside the EEA; approved by A. de Vries.\n")
	require.Contains(t, out, "ok   speech    off: ")
	off, failed := lookAtModels(t, config.Config{})
	require.False(t, failed)
	require.Equal(t, "ok   model     off: the rules alone understand people; MODEL_URL would switch one on.\nok   speech    off: who speaks is asked to type; SPEECH_URL would switch it on.\n", off)
}
