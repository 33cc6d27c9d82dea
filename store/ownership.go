package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
)

// Who has a talk in hand stands in a row of its own, so that a human who takes it
// waits for no turn. generation counts the changes: what was made under an older one is
// never sent, unless it keeps people safe.

// mayTalk is whose talk one of the staff (@staff) may take over: her own participant's,
// that of a mentor she stands in for today, and whoever's open alarm she has taken.
const mayTalk = `
	      (p.mentor_id = @staff
	       OR EXISTS (
	          SELECT
	          FROM stand_in i
	          JOIN organisation o ON o.id = i.organisation_id
	          WHERE i.mentor_id = p.mentor_id
	            AND i.staff_id = @staff
	            AND (@now::timestamptz AT TIME ZONE o.zone)::date BETWEEN i.from_day AND i.to_day)
	       OR EXISTS (
	          SELECT
	          FROM alarm a
	          WHERE a.person_id = p.id
	            AND a.taken_by = @staff
	            AND a.closed_at IS NULL))`

const takeOver = `
	UPDATE ownership w
	SET owner_id = @staff,
	    generation = w.generation + 1,
	    since = @now,
	    wrote_at = NULL
	FROM conversation c
	WHERE c.id = w.conversation_id
	  AND c.person_id = @person`

// giveBack ends it for the human who has it; for anybody with staff 0.
const giveBack = `
	UPDATE ownership w
	SET owner_id = NULL,
	    generation = w.generation + 1,
	    since = @now
	FROM conversation c
	WHERE c.id = w.conversation_id
	  AND c.person_id = @person
	  AND w.owner_id IS NOT NULL
	  AND (@staff::bigint = 0 OR w.owner_id = @staff)`

const dropBots = `
	UPDATE outbox o
	SET state = 'dropped',
	    body = NULL,
	    ended_at = @now
	FROM conversation c
	WHERE c.person_id = @person
	  AND o.conversation_id = c.id
	  AND o.ended_at IS NULL
	  AND o.lane > 0`

const wroteInHand = `
	UPDATE ownership w
	SET wrote_at = @now
	FROM conversation c
	WHERE c.id = w.conversation_id
	  AND c.person_id = @person
	  AND w.owner_id = @staff`

// wroteToAlarmed is an act of the human who took the alarm, as if she had tapped "ik
// schreef": the chain waits longer for her.
const wroteToAlarmed = `
	WITH mine AS (
	    UPDATE alarm a
	    SET held_until = @now::timestamptz + make_interval(mins => COALESCE((SELECT (rules ->> 'quiet_minutes')::integer FROM alarm_policy WHERE id = a.policy_id), @quiet))
	    WHERE a.person_id = @person
	      AND a.taken_by = @staff
	      AND a.care_at IS NULL
	      AND a.closed_at IS NULL
	    RETURNING a.id, a.organisation_id)
	INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, kind, at)
	SELECT organisation_id, id, @staff, 'wrote', @now
	FROM mine`

// forgetTold lets go of what the person told a human, where she did not agree that her
// own words are kept.
const forgetTold = `
	DELETE FROM relayed r
	WHERE r.person_id = @person
	  AND NOT r.from_staff
	  AND NOT EXISTS (
	      SELECT
	      FROM consent c
	      WHERE c.person_id = @person
	        AND c.what = 'sensitive'
	        AND c.given)`

// takingRow makes sure that there is a row to lock.
const takingRow = `
	INSERT INTO ownership (conversation_id, organisation_id, generation, since)
	SELECT c.id, c.organisation_id, 0, @now
	FROM conversation c
	WHERE c.person_id = @person
	  AND c.organisation_id = @organisation
	ON CONFLICT (conversation_id) DO NOTHING`

// selectTaking holds the row until the transaction is over: of two who take a talk at
// the same time one is first, and the other reads her name.
const selectTaking = `
	SELECT p.id AS person, p.key, p.name, p.unreachable_at IS NOT NULL AS unreached,
	       p.phone = 'watched' OR EXISTS (
	           SELECT
	           FROM alarm a
	           JOIN alarm_sign s ON s.alarm_id = a.id
	           WHERE a.person_id = p.id
	             AND a.closed_at IS NULL
	             AND s.category IN ('violence_victim', 'child_safety', 'threat_to_others')) AS behind,
	       COALESCE(w.owner_id, 0) AS owner, wp.key AS owner_key, wp.name AS owner_name, w.generation
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	JOIN ownership w ON w.conversation_id = c.id
	LEFT JOIN person wp ON wp.id = w.owner_id
	WHERE p.id = @person
	  AND p.organisation_id = @organisation
	  AND p.role = 'participant'
	  AND p.wipe_at IS NULL
	  AND` + mayTalk + `
	FOR NO KEY UPDATE OF w`

type takingTalk struct {
	Person              int64
	Key, Name           []byte
	Unreached, Behind   bool
	Owner               int64
	OwnerKey, OwnerName []byte
	Generation          int
}

// taking is a talk that one of the staff wants in hand, locked; ErrNotFound when it is
// not hers to take.
func (db *DB) taking(ctx context.Context, tx querier, args pgx.NamedArgs) (*dialog.Taking, int, error) {
	if _, err := tx.Exec(ctx, takingRow, args); err != nil {
		return nil, 0, fmt.Errorf("taking a talk: %w", err)
	}
	rows, _ := tx.Query(ctx, selectTaking, args) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[takingTalk])
	if err != nil {
		return nil, 0, fmt.Errorf("taking a talk: %w", notFound(err))
	}
	t := &dialog.Taking{Person: r.Person, Mine: r.Owner == args["staff"], Unreached: r.Unreached, Behind: r.Behind}
	if t.Name, err = db.nameOf(r.Person, r.Key, r.Name); err != nil {
		return nil, 0, err
	}
	if r.Owner != 0 && !t.Mine {
		t.Owner = r.Owner
		t.OwnerName, err = db.takerName(r.Owner, r.OwnerKey, r.OwnerName)
	}
	return t, r.Generation, err
}

// ownedBy is the human who has this talk in hand.
func (s *snapshot) ownedBy(db *DB) {
	if s.row.Owner == nil {
		return
	}
	name, err := db.takerName(*s.row.Owner, s.row.OwnerKey, s.row.OwnerName)
	s.fail(err)
	s.person.Owner = &dialog.Owner{ID: *s.row.Owner, Name: name, Since: moment(s.row.OwnedAt, s.zone), Wrote: moment(s.row.OwnerWroteAt, s.zone)}
}

func (t *factTurn) handArgs(person, staff int64) pgx.NamedArgs {
	return pgx.NamedArgs{"person": person, "staff": staff, "now": t.now, "quiet": chain.Default.QuietMinutes}
}

// takeTalk puts a talk into the hands of who takes this turn. The turn holds its row.
func (t *factTurn) takeTalk(person int64) {
	args := t.handArgs(person, t.Person.ID)
	t.single(takeOver, args)
	t.single(dropBots, args)
}

func (t *factTurn) giveTalkBack(person int64) {
	args := t.handArgs(person, t.Person.ID)
	t.single(giveBack, args)
	t.single(dropBots, args)
	t.single(forgetTold, args)
}

// endHand gives this very talk back. What the turn says is the bot's again.
func (t *factTurn) endHand() {
	args := t.handArgs(t.Person.ID, 0)
	t.single(giveBack, args)
	t.single(dropBots, args)
	t.single(forgetTold, args)
	if t.owned {
		t.Claim.owned = false
		t.Claim.generation++
	}
}
