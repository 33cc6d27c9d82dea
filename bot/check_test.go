package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/config"
	"stapmaat/bot/telegram/double"
)

const testToken = "700:check-check-check"

// lookAt lets check look at one bot of a double and gives what it printed.
func lookAt(t *testing.T, server *double.Server, change func(*checking, *checkedBot)) (string, bool) {
	t.Helper()
	var out bytes.Buffer
	f := &findings{out: &out}
	c := &checking{findings: f, program: program{now: time.Now},
		config: config.Config{TelegramAPIURL: server.URL(), TelegramMode: config.ModePoll}}
	b := checkedBot{id: 1, token: testToken}
	if change != nil {
		change(c, &b)
	}
	c.telegram(t.Context(), b)
	require.NotContains(t, out.String(), testToken[4:])
	return out.String(), f.failed
}

func newDouble(t *testing.T) *double.Server {
	t.Helper()
	server := double.New(double.Options{Fail: t.Errorf})
	t.Cleanup(server.Close)
	return server
}

func TestCheckFindsAWorkingBot(t *testing.T) {
	t.Parallel()
	server := newDouble(t)
	server.Bot(testToken)
	out, failed := lookAt(t, server, nil)
	require.False(t, failed)
	require.Equal(t, "ok   token     works, it is @double_700_bot.\n"+
		"ok   polling   nobody else polled @double_700_bot for 0s.\n"+
		"ok   clock     as Telegram's, to a few seconds.\n", out)
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		fault  double.Fault
		change func(*checking, *checkedBot)
		says   string
		failed bool
	}{
		{name: "second poller", fault: double.Fault{Method: "getUpdates", Status: 409}, failed: true,
			says: "fail polling   another program polls @double_700_bot: end it; "},
		{name: "token", fault: double.Fault{Method: "getMe", Status: 401}, failed: true,
			says: "fail token     bot: checking bot 1: "},
		{name: "silence", fault: double.Fault{Method: "getMe", Cut: true, Times: 2}, failed: true,
			says: "fail token     bot: checking bot 1: "},
		{name: "clock", failed: true, says: "fail clock     this machine is ",
			change: func(c *checking, _ *checkedBot) {
				c.now = func() time.Time { return time.Now().Add(-time.Hour) }
			}},
		{name: "clock a little", says: "warn clock     this machine is ",
			change: func(c *checking, _ *checkedBot) {
				c.now = func() time.Time { return time.Now().Add(20 * time.Second) }
			}},
		{name: "served", says: "ok   polling   a program on this database polls ",
			change: func(_ *checking, b *checkedBot) { b.served = true }},
		{name: "no webhook yet", says: "warn webhook   @double_700_bot has none yet",
			change: func(c *checking, _ *checkedBot) { c.config.TelegramMode = config.ModeWebhook }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := newDouble(t)
			server.Bot(testToken)
			if c.fault.Method != "" {
				server.Fault(c.fault)
			}
			out, failed := lookAt(t, server, c.change)
			require.Contains(t, out, c.says)
			require.Equal(t, c.failed, failed, out)
		})
	}
}
