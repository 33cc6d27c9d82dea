package receive_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"stapmaat/bot/fault"
	"stapmaat/bot/receive"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var ctx = context.Background()

func setup(t *testing.T) (*receive.Receiver, int64) {
	t.Helper()
	db := storetest.Open(t, store.Options{})
	organisation, err := db.EnsureOrganisation(ctx, "Stadsteam", false)
	require.NoError(t, err)
	bot, err := db.AddBot(ctx, organisation, store.Telegram, "1:token", "stap_bot")
	require.NoError(t, err)
	return &receive.Receiver{DB: db, Screen: receive.Plain(func(in dialog.Input) risk.Verdict {
		if strings.Contains(in.Text, "dood") {
			return risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}
		}
		return risk.Verdict{}
	})}, bot
}

func typed(ref, dedupe string, chat int64, text string) store.Arrival {
	return store.Arrival{Ref: ref, Dedupe: dedupe, Chat: chat, Input: dialog.Input{Kind: dialog.Typed, Text: text}, Raw: []byte("{}"), At: time.Now()}
}

func TestWhatComesInIsScreenedKeptOnceAndWakesTheTurns(t *testing.T) {
	t.Parallel()
	r, bot := setup(t)
	pokes := 0
	r.Poke = func() { pokes++ }
	batch := []store.Arrival{typed("1", "m:42:7", 42, "hoi"), typed("2", "m:42:8", 42, "ik wil dood")}
	require.NoError(t, r.Receive(ctx, bot, batch, 3))
	require.Equal(t, 1, pokes)
	require.NoError(t, r.Receive(ctx, bot, batch, 3), "the same updates again")
	require.NoError(t, r.Receive(ctx, bot, []store.Arrival{typed("9", "m:42:7", 42, "hoi")}, 4), "the same message under another number")
	require.Equal(t, 1, pokes, "nothing new, nobody woken")
	inputs, _, err := r.DB.Waiting(ctx, bot, 42)
	require.NoError(t, err)
	require.Equal(t, 2, inputs)
	bots, err := r.DB.Bots(ctx)
	require.NoError(t, err)
	require.Equal(t, int64(4), bots[0].NextOffset)

	g, err := r.DB.Take(ctx, 8)
	require.NoError(t, err)
	defer g.Close()
	require.Equal(t, "hoi", g.Claims[0].Input.Text)
	require.Zero(t, g.Claims[0].Input.Risk)
	require.True(t, g.Claims[0].Person.Alarm, "the second one raised an alarm before any turn")
}

func TestAnEmptyBatchMovesTheOffset(t *testing.T) {
	t.Parallel()
	r, bot := setup(t)
	require.NoError(t, r.Receive(ctx, bot, nil, 77))
	bots, err := r.DB.Bots(ctx)
	require.NoError(t, err)
	require.Equal(t, int64(77), bots[0].NextOffset)
}

// A bug in the screen lets nothing in unread: the rules alone read it, and when those
// break too the person is asked.
func TestABrokenScreenReadsByTheRules(t *testing.T) {
	t.Parallel()
	r, bot := setup(t)
	r.Screen = receive.Plain(func(dialog.Input) risk.Verdict { panic(errors.New("index out of range")) })
	require.NoError(t, r.Receive(ctx, bot, []store.Arrival{typed("1", "", 42, "goedemorgen"), typed("2", "", 43, "ik wil dood")}, 0))
	r.Rules = func(string, time.Time) risk.Verdict { panic(errors.New("nil map")) }
	require.NoError(t, r.Receive(ctx, bot, []store.Arrival{typed("3", "", 44, "hoi")}, 0))
	g, err := r.DB.Take(ctx, 8)
	require.NoError(t, err)
	defer g.Close()
	verdicts := map[string]risk.Verdict{}
	for _, c := range g.Claims {
		verdicts[c.Input.Text+strconv.FormatBool(c.Person.Alarm)] = c.Input.Risk
	}
	require.Len(t, verdicts, 3)
	require.Zero(t, verdicts["goedemorgenfalse"])
	require.Equal(t, risk.Page, verdicts["ik wil dood"+"true"].Outcome)
	require.Equal(t, risk.Verdict{Outcome: risk.Ask, Urgency: risk.Now}, verdicts["hoi"+"false"])
}

func TestADatabaseThatIsDownIsAnError(t *testing.T) {
	t.Parallel()
	r, bot := setup(t)
	cut, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, r.Receive(cut, bot, []store.Arrival{typed("1", "", 42, "hoi")}, 0), context.Canceled)
}

func TestTheCrashPointIsAfterTheCommit(t *testing.T) {
	t.Parallel()
	r, bot := setup(t)
	r.Fault = fault.Once(fault.ReceiveCommitted, 1)
	require.PanicsWithValue(t, fault.Crash{Point: fault.ReceiveCommitted}, func() {
		_ = r.Receive(ctx, bot, []store.Arrival{typed("1", "", 42, "hoi")}, 0)
	})
	inputs, _, err := r.DB.Waiting(ctx, bot, 42)
	require.NoError(t, err)
	require.Equal(t, 1, inputs)
}

func TestStart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"/start": "", "/start a-B_9": "a-B_9", "/start@stap_bot x ": "x"} {
		token, ok := receive.Start(text)
		require.True(t, ok, text)
		require.Equal(t, want, token)
	}
	for _, text := range []string{"", "start", "/started x", "/stop", " /start"} {
		_, ok := receive.Start(text)
		require.False(t, ok, text)
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"hoi", "a\x00b", "\xff\xfe", "\u202eabc", "👩‍👧‍👦", strings.Repeat("é", 5000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range []string{receive.Words(text), receive.Press(text)} {
			require.True(t, utf8.ValidString(s))
			require.NotContains(t, s, "\x00")
			require.Equal(t, s, receive.Words(s), "clean stays clean")
		}
		require.LessOrEqual(t, utf8.RuneCountInString(receive.Words(text)), receive.MaxWords)
		require.LessOrEqual(t, len(receive.Press(text)), receive.MaxPress)
	})
}
