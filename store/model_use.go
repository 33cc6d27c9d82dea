package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// hasTokens tells, of person p and organisation o at @now, whether neither budget is used
// up. A call that is under way is not counted yet: the last ones may go over a little.
const hasTokens = `
	       (COALESCE((SELECT sum(u.tokens)
	                  FROM model_month u
	                  WHERE u.organisation_id = o.id
	                    AND u.month = date_trunc('month', @now::timestamptz AT TIME ZONE o.zone)::date), 0) < o.model_month_tokens
	        AND COALESCE((SELECT u.tokens
	                      FROM model_day u
	                      WHERE u.person_id = p.id
	                        AND u.day = (@now::timestamptz AT TIME ZONE o.zone)::date), 0) < o.model_day_tokens)`

const countDay = `
	INSERT INTO model_day (person_id, organisation_id, day, tokens)
	SELECT @person, o.id, (@now::timestamptz AT TIME ZONE o.zone)::date, @tokens
	FROM organisation o
	WHERE o.id = @organisation
	ON CONFLICT (person_id) DO UPDATE
	SET day = GREATEST(model_day.day, EXCLUDED.day),
	    tokens = EXCLUDED.tokens + CASE WHEN model_day.day >= EXCLUDED.day THEN model_day.tokens ELSE 0 END`

const countMonth = `
	INSERT INTO model_month (organisation_id, month, part, tokens)
	SELECT o.id, date_trunc('month', @now::timestamptz AT TIME ZONE o.zone)::date, @person::bigint % 16, @tokens
	FROM organisation o
	WHERE o.id = @organisation
	ON CONFLICT (organisation_id, month, part) DO UPDATE
	SET tokens = model_month.tokens + EXCLUDED.tokens`

// findSpent remembers which budgets are used up that nobody was told of yet.
const findSpent = `
	INSERT INTO model_told (organisation_id, what, since, at)
	SELECT o.id, 'month', date_trunc('month', $1::timestamptz AT TIME ZONE o.zone)::date, $1
	FROM organisation o
	WHERE o.model_on
	  AND o.model_month_tokens <= (
	      SELECT sum(u.tokens)
	      FROM model_month u
	      WHERE u.organisation_id = o.id
	        AND u.month = date_trunc('month', $1::timestamptz AT TIME ZONE o.zone)::date)
	UNION ALL
	SELECT o.id, 'day', ($1::timestamptz AT TIME ZONE o.zone)::date, $1
	FROM organisation o
	WHERE o.model_on
	  AND EXISTS (
	      SELECT
	      FROM model_day u
	      WHERE u.organisation_id = o.id
	        AND u.day = ($1::timestamptz AT TIME ZONE o.zone)::date
	        AND u.tokens >= o.model_day_tokens)
	ON CONFLICT DO NOTHING
	RETURNING organisation_id AS organisation, what, since`

const selectSupervisors = `
	SELECT p.id
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	WHERE p.organisation_id = $1
	  AND p.role = 'supervisor'
	ORDER BY p.id`

// The notes about budgets, for supervisors: once a month, and once a day however many people it holds for.
const (
	NoteModelMonth = "note.model_month"
	NoteModelDay   = "note.model_day"
)

type spentRow struct {
	Organisation int64
	What         string
	Since        time.Time
}

// TellSpent tells supervisors of budgets that are used up, each once, and tells how many
// notes it put. Any number of processes may do it.
func (db *DB) TellSpent(ctx context.Context) (notes int, err error) {
	err = db.inTx(ctx, "telling of budgets that are used up", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, findSpent, db.now()) // CollectRows tells of its error
		spent, err := pgx.CollectRows(rows, pgx.RowToStructByName[spentRow])
		if err != nil {
			return err
		}
		for _, s := range spent {
			rows, _ := tx.Query(ctx, selectSupervisors, s.Organisation) // CollectRows tells of its error
			staff, err := pgx.CollectRows(rows, pgx.RowTo[int64])
			if err != nil {
				return err
			}
			n, err := db.enqueue(ctx, tx, column(staff, s.note))
			if err != nil {
				return err
			}
			notes += n
		}
		return nil
	})
	return notes, err
}

func (s spentRow) note(staff int64) Item {
	n := dialog.Note{To: dialog.ToSupervisors, Key: NoteModelDay, Lane: dialog.LanePush}
	if s.What == "month" {
		n.Key = NoteModelMonth
	}
	return Item{Person: staff, Source: FromNote, Ref: fmt.Sprintf("model:%s:%s:%s", s.What, s.Since.Format(time.DateOnly), strconv.FormatInt(staff, 10)),
		Input: dialog.Input{Kind: dialog.Noted, Note: &n}}
}
