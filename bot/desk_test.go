package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
)

func TestServeOpensTheDesk(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.environ = p.with(map[string]string{"DESK_URL": "http://localhost:8081", "DESK_ADDR": "127.0.0.1:0"})
	s := p.serve(t)
	_, rest, ok := strings.Cut(s.log.text(), `"listen":"`)
	require.True(t, ok, s.log.text())
	addr, _, _ := strings.Cut(rest, `"`)
	response, err := http.Get("http://" + addr + "/inloggen")
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Contains(t, response.Header.Get("Content-Security-Policy"), "default-src 'none'")
}

func TestTheBotOpensTheDesk(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.environ = p.with(map[string]string{"DESK_URL": "https://desk.example.org/", "DESK_ADDR": "127.0.0.1:0"})
	p.serve(t)
	out, _, code := call(t, p.environ, "", "invite", "mentor", "--organisation", "Stadsteam", "--name", "Anne")
	require.Zero(t, code)
	token, _, _ := strings.Cut(strings.TrimPrefix(out, "https://t.me/double_900_bot?start="), "\n")
	anne := p.bot.Private(2, "A.")
	anne.Say("/start " + token)
	require.NotEmpty(t, posts(t, anne, 2))
	menu := anne.Posts()[1].Board
	require.Equal(t, double.Button{Text: "Open mijn bureau", App: "https://desk.example.org/telegram?bot=double_900_bot"}, menu[len(menu)-1][0])
}

func TestInviteForTheDesk(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	environ := p.with(map[string]string{"DESK_URL": "https://desk.example.org"})
	_, _, code := call(t, environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	out, _, code := call(t, environ, "", "invite", "administrator", "--organisation", "Stadsteam", "--name", "Dewi", "--email", "dewi@example.org")
	require.Zero(t, code)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Len(t, lines, 2)
	require.Contains(t, lines[0], "https://t.me/")
	require.True(t, strings.HasPrefix(lines[1], "https://desk.example.org/uitnodiging/"), out)
	_, errors, code := call(t, environ, "", "invite", "mentor", "--organisation", "Stadsteam", "--email", "dewi")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "no e-mail address")
}

func TestDeskStaysOnThisMachine(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, errors, code := call(t, p.environ, "", "desk", "--addr", "0.0.0.0:8081")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "no address of this machine alone")
}
