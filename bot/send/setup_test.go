package send_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bundle is a database with some bots, and turns that answer what they are told to.
type bundle struct {
	t     *testing.T
	url   string
	db    *store.DB
	admin *pgx.Conn
	clock *storetest.Clock
	bots  []int64
	refs  int
}

var ctx = context.Background()

func setup(t *testing.T, bots int) *bundle {
	t.Helper()
	b := &bundle{t: t, url: storetest.URL(t), clock: storetest.NewClock()}
	b.db = storetest.OpenURL(t, b.url, store.Options{Clock: b.clock.Now})
	var err error
	b.admin, err = pgx.Connect(ctx, b.url)
	require.NoError(t, err)
	t.Cleanup(func() { _ = b.admin.Close(ctx) })
	organisation, err := b.db.EnsureOrganisation(ctx, "Stadsteam", false)
	require.NoError(t, err)
	for i := range bots {
		id, err := b.db.AddBot(ctx, organisation, store.Terminal, "", fmt.Sprint("bot", i))
		require.NoError(t, err)
		b.bots = append(b.bots, id)
	}
	return b
}

// write has a turn of that chat send these messages.
func (b *bundle) write(bot, chat int64, messages ...dialog.Message) {
	b.t.Helper()
	b.refs++
	_, err := b.db.Receive(ctx, bot, []store.Arrival{{Ref: fmt.Sprint(b.refs), Chat: chat, Input: dialog.Input{Kind: dialog.Typed, Text: "x"}, At: b.clock.Now()}}, 0)
	require.NoError(b.t, err)
	g, err := b.db.Take(ctx, 8)
	require.NoError(b.t, err)
	defer g.Close()
	var outcomes []store.Outcome
	for _, c := range g.Claims {
		require.NoError(b.t, c.Err)
		outcomes = append(outcomes, store.Outcome{Claim: c, Effects: dialog.Effects{Messages: messages}})
	}
	_, err = g.Commit(ctx, outcomes)
	require.NoError(b.t, err)
}

func says(lane dialog.Lane, texts ...string) []dialog.Message {
	var all []dialog.Message
	for _, text := range texts {
		all = append(all, dialog.Message{Key: "test", Text: text, Lane: lane})
	}
	return all
}

// state counts the rows of the outbox: "sent 3, waiting 1".
func (b *bundle) state() string {
	b.t.Helper()
	var s string
	require.NoError(b.t, b.admin.QueryRow(ctx, `SELECT COALESCE(string_agg(x, ', ' ORDER BY x), '') FROM (SELECT state || ' ' || count(*) AS x FROM outbox GROUP BY state) AS s`).Scan(&s))
	return s
}

// eventually waits for a state that is reached by commits of others.
func (b *bundle) eventually(state string) {
	b.t.Helper()
	require.Eventually(b.t, func() bool { return b.state() == state }, 20*time.Second, 5*time.Millisecond, "want %s", state)
}
