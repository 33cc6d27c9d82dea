package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// The crash points of this package; package fault gives them their meaning.
const (
	PointReceiveInserted = "receive.inserted"
	PointTurnWritten     = "turn.written"
	PointAlarmRaised     = "alarm.raised"
	PointAlarmAlerted    = "alarm.alerted"
	PointAlarmDone       = "alarm.done"
	PointAlertTaken      = "alert.taken"
	PointChainMoved      = "chain.moved"
	PointAlertSent       = "alert.sent"
	PointCallWritten     = "call.written"
)

// at passes a crash point; only tests and make faults die there.
func (db *DB) at(point string) {
	if db.fault != nil {
		db.fault(point)
	}
}

// pipe is one transaction whose begin rides along with its first statements and
// whose commit with its last: a turn needs three round trips instead of seven.
type pipe struct {
	conn *pgxpool.Conn
	open bool
}

// begin takes a connection and gives the batch that will begin a transaction on it.
func (db *DB) begin(ctx context.Context) (*pipe, *pgx.Batch, error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("taking a connection: %w", err)
	}
	b := &pgx.Batch{}
	b.Queue("BEGIN")
	return &pipe{conn: conn}, b, nil
}

// send runs a batch; every statement's callback has been called when it returns.
func (p *pipe) send(ctx context.Context, b *pgx.Batch) error {
	p.open = true
	if b.Len() == 0 {
		return nil
	}
	if err := p.conn.SendBatch(ctx, b).Close(); err != nil {
		if p.conn.Conn().IsClosed() {
			return fmt.Errorf("%w: %w", errConnection, err)
		}
		return err
	}
	return nil
}

// commit runs a last batch and commits. With a crash point set the two go apart,
// so that there is something between them.
func (p *pipe) commit(ctx context.Context, b *pgx.Batch, fault func(string), point string) error {
	if fault != nil {
		if err := p.send(ctx, b); err != nil {
			return err
		}
		fault(point)
		b = &pgx.Batch{}
	}
	b.Queue("COMMIT")
	if err := p.send(ctx, b); err != nil {
		return err
	}
	p.open = false
	return nil
}

// end gives the connection back; what was not committed is undone.
func (p *pipe) end() {
	if p.conn == nil {
		return
	}
	if p.open && !p.conn.Conn().IsClosed() {
		// Not the caller's context: it may be over already.
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_, _ = p.conn.Exec(ctx, "ROLLBACK")
	}
	p.conn.Release() // drops a connection that is still in a transaction
	p.conn = nil
}

// column picks one value of every row, for unnest.
func column[R, V any](rows []R, value func(R) V) []V {
	values := make([]V, len(rows))
	for i, r := range rows {
		values[i] = value(r)
	}
	return values
}
