package store_test

import (
	"context"
	"io/fs"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/seal"
	"stapmaat/store/storetest"
)

func TestImports(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-f", `{{join .Imports "\n"}}`, "stapmaat/store", "stapmaat/store/seal").Output()
	require.NoError(t, err)
	for _, path := range strings.Fields(string(out)) {
		first, _, _ := strings.Cut(path, "/")
		allowed := !strings.Contains(first, ".") && first != "stapmaat" // the standard library
		for _, prefix := range []string{"github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "github.com/tink-crypto/tink-go/v2", "stapmaat/store", "stapmaat/dialog", "stapmaat/knowledge"} {
			allowed = allowed || path == prefix || strings.HasPrefix(path, prefix+"/")
		}
		require.True(t, allowed, "store imports %s", path)
	}
}

func TestMigrations(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(store.Migrations(), "*.sql")
	require.NoError(t, err)
	for _, f := range files {
		text, err := fs.ReadFile(store.Migrations(), f)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(text), "-- "), "%s begins with what it is for", f)
		require.NotContains(t, string(text), "goose Down", "forward only")
	}
}

func TestSchemaIsChecked(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	ctx := context.Background()
	require.NoError(t, store.CheckSchema(ctx, h.URL))
	h.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)")
	require.ErrorContains(t, store.CheckSchema(ctx, h.URL), "run the newer program")
	h.Exec("DELETE FROM goose_db_version WHERE version_id > 2")
	require.ErrorContains(t, store.CheckSchema(ctx, h.URL), "run bot migrate")
	h.Exec("DROP TABLE goose_db_version")
	require.ErrorContains(t, store.CheckSchema(ctx, h.URL), "the database has schema 0")
}

func TestSeveralProgramsMayMigrate(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Exec("DROP SCHEMA public CASCADE")
	h.Exec("CREATE SCHEMA public")
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if err := store.Migrate(context.Background(), h.URL); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	require.NoError(t, store.CheckSchema(context.Background(), h.URL))
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	_, err := store.Open(t.Context(), "postgres://u:geheim@/x?port=nope", store.Options{Master: newMaster(t)})
	require.ErrorContains(t, err, "it must look like postgres://")
	require.NotContains(t, err.Error(), "geheim")
	_, err = store.Open(t.Context(), "postgres:///x", store.Options{})
	require.EqualError(t, err, "opening the database: no master key")
}

func TestTransient(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "x"))
	h.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
	_, err := h.Take(t.Context(), 8)
	require.Error(t, err)
	require.True(t, store.Transient(err), "%v", err)
	require.Equal(t, 1, h.Play(storetest.Nothing), "the pool connects anew")

	require.False(t, store.Transient(store.ErrNotFound))
	require.False(t, store.Transient(nil))
	_, err = store.Open(t.Context(), "postgres://u@127.0.0.1:1/x", store.Options{Master: newMaster(t)})
	require.True(t, store.Transient(err), "%v", err)
}

func newMaster(t *testing.T) *seal.Master {
	t.Helper()
	m, err := seal.NewMaster()
	require.NoError(t, err)
	return m
}

func TestBots(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	ctx := t.Context()
	again, err := h.EnsureOrganisation(ctx, "Gemeente Aa", false)
	require.NoError(t, err)
	require.Equal(t, h.Org, again)
	first, err := h.AddBot(ctx, h.Org, store.Telegram, "1:a", "aa_bot")
	require.NoError(t, err)
	second, err := h.AddBot(ctx, h.Org, store.Telegram, "1:b", "aa_bot")
	require.NoError(t, err)
	require.Equal(t, first, second, "a new token for a known bot")
	bots, err := h.Bots(ctx)
	require.NoError(t, err)
	require.Equal(t, store.Bot{ID: first, Organisation: h.Org, Channel: store.Telegram, Username: "aa_bot", Token: "1:b"}, bots[1])

	other, err := h.EnsureOrganisation(ctx, "Gemeente Bee", false)
	require.NoError(t, err)
	_, err = h.AddBot(ctx, other, store.Telegram, "1:c", "aa_bot")
	require.ErrorIs(t, err, store.ErrTaken)
	_, err = h.FindOrganisation(ctx, "Gemeente Cee")
	require.ErrorIs(t, err, store.ErrNotFound)
}

func TestPeopleAreFound(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	person := h.Joins(7, 0, store.Details{Name: "Fatima"})
	found, err := h.FindByName(t.Context(), h.Org, dialog.Participant, "Fatima")
	require.NoError(t, err)
	require.Equal(t, store.Somebody{ID: person, Organisation: h.Org, Bot: h.Bot, Conversation: talkOf(h, person), Chat: 7, Role: dialog.Participant}, found)
	_, err = h.FindByName(t.Context(), h.Org, dialog.Participant, "Iemand")
	require.ErrorIs(t, err, store.ErrNotFound)
	require.NotContains(t, err.Error(), "Iemand")
	_, err = h.InChat(t.Context(), h.Bot, 99)
	require.ErrorIs(t, err, store.ErrNotFound)
}

