package desk_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/store"
)

// TestAccessMatrixInSQL asks the same through plain SQL, as the desk's database role: what
// a page might forget, row-level security does not. It looks at every table that the role
// may read and that says about whom, or for which organisation, a row is.
func TestAccessMatrixInSQL(t *testing.T) {
	t.Parallel()
	w := desktest.NewWorld(t)
	conn := w.Conn()
	ctx := t.Context()
	rows, err := conn.Query(ctx, `
		SELECT c.relname, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'person_id' AND has_column_privilege($1, c.oid, a.attnum, 'SELECT'))
		FROM pg_class c
		WHERE c.relnamespace = 'public'::regnamespace
		  AND c.relkind IN ('r', 'p')
		  AND NOT c.relispartition
		  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organisation_id' AND has_column_privilege($1, c.oid, a.attnum, 'SELECT'))
		ORDER BY 1`, store.DeskRole)
	require.NoError(t, err)
	type table struct {
		Name   string
		Person bool
	}
	tables, err := pgx.CollectRows(rows, pgx.RowToStructByPos[table])
	require.NoError(t, err)
	require.Greater(t, len(tables), 15)
	for _, s := range seats {
		who := s.who(w)
		organisation := w.Org
		if who == w.OtherMentor || who == w.OtherLead || who == w.OtherAdministrator {
			organisation = w.OtherOrg
		}
		allowed := []int64{}
		for _, name := range s.opens {
			allowed = append(allowed, about(w)[name])
		}
		if who == w.Anne || who == w.Bram {
			allowed = append(allowed, w.Youssef)
		}
		looksAs(t, w, organisation, who, func(tx pgx.Tx) {
			for _, x := range tables {
				var foreign int
				require.NoError(t, tx.QueryRow(ctx, `SELECT count(*) FROM `+x.Name+` WHERE organisation_id <> $1`, organisation).Scan(&foreign), x.Name)
				require.Zero(t, foreign, "%s sees rows of another organisation in %s", s.name, x.Name)
				if !x.Person || bare[x.Name] {
					continue
				}
				var others int
				require.NoError(t, tx.QueryRow(ctx, `SELECT count(*) FROM `+x.Name+` WHERE person_id <> ALL ($1)`, allowed).Scan(&others), x.Name)
				require.Zero(t, others, "%s sees rows of others' participants in %s", s.name, x.Name)
			}
			var people []int64
			found, err := tx.Query(ctx, `SELECT id FROM person WHERE role IN ('participant', 'unknown')`)
			require.NoError(t, err)
			people, err = pgx.CollectRows(found, pgx.RowTo[int64])
			require.NoError(t, err)
			require.ElementsMatch(t, allowed, people, "%s sees other participants", s.name)
		})
	}
	// A participant's own number, and a colleague's number with another organisation's, open nothing.
	for _, forged := range [][2]int64{{w.Org, w.Fatima}, {w.OtherOrg, w.Anne}, {w.Org, w.OtherMentor}, {0, 0}} {
		looksAs(t, w, forged[0], forged[1], func(tx pgx.Tx) {
			var n int
			require.NoError(t, tx.QueryRow(ctx, `SELECT count(*) FROM person WHERE role IN ('participant', 'unknown')`).Scan(&n))
			require.Zero(t, n)
			require.NoError(t, tx.QueryRow(ctx, `SELECT count(*) FROM event`).Scan(&n))
			require.Zero(t, n)
		})
	}
}

// bare are tables whose rows name a case by its number only and hold no words: who looked,
// what happened to an alarm. All of the staff, or those who lead, may read them.
var bare = map[string]bool{"alarm": true, "audit": true, "staff_look": true}

// looksAs runs f as the desk's role, as somebody.
func looksAs(t *testing.T, w *desktest.World, organisation, who int64, f func(pgx.Tx)) {
	t.Helper()
	ctx := t.Context()
	pool, err := store.OpenPool(ctx, w.House.URL, store.DeskRole, "stapmaat desk", 1)
	require.NoError(t, err)
	defer pool.Close()
	tx, err := pool.Begin(ctx)
	require.NoError(t, err)
	_, err = tx.Exec(ctx, `
		SELECT set_config('stapmaat.organisation', $1::bigint::text, true), set_config('stapmaat.staff', $2::bigint::text, true),
		       set_config('stapmaat.day', $3::date::text, true)`, organisation, who, w.Clock.Now())
	require.NoError(t, err)
	f(tx)
	require.NoError(t, tx.Rollback(ctx))
}
