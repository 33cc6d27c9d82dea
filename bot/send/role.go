package send

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"
)

// LockClass is the first key of the advisory locks; the second is the bot. Who looks
// in pg_locks (classid, objid) sees which bots are served.
const LockClass = 0x5354

// Role says for which bots this process polls and sends. It holds an advisory lock a
// bot, all on one dedicated connection, so that another process takes over as soon
// as this one, or its connection, dies.
type Role struct {
	// Connect opens a connection that is used for nothing else.
	Connect func(ctx context.Context) (*pgx.Conn, error)
	// Wanted lists the bots to serve; it is asked again all the time, so that a new bot is found.
	Wanted func(ctx context.Context) ([]int64, error)
	// Every is how often the connection is tried and missing locks are asked for; a second when 0.
	Every time.Duration

	mu   sync.Mutex
	held map[int64]context.CancelFunc
}

// Held lists the bots whose lock this process holds.
func (r *Role) Held() []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Sorted(maps.Keys(r.held))
}

// Run takes and keeps locks until ctx ends; then it gives them back. For each bot it
// calls serve on a goroutine of its own, with a context that ends when the lock is
// lost; it waits for these before it gives locks back or asks again. Who sends for
// the role must have stopped before ctx ends.
func (r *Role) Run(ctx context.Context, serve func(ctx context.Context, bot int64)) {
	if r.Every == 0 {
		r.Every = time.Second
	}
	for ctx.Err() == nil {
		if err := r.hold(ctx, serve); err != nil && ctx.Err() == nil {
			zerolog.Ctx(ctx).Error().Err(err).Msg("the roles of this process are lost; it tries to get them back")
			sleep(ctx, r.Every)
		}
	}
}

// hold keeps one connection as long as it works.
func (r *Role) hold(ctx context.Context, serve func(context.Context, int64)) error {
	conn, err := r.Connect(ctx)
	if err != nil {
		return fmt.Errorf("connecting for roles: %w", err)
	}
	var serving sync.WaitGroup
	defer func() {
		r.drop()
		serving.Wait()
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(closing) // the server gives the locks back either way
	}()
	// A connection that is cut somewhere on its way must not hold the locks for hours.
	if _, err := conn.Exec(ctx, `SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3`); err != nil {
		return fmt.Errorf("setting up the connection for roles: %w", err)
	}
	for ctx.Err() == nil {
		gained, err := r.gain(ctx, conn)
		if err != nil {
			return err
		}
		for _, bot := range gained {
			r.begin(ctx, bot, &serving, serve)
		}
		sleep(ctx, r.Every)
	}
	return nil
}

// tryLocks asks for the locks of bots, and shows at the same time that the connection works.
const tryLocks = `
	SELECT b.id
	FROM unnest($2::bigint[]) AS b (id)
	WHERE pg_try_advisory_lock($1, b.id::integer)`

func (r *Role) gain(ctx context.Context, conn *pgx.Conn) ([]int64, error) {
	wanted, err := r.Wanted(ctx)
	if err != nil {
		zerolog.Ctx(ctx).Warn().Err(err).Msg("the list of bots can't be read") // what is held stays held
	}
	held := r.Held()
	missing := slices.DeleteFunc(slices.Clone(wanted), func(bot int64) bool { return slices.Contains(held, bot) })
	asking, cancel := context.WithTimeout(ctx, 5*r.Every)
	defer cancel()
	rows, _ := conn.Query(asking, tryLocks, LockClass, missing) // CollectRows tells of its error
	gained, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("taking roles: %w", err)
	}
	if conn.IsClosed() {
		return nil, errors.New("taking roles: the connection is closed")
	}
	return gained, nil
}

func (r *Role) begin(ctx context.Context, bot int64, serving *sync.WaitGroup, serve func(context.Context, int64)) {
	served, lose := context.WithCancel(ctx)
	r.mu.Lock()
	if r.held == nil {
		r.held = map[int64]context.CancelFunc{}
	}
	r.held[bot] = lose
	r.mu.Unlock()
	zerolog.Ctx(ctx).Info().Int64("bot", bot).Msg("this process serves the bot")
	if serve != nil {
		serving.Go(func() { serve(served, bot) })
	}
}

// drop ends all that was served.
func (r *Role) drop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, lose := range r.held {
		lose()
	}
	r.held = nil
}
