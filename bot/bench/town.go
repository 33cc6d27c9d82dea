//go:build bench || faults

package bench

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"stapmaat/bot/telegram/double"
	"stapmaat/store"
	"stapmaat/store/seal"
	"stapmaat/store/storetest"
)

// organisation is what the people of a run belong to.
const organisation = "Bench"

// town is all that stands around the program: Telegram, a fresh database, a key, bots,
// and mentors who invite.
type town struct {
	telegram *double.Server
	bots     []*double.Bot
	ids      map[string]int64 // our ids of the bots, by name
	db       *store.DB
	sql      *pgx.Conn
	url      string
	keyFile  string
	mentors  []int64
	seen     *record

	mu       sync.Mutex
	listener func(double.Post)
	strange  []string // what the double did not foresee
	floods   int      // answers with 429
}

// found makes a town. Everything it makes goes with the test.
func found(t *testing.T, bots int) *town {
	t.Helper()
	return foundWith(t, bots, func(*double.Options) {})
}

// foundWith is found for who wants to hear more of Telegram.
func foundWith(t *testing.T, bots int, change func(*double.Options)) *town {
	t.Helper()
	master, err := seal.NewMaster()
	must(t, err, "making a key")
	w := &town{url: storetest.URL(t), keyFile: filepath.Join(t.TempDir(), "master.key"), ids: map[string]int64{}, seen: newRecord()}
	must(t, master.Write(w.keyFile), "writing the key")
	w.db = storetest.OpenURL(t, w.url, store.Options{Master: master, MaxConns: 4})
	w.connect(t)
	t.Cleanup(func() { _ = w.sql.Close(context.Background()) })
	o := double.Options{Fail: w.unforeseen, Limits: true, Forget: true, OnPost: w.posted, OnRelease: w.seen.released}
	change(&o)
	w.telegram = double.New(o)
	t.Cleanup(w.telegram.Close)
	w.addBots(t, bots)
	return w
}

// connect opens the connection on which the run itself asks; a hard restart cuts it.
func (w *town) connect(t *testing.T) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.url)
	must(t, err, "connecting to the database")
	w.sql = conn
}

func (w *town) addBots(t *testing.T, bots int) {
	t.Helper()
	o, err := w.db.EnsureOrganisation(t.Context(), organisation, false)
	must(t, err, "making the organisation")
	for n := range bots {
		token := fmt.Sprintf("%d:bench-%d", 700_000+n, n)
		b := w.telegram.Bot(token)
		w.ids[b.Name], err = w.db.AddBot(t.Context(), o, store.Telegram, token, b.Name)
		must(t, err, "adding a bot")
		w.bots = append(w.bots, b)
	}
}

// unforeseen is the double's Fail. A form that breaks off is what a killed process leaves.
func (w *town) unforeseen(format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	if strings.Contains(what, "unexpected EOF") {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.strange) < 20 {
		w.strange = append(w.strange, what)
	}
}

func (w *town) posted(p double.Post) {
	w.seen.post(p)
	w.mu.Lock()
	if p.Status == 429 {
		w.floods++
	}
	listener := w.listener
	w.mu.Unlock()
	if listener != nil {
		listener(p)
	}
}

// flooded is how often the double has answered 429.
func (w *town) flooded() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.floods
}

func (w *town) listen(to func(double.Post)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.listener = to
}

// problems gives what the double did not foresee, and forgets it.
func (w *town) problems() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := slices.Clone(w.strange)
	w.strange = nil
	return found
}

func must(t *testing.T, err error, doing string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", doing, err)
	}
}
