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
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/bot/telegram/double"
	"stapmaat/dialog"
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
	master, err := seal.NewMaster()
	must(t, err, "making a key")
	w := &town{url: storetest.URL(t), keyFile: filepath.Join(t.TempDir(), "master.key"), ids: map[string]int64{}, seen: newRecord()}
	must(t, master.Write(w.keyFile), "writing the key")
	w.db = storetest.OpenURL(t, w.url, store.Options{Master: master, MaxConns: 4})
	w.connect(t)
	t.Cleanup(func() { _ = w.sql.Close(context.Background()) })
	w.telegram = double.New(double.Options{Fail: w.unforeseen, Limits: true, Forget: true, OnPost: w.posted, OnRelease: w.seen.released})
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

// firstMentor is the id of the first mentor's chat.
const firstMentor = 500_000

// hire lets mentors come in by their links; the program must be running.
func (w *town) hire(t *testing.T, mentors int) {
	t.Helper()
	o, err := w.db.FindOrganisation(t.Context(), organisation)
	must(t, err, "finding the organisation")
	for n := range mentors {
		token, err := w.db.Invite(t.Context(), o, dialog.MentorRole, 0, store.Details{Name: "Anne"})
		must(t, err, "inviting a mentor")
		w.bots[n%len(w.bots)].Private(firstMentor+int64(n), "Anne").Say("/start " + token)
	}
	for end := time.Now().Add(20 * time.Second); len(w.mentors) < mentors; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("only %d of %d mentors came in", len(w.mentors), mentors)
		}
		rows, _ := w.sql.Query(t.Context(), `SELECT id FROM person WHERE role = 'mentor' ORDER BY id`)
		w.mentors, err = pgx.CollectRows(rows, pgx.RowTo[int64])
		must(t, err, "counting mentors")
	}
}

// invitations makes links for participants, from all mentors in turn.
func (w *town) invitations(t *testing.T, people int) []string {
	t.Helper()
	o, err := w.db.FindOrganisation(t.Context(), organisation)
	must(t, err, "finding the organisation")
	tokens := make([]string, people)
	var group sync.WaitGroup
	failed := make([]error, 4)
	for worker := range failed {
		group.Go(func() {
			for n := worker; n < people && failed[worker] == nil; n += len(failed) {
				tokens[n], failed[worker] = w.db.Invite(t.Context(), o, dialog.Participant, w.mentors[n%len(w.mentors)],
					store.Details{Name: "Anna", Phone: "06 12345678"})
			}
		})
	}
	group.Wait()
	for _, err := range failed {
		must(t, err, "inviting participants")
	}
	return tokens
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
