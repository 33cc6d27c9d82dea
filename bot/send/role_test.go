package send_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/send"
)

// holder is one process with its role.
type holder struct {
	role *send.Role
	conn chan *pgx.Conn
	got  chan int64 // bots it began to serve
	lost chan int64
	stop func()
}

func (b *bundle) holder() *holder {
	h := &holder{conn: make(chan *pgx.Conn, 10), got: make(chan int64, 10), lost: make(chan int64, 10)}
	h.role = &send.Role{
		Every: 10 * time.Millisecond,
		Connect: func(ctx context.Context) (*pgx.Conn, error) {
			c, err := pgx.Connect(ctx, b.url)
			if err == nil {
				h.conn <- c
			}
			return c, err
		},
		Wanted: func(context.Context) ([]int64, error) { return b.bots, nil },
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.role.Run(ctx, func(ctx context.Context, bot int64) {
			h.got <- bot
			<-ctx.Done()
			h.lost <- bot
		})
	}()
	var once sync.Once
	h.stop = func() { once.Do(func() { cancel(); <-done }) }
	b.t.Cleanup(h.stop)
	return h
}

func TestOneProcessServesABotAndAnotherTakesOver(t *testing.T) {
	t.Parallel()
	b := setup(t, 2)
	first := b.holder()
	require.ElementsMatch(t, b.bots, []int64{<-first.got, <-first.got})
	require.Equal(t, b.bots, first.role.Held())
	second := b.holder()
	<-second.conn
	require.Empty(t, second.role.Held())

	cut := (<-first.conn).PgConn().PID()
	_, err := b.admin.Exec(ctx, `SELECT pg_terminate_backend($1)`, int32(cut))
	require.NoError(t, err)
	require.ElementsMatch(t, b.bots, []int64{<-first.lost, <-first.lost}, "who loses the connection stops")
	// Both try again; whoever is faster serves, and nobody twice.
	served := map[int64]bool{}
	for range 2 {
		select {
		case bot := <-first.got:
			served[bot] = true
		case bot := <-second.got:
			served[bot] = true
		}
	}
	require.Len(t, served, 2)
	first.stop()
	require.Eventually(t, func() bool { return len(second.role.Held()) == 2 }, 10*time.Second, time.Millisecond)
}

func TestABotThatIsAddedIsServed(t *testing.T) {
	t.Parallel()
	b := setup(t, 2)
	later := b.bots[1]
	var mu sync.Mutex
	wanted := b.bots[:1]
	h := b.holder()
	h.stop()
	h.role.Wanted = func(context.Context) ([]int64, error) {
		mu.Lock()
		defer mu.Unlock()
		return wanted, nil
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	got := make(chan int64, 2)
	go func() {
		defer close(done)
		h.role.Run(ctx, func(_ context.Context, bot int64) { got <- bot })
	}()
	require.Equal(t, b.bots[0], <-got)
	mu.Lock()
	wanted = b.bots
	mu.Unlock()
	require.Equal(t, later, <-got)
	cancel()
	<-done
	require.Empty(t, h.role.Held())
}
