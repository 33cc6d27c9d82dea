package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/store"
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