func TestWaitingAndStats(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	waiting := func() []int {
		in, out, err := h.Waiting(t.Context(), h.Bot, 7)
		require.NoError(t, err)
		return []int{in, out}
	}
	require.Equal(t, []int{0, 0}, waiting(), "a chat that was never heard")
	h.Receive(h.Says(7, "x"), h.Says(7, "x"))
	require.Equal(t, []int{2, 0}, waiting())
	h.Clock.Add(3 * time.Second)
	s, err := h.Stats(t.Context())
	require.NoError(t, err)
	require.Equal(t, store.Stats{OldestInput: 3 * time.Second}, s)
	answers(h, 7, text(dialog.LaneAnswer, "y"))
	require.Equal(t, []int{0, 3}, waiting())
	h.Clock.Add(time.Second)
	s, err = h.Stats(t.Context())
	require.NoError(t, err)
	require.Equal(t, store.Stats{OldestMessage: time.Second}, s)
}

func TestTheMasterKeyRotates(t *testing.T) {
	t.Parallel()
	old := newMaster(t)
	h := storetest.NewHouse(t, store.Options{Master: old})
	h.Joins(7, 0, store.Details{Name: "Fatima"})
	_, err := h.AddBot(t.Context(), h.Org, store.Telegram, "1:a", "aa_bot")
	require.NoError(t, err)
	token, err := h.Invite(t.Context(), h.Org, dialog.Participant, 0, store.Details{Name: "Gerda"})
	require.NoError(t, err)
	require.NoError(t, h.SetSignIn(t.Context(), h.Org, "https://login.example.org", "desk", "the client's secret"))

	rotated, err := old.Rotate()
	require.NoError(t, err)
	h.DB = storetest.OpenURL(t, h.URL, store.Options{Master: rotated, Clock: h.Clock.Now})
	require.Equal(t, "Fatima", look(h, 7).Name, "both keys open")
	n, err := h.Rewrap(t.Context())
	require.NoError(t, err)
	require.Equal(t, 4, n)
	n, err = h.Rewrap(t.Context())
	require.NoError(t, err)
	require.Zero(t, n)
	for _, table := range []string{"person", "bot", "invitation", "organisation_sign_in"} {
		require.Zero(t, h.Count(table+" WHERE key_id IS NOT NULL AND key_id <> $1", rotated.ID()))
	}
	require.Equal(t, "Fatima", look(h, 7).Name)
	require.Equal(t, "Gerda", opened(h, 8, token).Name)

	h.DB = storetest.OpenURL(t, h.URL, store.Options{Master: old, Clock: h.Clock.Now})
	_, err = h.Bots(t.Context())
	require.ErrorIs(t, err, seal.ErrSealed, "the old key alone opens nothing")
}

func TestOpeningHours(t *testing.T) {
	t.Parallel()
	week := map[string][2]string{"1": {"09:00", "17:00"}, "2": {"13:30", "17:00"}, "5": {"09:00", "12:00"}}
	for at, want := range map[string]string{
		"2026-11-30 09:00": "open",
		"2026-11-30 16:59": "open",
		"2026-11-30 17:00": "2026-12-01 13:30",
		"2026-12-01 08:00": "2026-12-01 13:30",
		"2026-12-01 18:00": "2026-12-04 09:00",
		"2026-12-04 12:00": "2026-12-07 09:00",
		"2026-10-24 23:00": "2026-10-26 09:00", // the clock goes back in that night
	} {
		z, err := time.LoadLocation("Europe/Amsterdam")
		require.NoError(t, err)
		now, err := time.ParseInLocation("2006-01-02 15:04", at, z)
		require.NoError(t, err)
		open, opens, err := store.Hours(week, nil, "Europe/Amsterdam", now.UTC())
		require.NoError(t, err)
		got := opens.Format("2006-01-02 15:04")
		if open {
			got = "open"
		}
		require.Equal(t, want, got, at)
	}
	open, opens, err := store.Hours(nil, nil, "Europe/Amsterdam", time.Now())
	require.NoError(t, err)
	require.False(t, open)
	require.Empty(t, opens, "nobody ever: not known")
}

func TestClosedDaysAreShut(t *testing.T) {
	t.Parallel()
	week := map[string][2]string{"5": {"09:00", "17:00"}, "1": {"09:00", "17:00"}}
	closed := map[string]string{"2026-12-25": "Kerst"}
	christmas := time.Date(2026, 12, 25, 9, 0, 0, 0, time.UTC) // a Friday
	open, opens, err := store.Hours(week, closed, "Europe/Amsterdam", christmas)
	require.NoError(t, err)
	require.False(t, open)
	require.Equal(t, "2026-12-28 09:00", opens.Format("2006-01-02 15:04"))
	weeks := map[string]string{}
	for d := range 14 {
		weeks[christmas.AddDate(0, 0, d).Format(time.DateOnly)] = "dicht"
	}
	_, opens, err = store.Hours(week, weeks, "Europe/Amsterdam", christmas)
	require.NoError(t, err)
	require.Equal(t, "2027-01-08 09:00", opens.Format("2006-01-02 15:04"), "two weeks shut")
}
