// Package store keeps what the program knows in Postgres. All SQL is in here, a
// statement beside the method that runs it. It knows dialog's types and no
// channel; what people say passes it sealed.
package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

var (
	// ErrNotFound says that there is no such row.
	ErrNotFound = errors.New("not found")
	// ErrTaken says that a name is in use by another organisation.
	ErrTaken = errors.New("belongs to another organisation")
	// ErrNewerState says that a newer program has written this talk: this process can't go on with it.
	ErrNewerState = errors.New("a newer program has written this talk")
)

// Options of Open. Only Master is needed.
type Options struct {
	Master   *seal.Master
	MaxConns int              // default 8
	Clock    func() time.Time // domain time; default time.Now
	Keep     Keep             // zero values take DefaultKeep

	// Alert makes the bare text of an alert, with buttons a:<alarm>:take and
	// a:<alarm>:pass. Without it an alarm is kept and nobody is alerted.
	Alert func(AlertNews) dialog.Message

	// Model says that this program has a language model to ask; without it no talk asks one.
	Model bool
	// CallPatience is how long every call may take, where it is not the usual: people answer
	// slower than machines, in a trial where they play the model.
	CallPatience time.Duration

	// Fault is called at the crash points of this package; nil outside tests.
	Fault func(point string)
}

// DB is one database. It is safe for concurrent use.
type DB struct {
	pool   *pgxpool.Pool
	master *seal.Master
	clock  func() time.Time
	keep   Keep
	alert  func(AlertNews) dialog.Message
	fault  func(point string)

	model        bool
	callPatience time.Duration
}

// Open connects to a database; the schema must be there (Migrate, CheckSchema).
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	if o.Master == nil {
		return nil, errors.New("opening the database: no master key")
	}
	pool, err := OpenPool(ctx, url, "", "stapmaat", o.MaxConns)
	if err != nil {
		return nil, err
	}
	db := &DB{pool: pool, master: o.Master, clock: o.Clock, keep: o.Keep.orDefault(), alert: o.Alert, fault: o.Fault, model: o.Model, callPatience: o.CallPatience}
	if db.clock == nil {
		db.clock = time.Now
	}
	return db, nil
}

// OpenPool connects under a database role ("" for the login itself), and under a name that
// those who run the database see. It fails when the database does not answer.
func OpenPool(ctx context.Context, url, role, name string, conns int) (*pgxpool.Pool, error) {
	config, err := poolConfig(url, role, conns)
	if err != nil {
		return nil, err
	}
	config.ConnConfig.RuntimeParams["application_name"] = name
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		if role != "" {
			return nil, fmt.Errorf("reaching the database as %s: %w", role, err)
		}
		return nil, fmt.Errorf("reaching the database: %w", err)
	}
	return pool, nil
}

// poolConfig is how this program connects: as the login itself when role is empty, else
// as that role. It fixes the planner's choices. Everything in the path of a message is
// a handful of look-ups by index; a plan that was cached while a table was empty
// must not become a scan of a large one, and planning again costs more than running.
func poolConfig(url, role string, conns int) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("reading the database address: %w", hidden(err))
	}
	config.MaxConns = 8
	if conns > 0 {
		config.MaxConns = int32(conns)
	}
	for name, value := range map[string]string{
		"timezone":         "UTC",
		"jit":              "off",
		"plan_cache_mode":  "force_generic_plan",
		"enable_seqscan":   "off",
		"enable_hashjoin":  "off",
		"enable_mergejoin": "off",
		// A worker that stopped halfway must not hold its talks for ever.
		"idle_in_transaction_session_timeout": "60s",
	} {
		config.ConnConfig.RuntimeParams[name] = value
	}
	if role != "" {
		config.ConnConfig.RuntimeParams["role"] = role
	}
	config.ConnConfig.StatementCacheCapacity = 512
	return config, nil
}

// hidden keeps the address, which holds a password, out of the error.
func hidden(error) error {
	return errors.New("it must look like postgres://user@host:5432/name?sslmode=require")
}

// Close waits for what is running and disconnects.
func (db *DB) Close() { db.pool.Close() }

// Ping tells whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.pool.Ping(ctx); err != nil {
		return fmt.Errorf("reaching the database: %w", err)
	}
	return nil
}

// now is the domain's time, in the precision that Postgres keeps.
func (db *DB) now() time.Time { return db.clock().UTC().Truncate(time.Microsecond) }

// inTx runs f in one transaction.
func (db *DB) inTx(ctx context.Context, doing string, f func(pgx.Tx) error) error {
	if err := pgx.BeginFunc(ctx, db.pool, f); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// Transient tells whether the same work may well succeed when it is done again:
// the connection went, the server restarts, two transactions were in each other's
// way. Everything else fails again however often it is tried.
func Transient(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code[:2] {
		case "08", "25", "40", "53", "55", "57", "58": // connection, transaction state, rollback, resources, locks, operator, system
			return true
		}
		return false
	}
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connect) || errors.As(err, &network) || pgconn.SafeToRetry(err) ||
		errors.Is(err, errConnection) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

// errConnection marks errors after which pgx has closed the connection: it broke under a query.
var errConnection = errors.New("connection lost")

// pointsNowhere tells that a row was to belong to one that is gone: the person was
// destroyed between two statements.
func pointsNowhere(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23503"
}

// notFound turns "no rows" into the sentinel.
func notFound(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
