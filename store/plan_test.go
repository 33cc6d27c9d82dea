package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// history fills both queues with rows that are done, of many talks, as after some
// hours; and the statistics with what was true before any of it.
func history(h *storetest.House, done int) {
	h.Receive(h.Says(1, "x"))
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Messages: []dialog.Message{text(dialog.LaneAnswer, "y")}}
	})
	h.Sent()
	h.Exec("ANALYZE")
	h.Exec(`INSERT INTO inbox (organisation_id, bot_id, conversation_id, source, ref, received_at, done_at)
		SELECT $1, $2, (SELECT id FROM conversation), 'update', 'old' || n, now(), now() FROM generate_series(1, $3) AS n`, h.Org, h.Bot, done)
	h.Exec(`INSERT INTO outbox (organisation_id, bot_id, conversation_id, cause_id, n, lane, generation, key, state, created_at, ended_at)
		SELECT $1, $2, (SELECT id FROM conversation), 1000000 + n, 0, 1, 0, 'old', 'sent', now(), now() FROM generate_series(1, $3) AS n`, h.Org, h.Bot, done)
}

// plan explains a statement as the program runs it: prepared, with one plan for all values.
func plan(t *testing.T, h *storetest.House, sql, values string) string {
	t.Helper()
	conn := h.Conn()
	ctx := context.Background()
	for _, set := range []string{"plan_cache_mode = force_generic_plan", "enable_seqscan = off", "enable_hashjoin = off", "enable_mergejoin = off", "jit = off"} {
		_, err := conn.Exec(ctx, "SET "+set)
		require.NoError(t, err)
	}
	_, err := conn.Exec(ctx, "PREPARE looked AS "+sql, pgx.QueryExecModeSimpleProtocol)
	require.NoError(t, err)
	rows, err := conn.Query(ctx, "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) EXECUTE looked ("+values+")", pgx.QueryExecModeSimpleProtocol)
	require.NoError(t, err)
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	return strings.Join(lines, "\n")
}

func TestTheQueuesReadOpenRowsOnly(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	history(h, 100_000)
	var batch []store.Arrival
	for i := range 300 {
		batch = append(batch, h.Says(int64(i%30+2), fmt.Sprint(i)))
	}
	h.Receive(batch...)

	claim := plan(t, h, store.LockTalks(), "8")
	require.Contains(t, claim, "Index Scan using inbox_open on inbox i")
	require.Contains(t, claim, "using inbox_open_talk on inbox e")
	require.Contains(t, claim, "Index Cond: (conversation_id = i.conversation_id)")
	require.Regexp(t, `using conversation_(pkey|id_organisation_id_key) on conversation c\w*[^>]*Index Cond: \(id = `, claim)
	require.NotContains(t, claim, "Sort", "it stops after eight")
	require.NotContains(t, claim, "Seq Scan")

	begun := time.Now()
	g, err := h.Take(context.Background(), 8)
	require.NoError(t, err)
	require.Len(t, g.Claims, 8)
	g.Close()
	require.Less(t, time.Since(begun), 2*time.Second, "on any machine; it is a few milliseconds")
	h.Play(storetest.Nothing)
	takesWaitingOnly(t, h)
}

func TestCallsAreTakenFromOpenOnesOnly(t *testing.T) {
	t.Parallel()
	h := newModelHouse(t)
	h.asks("hoi", dialog.CallReply, dialog.CallScreen)
	h.Exec("ANALYZE")
	h.Exec(`INSERT INTO call (organisation_id, conversation_id, person_id, cause_id, number, kind, generation, made_at, deadline_at, ended_at, verdict)
		SELECT organisation_id, conversation_id, person_id, 1000000 + n, 1, 'reply', 0, made_at, deadline_at, made_at, 'ok'
		FROM call, generate_series(1, 30000) AS n
		WHERE kind = 'reply' AND ended_at IS NULL`)
	taking := plan(t, h.House, store.TakeCalls(), "'2026-12-01 09:00Z', 8, '2026-12-01 09:01Z'")
	require.Contains(t, taking, "Index Scan using call_open on call k")
	require.Contains(t, taking, "using call_cause_id_kind_key on call e")
	require.NotContains(t, taking, "Seq Scan")
	require.Regexp(t, `Limit[^\n]*\n +->  LockRows[^\n]*\n +->  Nested Loop Anti Join`, taking, "it stops after eight")
}

// takesWaitingOnly is the same for messages.
func takesWaitingOnly(t *testing.T, h *storetest.House) {
	t.Helper()
	answers(h, 7, text(dialog.LaneAnswer, "een"), text(dialog.LaneAnswer, "twee"))
	taking := plan(t, h, store.SelectOutgoing(), fmt.Sprintf("'{%d}', now(), '{}', 50", h.Bot))
	require.Contains(t, taking, "Index Scan using outbox_waiting on outbox o")
	require.Contains(t, taking, "using outbox_waiting_talk on outbox e")
	require.NotContains(t, taking, "Seq Scan")
}
