package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/store/seal"
)

// call runs the program in this process.
func call(t *testing.T, environ map[string]string, in string, args ...string) (out, errors string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), program{args: args, environ: environ, in: strings.NewReader(in), out: &o, err: &e, now: time.Now})
	return o.String(), e.String(), code
}

func TestWrongCommandLineIsOneSentence(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"srve"}, {"key", "new"}, {"serve", "--fast"}} {
		out, errors, code := call(t, nil, "", args...)
		require.Equal(t, 1, code, args)
		require.Empty(t, out)
		require.Equal(t, 1, strings.Count(errors, "\n"), errors)
		require.Contains(t, errors, ": see 'bot --help'.")
	}
}

func TestHelpIsNoFailure(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"key", "--help"}, {"key", "new", "--help"}} {
		out, errors, code := call(t, nil, "", args...)
		require.Zero(t, code, args)
		require.Empty(t, errors)
		require.Contains(t, out, "Usage: bot")
	}
}

func TestBrokenSettingsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	wrong := map[string]string{"LOG_LEVEL": "loud", "TURN_WORKERS": "many", "TELEGRAM_TOKEN": "hunter2"}
	_, errors, code := call(t, wrong, "", "serve")
	require.Equal(t, 1, code)
	for _, setting := range []string{"DATABASE_URL", "MASTER_KEY_FILE", "LOG_LEVEL", "TURN_WORKERS", "TELEGRAM_TOKEN"} {
		require.Contains(t, errors, setting)
	}
	require.Equal(t, 5, strings.Count(errors, "\n"), errors)
	require.NotContains(t, errors, "hunter2")
}

func TestUnreachableDatabaseShowsNoPassword(t *testing.T) {
	t.Parallel()
	environ := map[string]string{"DATABASE_URL": "postgres://u:hunter2@127.0.0.1:1/d"}
	_, errors, code := call(t, environ, "", "migrate")
	require.Equal(t, 1, code)
	require.Equal(t, "bot: the database does not answer (connect: connection refused): start it, or correct DATABASE_URL.\n", errors)
}

func TestKeyNewNeverOverwrites(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "master.key")
	out, _, code := call(t, nil, "", "key", "new", "--out", path)
	require.Zero(t, code)
	require.Contains(t, out, path)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	first, err := seal.ReadMaster(path)
	require.NoError(t, err)

	_, errors, code := call(t, nil, "", "key", "new", "--out", path)
	require.Equal(t, 1, code)
	require.Contains(t, errors, "is there already")
	again, err := seal.ReadMaster(path)
	require.NoError(t, err)
	require.Equal(t, first.ID(), again.ID())
}
