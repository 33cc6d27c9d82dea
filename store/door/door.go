// Package door lets staff in at the desk: accounts, one-time links and sessions. Its
// pool runs under the database role stapmaat_door, which sees who works here and
// nothing of participants. Tokens are kept as hashes; who reads the database can't
// sign in with what stands there.
package door

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"stapmaat/store"
	"stapmaat/store/seal"
)

// ErrNotFound says that there is no such session, link or account, or that it has ended: the two are never told apart.
var ErrNotFound = store.ErrNotFound

// ErrTaken says that a colleague has this e-mail address already.
var ErrTaken = store.ErrAddressTaken

// Options of Open. Only Master is needed.
type Options struct {
	Master   *seal.Master
	MaxConns int              // default 4
	Clock    func() time.Time // default time.Now
}

// DB is the door's way into the database. It is safe for concurrent use.
type DB struct {
	pool   *pgxpool.Pool
	master *seal.Master
	clock  func() time.Time

	mu     sync.Mutex
	hashes *seal.Lookup // opened when first needed
}

const defaultConns = 4

// Open connects as the door's role; bot migrate has made it.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	if o.Master == nil {
		return nil, errors.New("opening the door's database: no master key")
	}
	if o.MaxConns == 0 {
		o.MaxConns = defaultConns
	}
	pool, err := store.OpenPool(ctx, url, store.DoorRole, "stapmaat door", o.MaxConns)
	if err != nil {
		return nil, err
	}
	db := &DB{pool: pool, master: o.Master, clock: o.Clock}
	if db.clock == nil {
		db.clock = time.Now
	}
	return db, nil
}

// Close waits for what is running and disconnects.
func (db *DB) Close() { db.pool.Close() }

func (db *DB) now() time.Time { return db.clock().UTC().Truncate(time.Microsecond) }

// NewToken is 256 random bits as 43 characters that fit a link and a cookie.
func NewToken() string {
	var bytes [32]byte
	_, _ = rand.Read(bytes[:]) // never fails, see its documentation
	return base64.RawURLEncoding.EncodeToString(bytes[:])
}

// hash is what is kept of a token. Random tokens of 256 bits need no slow hash.
func hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

func notFound(doing string, err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
