package main

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
	"stapmaat/dialog"
	"stapmaat/store"
)

func fetch(t *testing.T, address, path string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(body)
}

// From an empty database to the first taps: a mentor and a participant come in by their links.
func TestServeLetsPeopleIn(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s := p.serve(t)

	stranger := p.bot.Private(1, "Stranger")
	stranger.Say("/start")
	require.Equal(t, []string{"Hoi. Ik ben Stapmaat, een computer.\n" +
		"Hier binnenkomen kan met een uitnodiging van je hulpverlener.\nHeb je die link? Tik er dan op."}, posts(t, stranger, 1))

	out, _, code := call(t, p.environ, "", "invite", "mentor", "--organisation", "Stadsteam", "--name", "Anne")
	require.Zero(t, code)
	token, ok := strings.CutPrefix(strings.TrimSpace(out), "https://t.me/double_900_bot?start=")
	require.True(t, ok, out)
	anne := p.bot.Private(2, "A.")
	anne.Say("/start " + token)
	require.NotEmpty(t, posts(t, anne, 1))

	fatima := p.bot.Private(3, "F.")
	fatima.Say("/start " + p.invitation(t, 2))
	require.Equal(t, []string{"Hoi Fatima. Ik ben Stapmaat.\nIk ben een computer, geen mens."}, posts(t, fatima, 1))
	fatima.Press("Oké")
	require.Equal(t, "Ik help je met kleine stappen, als geld of andere zorgen druk geven.\n"+
		"Ik weet niet alles. Ik kom niet in de plaats van je begeleider Anne.", posts(t, fatima, 2)[1])

	code, ready := fetch(t, s.address, "/readyz")
	require.Equal(t, 200, code, ready)
	_, metrics := fetch(t, s.address, "/metrics")
	require.Contains(t, metrics, "stapmaat_alarms_open 0\n")
	require.Contains(t, metrics, `stapmaat_received_total{outcome="taken"} 4`)
	require.Contains(t, metrics, `stapmaat_poll_age_seconds{bot="`)
	require.NotContains(t, metrics, "Fatima")
	require.NotContains(t, s.log.text(), "Fatima")
	require.NotContains(t, s.log.text(), placeToken[4:])

	findings, _, code := call(t, p.environ, "", "check")
	require.Zero(t, code, findings)
	for _, line := range []string{
		"ok   polling   a program on this database polls @double_900_bot.\n",
		"warn alarms    Stadsteam has no supervisor who can be reached: ",
		"warn hours     Stadsteam is open Mon 09:00-17:00, ", "uncovered: nights, Sat, Sun.",
	} {
		require.Contains(t, findings, line)
	}
}

// invitation makes a link's token for Fatima from the mentor in that chat.
func (p *place) invitation(t *testing.T, mentorChat int64) string {
	t.Helper()
	bots, err := p.db.Bots(t.Context())
	require.NoError(t, err)
	mentor, err := p.db.InChat(t.Context(), bots[0].ID, mentorChat)
	require.NoError(t, err)
	token, err := p.db.Invite(t.Context(), mentor.Organisation, dialog.Participant, mentor.ID, store.Details{Name: "Fatima"})
	require.NoError(t, err)
	return token
}

// A signal while a message is on its way: the message ends, is recorded, and never goes again.
func TestServeFinishesWhatIsOnItsWay(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	hold := make(chan struct{})
	p.double.Fault(double.Fault{Method: "sendMessage", Applied: true, Hold: hold})
	chat := p.bot.Private(1, "Stranger")
	s := p.serve(t)
	chat.Say("/start")
	posts(t, chat, 1) // Telegram has it; we have not heard so
	s.stop()
	s.log.await(t, "stopping")
	close(hold)
	s.end(t)

	p.serve(t)
	chat.Say("hallo")
	require.Len(t, posts(t, chat, 2), 2)
	require.Equal(t, 2, chat.Count())
}

// What came in just before the signal is not lost.
func TestServeAnswersAfterARestart(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	chat := p.bot.Private(1, "Stranger")
	chat.Say("/start")
	s := p.serve(t)
	s.end(t)
	p.serve(t)
	posts(t, chat, 1)
	require.Equal(t, 1, chat.Count())
}

// A second program waits, and takes over when the first one goes.
func TestAnotherProgramTakesOver(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	first := p.serve(t)
	first.log.await(t, "this process serves the bot")
	second := p.serve(t)
	chat := p.bot.Private(1, "Stranger")
	chat.Say("/start")
	posts(t, chat, 1)
	first.end(t)
	second.log.await(t, "this process serves the bot")
	chat.Say("/start")
	posts(t, chat, 2)
	require.Equal(t, 2, chat.Count())
}

func TestServeRefusesAnOldSchema(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	conn, err := pgx.Connect(t.Context(), p.environ["DATABASE_URL"])
	require.NoError(t, err)
	defer conn.Close(context.Background())
	_, err = conn.Exec(t.Context(), `DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)`)
	require.NoError(t, err)
	_, errors, code := call(t, p.environ, "", "serve")
	require.Equal(t, 1, code)
	require.Regexp(t, `^bot: the database has schema \d+, this program needs \d+: run bot migrate\.\n$`, errors)
}

func TestServeWithoutAnyBotSaysWhatToDo(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, errors, code := call(t, p.with(map[string]string{"TELEGRAM_TOKEN": ""}), "", "serve")
	require.Equal(t, 1, code)
	require.Contains(t, errors, "set TELEGRAM_TOKEN, or add one with 'bot token add'.")
}

func TestServeTakesAWebhook(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	socket, err := listen(t.Context(), "LISTEN_ADDR", "127.0.0.1:0", http.NotFoundHandler()) // a port that is free in a moment
	require.NoError(t, err)
	address := socket.socket.Addr().String()
	require.NoError(t, socket.close(t.Context()))
	p.environ["LISTEN_ADDR"], p.environ["WEBHOOK_URL"], p.environ["WEBHOOK_SECRET"] = address, "http://"+address+"/telegram", "secretsecretsecret"
	s := p.serve(t)
	chat := p.bot.Private(1, "Stranger")
	chat.Say("/start")
	posts(t, chat, 1)
	code, _ := fetch(t, s.address, "/telegram/1")
	require.Equal(t, http.StatusMethodNotAllowed, code)
}
