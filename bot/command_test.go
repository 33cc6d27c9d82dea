package main

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/door"
	"stapmaat/store/seal"
)

func TestTokenAddMakesABotKnown(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	out, errors, code := call(t, p.environ, placeToken+"\n", "token", "add", "--organisation", "Wijkteam")
	require.Zero(t, code, errors)
	require.Equal(t, "@double_900_bot is a bot of Wijkteam. A program that serves takes it up by itself.\n", out)
	bots, err := p.db.Bots(t.Context())
	require.NoError(t, err)
	require.Len(t, bots, 1)
	require.Equal(t, placeToken, bots[0].Token)

	_, errors, code = call(t, p.environ, placeToken, "token", "add", "--organisation", "Another")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "@double_900_bot belongs to another organisation: ")
	_, errors, code = call(t, p.environ, "\n", "token", "add", "--organisation", "Wijkteam")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "there is no token on stdin")
}

func TestInviteNeedsAnOrganisationWithABot(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, errors, code := call(t, p.environ, "", "invite", "supervisor", "--organisation", "Stadsteam")
	require.Equal(t, 1, code)
	require.Contains(t, errors, `there is no organisation "Stadsteam"`)
	_, err := p.db.EnsureOrganisation(t.Context(), "Stadsteam", false)
	require.NoError(t, err)
	_, errors, code = call(t, p.environ, "", "invite", "supervisor", "--organisation", "Stadsteam")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "no bot on Telegram yet")

	_, _, code = call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	out, _, code := call(t, p.environ, "", "invite", "supervisor", "--organisation", "Stadsteam")
	require.Zero(t, code)
	require.Regexp(t, `^https://t\.me/double_900_bot\?start=[A-Za-z0-9_-]{43}\n$`, out)
}

func TestCheckBeforeLaunch(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, _, code := call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	out, _, code := call(t, p.environ, "", "check", "--listen", "0s")
	require.Equal(t, 1, code)
	for _, line := range []string{
		"ok   schema    fits this program.\n", "ok   key       mode 0600",
		"fail alarms    Stadsteam has nobody to alarm", "ok   token     works, it is @double_900_bot.\n",
		"ok   polling   nobody else polled", "ok   clock     ",
	} {
		require.Contains(t, out, line)
	}
}

func TestCheckFindsAWrongKey(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, _, code := call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	require.NoError(t, os.Chmod(p.environ["MASTER_KEY_FILE"], 0o644))
	out, _, code := call(t, p.environ, "", "check")
	require.Equal(t, 1, code)
	require.Contains(t, out, "run chmod 600")

	other, err := seal.NewMaster()
	require.NoError(t, err)
	require.NoError(t, other.Replace(p.environ["MASTER_KEY_FILE"]))
	out, _, code = call(t, p.environ, "", "check")
	require.Equal(t, 1, code)
	require.Contains(t, out, "fail key")
}

func TestKeyRotateWrapsEverythingAnew(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, _, code := call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	before, err := seal.ReadMaster(p.environ["MASTER_KEY_FILE"])
	require.NoError(t, err)

	_, errors, code := call(t, p.environ, "", "key", "rotate") // this test has the database open
	require.Equal(t, 1, code)
	require.Contains(t, errors, "a program works on this database: stop it, rotate, then start it")
	p.db.Close()

	out, errors, code := call(t, p.environ, "", "key", "rotate")
	require.Zero(t, code, errors)
	require.Contains(t, out, "1 keys are wrapped with the new key.")
	after, err := seal.ReadMaster(p.environ["MASTER_KEY_FILE"])
	require.NoError(t, err)
	require.NotEqual(t, before.ID(), after.ID())
	db, err := store.Open(t.Context(), p.environ["DATABASE_URL"], store.Options{Master: after})
	require.NoError(t, err)
	defer db.Close()
	bots, err := db.Bots(t.Context())
	require.NoError(t, err)
	require.Equal(t, placeToken, bots[0].Token)
}

// Who signs in by e-mail or by her organisation's own provider still can, with the new key alone.
func TestKeyRotateKeepsTheDoorsOpen(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, _, code := call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	org, err := p.db.FindOrganisation(t.Context(), "Stadsteam")
	require.NoError(t, err)
	token, err := p.db.Invite(t.Context(), org, dialog.Administrator, 0, store.Details{Name: "Dewi", Email: "dewi@gemeente-aa.example"})
	require.NoError(t, err)
	require.NoError(t, p.db.SetSignIn(t.Context(), org, "https://login.example.org", "desk", "the client's secret"))
	old, err := seal.ReadMaster(p.environ["MASTER_KEY_FILE"])
	require.NoError(t, err)
	before := p.door(t, old)
	dewi, err := before.Accept(t.Context(), token, "Dewi", "")
	require.NoError(t, err)
	before.Close()
	p.db.Close()

	out, errors, code := call(t, p.environ, "", "key", "rotate")
	require.Zero(t, code, errors)
	require.Contains(t, out, "4 keys are wrapped with the new key.", "bot, colleague, look-up and provider")
	only := newestAlone(t, p.environ["MASTER_KEY_FILE"])

	after := p.door(t, only)
	defer after.Close()
	found, err := after.ByEmail(t.Context(), "DEWI@gemeente-aa.example")
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, dewi.Staff, found[0].Staff)
	provider, err := after.ProviderOf(t.Context(), org)
	require.NoError(t, err)
	require.Equal(t, "the client's secret", provider.Secret)

	stale := p.door(t, old)
	defer stale.Close()
	_, err = stale.ByEmail(t.Context(), "dewi@gemeente-aa.example")
	require.ErrorIs(t, err, seal.ErrSealed, "the old key alone finds nobody")
	_, err = stale.ProviderOf(t.Context(), org)
	require.ErrorIs(t, err, seal.ErrSealed)
}

// door opens the place's door with a key.
func (p *place) door(t *testing.T, master *seal.Master) *door.DB {
	t.Helper()
	d, err := door.Open(t.Context(), p.environ["DATABASE_URL"], door.Options{Master: master, MaxConns: 2})
	require.NoError(t, err)
	return d
}

// newestAlone takes the older keys out of a key file.
func newestAlone(t *testing.T, path string) *seal.Master {
	t.Helper()
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	var set struct {
		Primary int64            `json:"primaryKeyId"`
		Keys    []map[string]any `json:"key"`
	}
	require.NoError(t, json.Unmarshal(raw, &set))
	require.Len(t, set.Keys, 2)
	set.Keys = slices.DeleteFunc(set.Keys, func(key map[string]any) bool { return int64(key["keyId"].(float64)) != set.Primary })
	require.Len(t, set.Keys, 1)
	raw, err = json.Marshal(set)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, raw, 0o600))
	master, err := seal.ReadMaster(path)
	require.NoError(t, err)
	return master
}
