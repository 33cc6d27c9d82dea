// Package storetest gives each test a database of its own: a copy of a template
// that is migrated once. Copying takes some 50 ms, and since no test meets
// another's rows they all run at once.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/store"
	"stapmaat/store/seal"
)

var counter atomic.Int64

// Clock is a clock that stands still until a test moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock makes one that stands at a working hour: Tuesday 1 December 2026, 10.00 in Amsterdam.
func NewClock() *Clock { return &Clock{now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)} }

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Add moves the clock.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Open gives a database with the schema and nothing in it. What Options leave out
// gets a value for tests; the database goes when the test is over.
func Open(t testing.TB, o store.Options) *store.DB {
	t.Helper()
	return OpenURL(t, URL(t), o)
}

// OpenURL opens a database made by URL once more, as another process would.
func OpenURL(t testing.TB, url string, o store.Options) *store.DB {
	t.Helper()
	if o.Master == nil {
		o.Master = Master()
	}
	if o.MaxConns == 0 {
		o.MaxConns = 4
	}
	db, err := store.Open(context.Background(), url, o)
	if err != nil {
		t.Fatalf("storetest: %v", err)
	}
	t.Cleanup(db.Close)
	return db
}

// Master is the key of all tests of one run: tests that need another bring it.
var Master = sync.OnceValue(func() *seal.Master {
	m, err := seal.NewMaster()
	if err != nil {
		panic(err)
	}
	return m
})

// URL makes a database and gives its address.
func URL(t testing.TB) string {
	t.Helper()
	server, err := server()
	if err != nil {
		t.Fatalf("storetest: %v", err)
	}
	template, err := ensureTemplate(server)
	if err != nil {
		t.Fatalf("storetest: making the template database: %v", err)
	}
	name := fmt.Sprintf("test_%d_%d_%d", os.Getpid(), time.Now().UnixNano(), counter.Add(1))
	if err := admin(server, fmt.Sprintf(`CREATE DATABASE %s TEMPLATE %s`, name, template)); err != nil {
		t.Fatalf("storetest: copying the template database: %v", err)
	}
	t.Cleanup(func() {
		if t.Failed() && os.Getenv("KEEP_DATABASE") != "" {
			t.Logf("storetest: the database is kept: %s", name)
			return
		}
		if err := admin(server, fmt.Sprintf(`DROP DATABASE IF EXISTS %s WITH (FORCE)`, name)); err != nil {
			t.Errorf("storetest: dropping a test database: %v", err)
		}
	})
	return inDatabase(server, name)
}

// server finds the Postgres for tests.
var server = sync.OnceValues(func() (string, error) {
	for _, name := range []string{"TEST_DATABASE_URL", "DATABASE_URL"} {
		if u := os.Getenv(name); u != "" {
			return u, nil
		}
	}
	out, err := exec.Command(filepath.Join(moduleRoot(), "deploy", "postgres.sh"), "url").Output()
	if u := strings.TrimSpace(string(out)); err == nil && u != "" {
		return u, nil
	}
	return "", fmt.Errorf("there is no Postgres to test on: run deploy/postgres.sh start, or set TEST_DATABASE_URL")
})

func moduleRoot() string {
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	return "."
}

// ensureTemplate makes the migrated template, once a set of migrations, whoever asks first.
func ensureTemplate(server string) (string, error) {
	templates.Lock()
	defer templates.Unlock()
	name := "stapmaat_template_" + migrationsHash()
	if templates.made[server+name] {
		return name, nil
	}
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock(hashtext($1))`, name); err != nil {
		return "", err
	}
	var there bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND datistemplate)`, name).Scan(&there)
	if err == nil && !there {
		err = makeTemplate(ctx, conn, server, name)
	}
	templates.made[server+name] = err == nil
	return name, err
}

var templates = struct {
	sync.Mutex
	made map[string]bool
}{made: map[string]bool{}}

func makeTemplate(ctx context.Context, conn *pgx.Conn, server, name string) error {
	// One that was half made is not marked as a template yet.
	if _, err := conn.Exec(ctx, fmt.Sprintf(`DROP DATABASE IF EXISTS %s WITH (FORCE)`, name)); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, fmt.Sprintf(`CREATE DATABASE %s`, name)); err != nil {
		return err
	}
	if err := store.Migrate(ctx, inDatabase(server, name)); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, fmt.Sprintf(`ALTER DATABASE %s IS_TEMPLATE true`, name))
	return err
}

func migrationsHash() string {
	sum := sha256.New()
	files, _ := fs.Glob(store.Migrations(), "*.sql")
	for _, f := range files {
		text, _ := fs.ReadFile(store.Migrations(), f)
		fmt.Fprintf(sum, "%s %d\n%s", f, len(text), text)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// admin runs one statement beside all databases.
func admin(server, sql string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}

// inDatabase is the address of another database of the same server.
func inDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil || u.Scheme == "" {
		return server + " dbname=" + name // the key=value form: the last one counts
	}
	u.Path = "/" + name
	return u.String()
}
