package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// farewellFor bounds how long a last message may keep somebody from being
// destroyed: whoever blocked the bot will never get it.
const farewellFor = 30 * time.Minute

// selectWipe finds people to destroy. An open alarm keeps them: who is looked for
// must be findable. So does a last word that is still on its way, for a while. The
// lock keeps turns away; whoever is in one waits for the next call.
const selectWipe = `
	SELECT p.id AS person, c.id AS conversation
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	WHERE p.wipe_at <= $1
	  AND NOT EXISTS (
	      SELECT
	      FROM alarm a
	      WHERE a.person_id = p.id
	        AND a.closed_at IS NULL)
	  AND (p.wipe_at <= $2 OR NOT EXISTS (
	      SELECT
	      FROM outbox o
	      WHERE o.conversation_id = c.id
	        AND o.ended_at IS NULL))
	ORDER BY p.wipe_at
	LIMIT $3
	FOR UPDATE SKIP LOCKED`

// selectWipeChatless finds colleagues to destroy who never had a chat: their access
// ended as long ago as the trail is kept that names them.
const selectWipeChatless = `
	SELECT p.id AS person, 0::bigint AS conversation
	FROM person p
	WHERE p.wipe_at <= $1
	  AND NOT EXISTS (
	      SELECT
	      FROM conversation c
	      WHERE c.person_id = p.id)
	ORDER BY p.wipe_at
	LIMIT $2
	FOR UPDATE SKIP LOCKED`

// wiping destroys one person: what is about her elsewhere first, the key last.
// A test walks the schema and finds every column that names a person in here, or in
// its list of what may stay: who did what with alarms and files, without words.
var wiping = []string{
	`UPDATE outbox SET state = CASE WHEN state = 'waiting' THEN 'dropped' ELSE state END, ended_at = COALESCE(ended_at, @now), body = NULL WHERE about_id = @person`,
	`DELETE FROM inbox WHERE about_id = @person`,
	`DELETE FROM outbox WHERE conversation_id = @conversation`,
	`DELETE FROM inbox WHERE conversation_id = @conversation`,
	`UPDATE alarm_sign SET words = NULL WHERE alarm_id IN (SELECT id FROM alarm WHERE person_id = @person)`,
	`UPDATE alarm SET promise = NULL WHERE person_id = @person`,
	`DELETE FROM staff_address WHERE staff_id = @person`,
	`DELETE FROM staff_session WHERE staff_id = @person`,
	`DELETE FROM staff_link WHERE staff_id = @person`,
	`DELETE FROM staff_account WHERE staff_id = @person`,
	`DELETE FROM call WHERE person_id = @person`,
	`DELETE FROM model_day WHERE person_id = @person`,
	`DELETE FROM timer WHERE person_id = @person`,
	`DELETE FROM consent WHERE person_id = @person`,
	`DELETE FROM event WHERE person_id = @person`,
	`DELETE FROM message WHERE person_id = @person`,
	`DELETE FROM answer WHERE person_id = @person`,
	`DELETE FROM story WHERE person_id = @person`,
	`DELETE FROM position WHERE person_id = @person`,
	`DELETE FROM link WHERE person_id = @person`,
	`DELETE FROM goal WHERE person_id = @person`,
	`DELETE FROM step WHERE person_id = @person`,
	`DELETE FROM relayed WHERE person_id = @person`,
	`DELETE FROM danger_question WHERE person_id = @person`,
	`DELETE FROM risk_window WHERE person_id = @person`,
	`DELETE FROM appointment WHERE person_id = @person`,
	`DELETE FROM mentor_position WHERE person_id = @person OR staff_id = @person`,
	`DELETE FROM case_note WHERE person_id = @person OR staff_id = @person`,
	`DELETE FROM log_correction WHERE person_id = @person OR staff_id = @person`,
	`DELETE FROM casework WHERE person_id = @person OR staff_id = @person`,
	`DELETE FROM stand_in WHERE mentor_id = @person OR staff_id = @person`,
	`DELETE FROM duty_hour WHERE staff_id = @person`,
	`UPDATE ownership SET owner_id = NULL, generation = generation + 1 WHERE owner_id = @person`,
	`DELETE FROM ownership WHERE conversation_id = @conversation`,
	`UPDATE person SET mentor_id = NULL WHERE mentor_id = @person`,
	`UPDATE invitation SET by_id = NULL WHERE by_id = @person`,
	`DELETE FROM conversation WHERE id = @conversation`,
	`DELETE FROM person WHERE id = @person`,
}

type wipeRow struct{ Person, Conversation int64 }

// Wipe destroys people who said no, who asked to be erased, or who were never
// joined, as far as it is time: the key, and with it every copy of what they said,
// and the rows. Each goes in a transaction of its own. It tells how many went.
func (db *DB) Wipe(ctx context.Context, now time.Time, limit int) (wiped int, err error) {
	for wiped < limit {
		one, err := db.wipeOne(ctx, now)
		if err != nil {
			return wiped, fmt.Errorf("destroying what somebody said: %w", err)
		}
		if !one {
			break
		}
		wiped++
	}
	return wiped, nil
}

func (db *DB) wipeOne(ctx context.Context, now time.Time) (found bool, err error) {
	err = pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectWipe, now, now.Add(-farewellFor), 1) // CollectRows tells of its error
		people, err := pgx.CollectRows(rows, pgx.RowToStructByName[wipeRow])
		if err == nil && len(people) == 0 {
			rows, _ = tx.Query(ctx, selectWipeChatless, now, 1)
			people, err = pgx.CollectRows(rows, pgx.RowToStructByName[wipeRow])
		}
		if err != nil || len(people) == 0 {
			return err
		}
		found = true
		if err := db.release(ctx, tx, people[0].Person); err != nil { // of staff: whoever is in her hands hears it
			return err
		}
		b := &pgx.Batch{}
		for _, sql := range wiping {
			b.Queue(sql, pgx.NamedArgs{"now": now, "person": people[0].Person, "conversation": people[0].Conversation})
		}
		return tx.SendBatch(ctx, b).Close()
	})
	return found, err
}
