package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/transcript"
)

// toTwoPositions is what a person does from her invitation to two places on the bridge.
const toTwoPositions = `[Oké]
[Duidelijk]
[Goed]
[Ja, ik doe mee]
ja
tuurlijk
Fatima
nee alleen ik
de huur
[Verder]
[Goed]
[1]
[Goed]
[1]
`

func (p *place) chat(t *testing.T, in string, args ...string) (string, string) {
	t.Helper()
	environ := p.with(map[string]string{"LOG_LEVEL": "warn", "TELEGRAM_TOKEN": ""})
	out, errors, code := call(t, environ, in, append([]string{"chat", "--files", t.TempDir()}, args...)...)
	require.Zero(t, code, errors)
	return out, errors
}

func TestChatFromInvitationToTwoPositions(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	save := filepath.Join(t.TempDir(), "talk.txt")
	out, errors := p.chat(t, toTwoPositions, "--person", "Fatima", "--save", save)
	require.Empty(t, errors)
	require.True(t, strings.HasPrefix(out, "person: /start geldig\nbot: Hoi Fatima. Ik ben Stapmaat.\n"), out)
	require.Contains(t, out, "picture: bridge")
	saved, err := os.ReadFile(save)
	require.NoError(t, err)
	lines, err := transcript.Parse(string(saved))
	require.NoError(t, err, "what is saved is a transcript")
	require.Greater(t, len(lines), 20)
}

func TestChatGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.chat(t, "[Oké]\n")
	out, _ := p.chat(t, "[Duidelijk]\n")
	require.True(t, strings.HasPrefix(out, "person: /start\nbot: "), out)
	require.Contains(t, out, "Jij kiest wat Anne ziet.")
	out, _ = p.chat(t, "", "--person", "Samir")
	require.True(t, strings.HasPrefix(out, "person: /start geldig\nbot: Hoi Samir."), out)
}

// The clock brings what is due before anything is typed.
func TestChatMovesTheClock(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.chat(t, toTwoPositions)
	later := time.Now().AddDate(0, 0, 3).Format("2006-01-02 15:04")
	out, _ := p.chat(t, "", "--clock", later)
	require.True(t, strings.HasPrefix(out, "clock: "+later+"\n"), out)
	require.Greater(t, strings.Count(out, "\n"), 1, out)
}

func TestChatDoesNotBendTheTimeOfRealPeople(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, _, code := call(t, p.environ, placeToken, "token", "add", "--organisation", "Stadsteam")
	require.Zero(t, code)
	_, errors, code := call(t, p.environ, "", "chat", "--clock", "2026-12-01 09:00")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "give a database of its own in DATABASE_URL")
	_, errors, code = call(t, p.environ, "", "chat", "--clock", "tomorrow")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "write it as '2026-12-01 09:00'")
}

func TestChatAsTheMentor(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	out, _ := p.chat(t, "menu\n", "--role", "mentor")
	require.Contains(t, out, "to mentor: ")
	require.Contains(t, out, "mentor: menu\n")
}

// A talk in the terminal works beside a serve on the same database.
func TestChatBesideServe(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s := p.serve(t)
	out, _ := p.chat(t, "[Oké]\n")
	require.Contains(t, out, "Ik help je met kleine stappen")
	chat := p.bot.Private(1, "Stranger")
	chat.Say("/start")
	posts(t, chat, 1)
	require.NotContains(t, s.log.text(), `"level":"error"`)
}
