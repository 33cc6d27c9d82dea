package staff_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/seal"
	"stapmaat/store/staff"
	"stapmaat/store/storetest"
)

var ctx = context.Background()

// desk opens the desk's pool on the house of a test.
func desk(t *testing.T, h *storetest.House) *staff.DB {
	t.Helper()
	db, err := staff.Open(ctx, h.URL, staff.Options{Master: storetest.Master(), MaxConns: 2, Clock: h.Clock.Now})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	return db
}

// people are the ids that somebody finds in person by plain SQL.
func people(t *testing.T, db *staff.DB, who staff.Who) (ids []int64) {
	t.Helper()
	require.NoError(t, db.As(ctx, who, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `SELECT id FROM person ORDER BY id`)
		var err error
		ids, err = pgx.CollectRows(rows, pgx.RowTo[int64])
		return err
	}))
	return ids
}

func TestAMentorSeesColleaguesAndOwnParticipantsOnly(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bram"})
	h.Joins(7, h.Who(1), store.Details{Name: "Fatima"})
	h.Joins(8, h.Who(2), store.Details{Name: "Samir"})
	db := desk(t, h)
	anne := staff.Who{Organisation: h.Org, Staff: h.Who(1)}
	require.ElementsMatch(t, []int64{h.Who(1), h.Who(2), h.Who(7)}, people(t, db, anne))
	require.Empty(t, people(t, db, staff.Who{Organisation: h.Org + 1, Staff: h.Who(1)}), "another organisation's name opens nothing")
	require.NotContains(t, people(t, db, staff.Who{Organisation: h.Org, Staff: h.Who(7)}), h.Who(8), "a participant is no staff")
	require.Empty(t, people(t, db, staff.Who{}))
}

// TestNoTableIsOpenByMistake walks the schema: what the desk's role may read at all is
// guarded row by row, and it owns nothing.
func TestNoTableIsOpenByMistake(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	for _, role := range []string{store.DeskRole, store.DoorRole} {
		guarded(t, h, role)
	}
}

func guarded(t *testing.T, h *storetest.House, role string) {
	t.Helper()
	rows, err := h.Conn().Query(ctx, `
		SELECT c.relname
		FROM pg_class c
		WHERE c.relnamespace = 'public'::regnamespace
		  AND c.relkind IN ('r', 'p')
		  AND NOT c.relrowsecurity
		  AND (has_table_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
		       OR has_any_column_privilege($1, c.oid, 'SELECT, INSERT, UPDATE'))`, role)
	require.NoError(t, err)
	open, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Empty(t, open)
	var owned int
	require.NoError(t, h.Conn().QueryRow(ctx, `SELECT count(*) FROM pg_class WHERE relowner = $1::regrole`, role).Scan(&owned))
	require.Zero(t, owned)
	var bypass bool
	require.NoError(t, h.Conn().QueryRow(ctx, `SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = $1`, role).Scan(&bypass))
	require.False(t, bypass)
}

func err2[T any](_ T, err error) error { return err }

// form is the number of a form.
func form(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// safety opens Fatima's safety note as an alarm would.
func safety(t *testing.T, o *office) string {
	t.Helper()
	var wrapped, sealed []byte
	o.Scan("SELECT key, details FROM person WHERE id = $1", []any{o.fatima}, &wrapped, &sealed)
	key, err := storetest.Master().Unwrap(wrapped, seal.PersonKey(o.fatima))
	require.NoError(t, err)
	var d store.Details
	require.NoError(t, key.OpenJSON(sealed, seal.At("person.details", o.fatima), &d))
	return d.Safety
}
