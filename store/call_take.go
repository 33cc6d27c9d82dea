package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// TakenCall is one call to work on.
type TakenCall struct {
	ID, Organisation, Bot, Chat, Person int64
	Kind                                dialog.CallKind
	Within                              time.Duration // what is left of its time
	Call                                dialog.Call
	// Names are those that stand in the person's file and must not leave the house: her own,
	// her mentor's, those of people whom she can call, and what came with her invitation.
	Names []string
	// Fail is set where nothing may be asked any more: she took her yes back, the organisation
	// turned it off, a budget is used up, or the request can't be opened.
	Fail dialog.CallFail
}

// takeCalls claims the oldest open calls that nobody works on, each with what else its turn
// asked for. The first open one of a turn stands for all of them, so that two processes
// never have one each.
const takeCalls = `
	WITH head AS (
	    SELECT k.cause_id
	    FROM call k
	    WHERE k.ended_at IS NULL
	      AND k.deadline_at > @now
	      AND COALESCE(k.claimed_until, '-infinity') <= @now
	      AND NOT EXISTS (
	          SELECT
	          FROM call e
	          WHERE e.cause_id = k.cause_id
	            AND e.id < k.id
	            AND e.ended_at IS NULL
	            AND e.deadline_at > @now)
	    ORDER BY k.id
	    LIMIT @limit
	    FOR NO KEY UPDATE SKIP LOCKED),
	taken AS (
	    UPDATE call k
	    SET claimed_until = @until,
	        attempts = attempts + 1
	    FROM head
	    WHERE k.cause_id = head.cause_id
	      AND k.ended_at IS NULL
	      AND k.deadline_at > @now
	      AND COALESCE(k.claimed_until, '-infinity') <= @now
	    RETURNING k.*)
	SELECT k.id, k.organisation_id AS organisation, c.bot_id AS bot, c.chat_id AS chat, k.person_id AS person, k.cause_id AS cause, k.kind, k.request, k.deadline_at AS deadline,
	       p.key, p.name, p.details, p.bad_moment, m.id AS mentor, m.key AS mentor_key, m.name AS mentor_name,
	       o.model_on AND p.wipe_at IS NULL AND EXISTS (SELECT FROM consent y WHERE y.person_id = p.id AND y.what = 'model' AND y.given) AS may,` + hasTokens + ` AS has_tokens
	FROM taken k
	JOIN conversation c ON c.id = k.conversation_id
	JOIN person p ON p.id = k.person_id
	JOIN organisation o ON o.id = k.organisation_id
	LEFT JOIN person m ON m.id = p.mentor_id
	ORDER BY k.id`

type takenRow struct {
	ID, Organisation, Bot, Chat, Person, Cause int64
	Kind                                       dialog.CallKind
	Request                                    []byte
	Deadline                                   time.Time
	Key, Name, Details, BadMoment              []byte
	Mentor                                     *int64
	MentorKey, MentorName                      []byte
	May, HasTokens                             bool
}

// TakeCalls claims up to limit groups of calls for hold: what a turn asked for at once is
// one group, in the order in which it asked. Who works on them longer says so (HoldCalls);
// when he dies another takes them up after hold.
func (db *DB) TakeCalls(ctx context.Context, limit int, hold time.Duration) ([][]TakenCall, error) {
	now := db.now()
	rows, _ := db.pool.Query(ctx, takeCalls, pgx.NamedArgs{"now": now, "until": now.Add(hold), "limit": limit}) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[takenRow])
	if err != nil {
		return nil, fmt.Errorf("taking calls: %w", err)
	}
	var groups [][]TakenCall
	at := map[int64]int{}
	for _, r := range found {
		i, ok := at[r.Cause]
		if !ok {
			i = len(groups)
			at[r.Cause] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], db.taken(r, now))
	}
	return groups, nil
}

func (db *DB) taken(r takenRow, now time.Time) TakenCall {
	c := TakenCall{ID: r.ID, Organisation: r.Organisation, Bot: r.Bot, Chat: r.Chat, Person: r.Person, Kind: r.Kind, Within: r.Deadline.Sub(now)}
	switch {
	case !r.May:
		c.Fail = dialog.CallOff
		return c
	case !r.HasTokens:
		c.Fail = dialog.CallSpent
		return c
	}
	if err := db.openCall(&c, r); err != nil {
		c.Fail = dialog.CallDown
	}
	return c
}

func (db *DB) openCall(c *TakenCall, r takenRow) error {
	key, err := db.master.Unwrap(r.Key, keyPlace(r.Person))
	if err != nil {
		return err
	}
	if err := key.OpenJSON(r.Request, requestPlace(r.Cause, r.Kind), &c.Call); err != nil {
		return err
	}
	var b badMoment
	if err := key.OpenJSON(r.BadMoment, badMomentPlace(r.Person), &b); err != nil {
		return err
	}
	// Nobody reads the details here: what stands in them is only taken out of what is sent.
	var d Details
	if err := key.OpenJSON(r.Details, seal.At("person.details", r.Person), &d); err != nil {
		return err
	}
	names := append(column(b.Contacts, func(c dialog.Contact) string { return c.Name }), d.Name, d.Contact)
	own, err := db.nameOf(r.Person, r.Key, r.Name)
	if err != nil {
		return err
	}
	names = append(names, own)
	if r.Mentor != nil {
		mentor, err := db.nameOf(*r.Mentor, r.MentorKey, r.MentorName)
		if err != nil {
			return err
		}
		names = append(names, mentor)
	}
	for _, name := range names {
		if name != "" {
			c.Names = append(c.Names, name)
		}
	}
	return nil
}

const holdCalls = `
	UPDATE call
	SET claimed_until = $1
	WHERE id = ANY($2)
	  AND ended_at IS NULL`

// HoldCalls says that somebody still works on these calls, for so much longer. With 0 he
// gives them back: another may take them up at once.
func (db *DB) HoldCalls(ctx context.Context, calls []int64, hold time.Duration) error {
	if len(calls) == 0 {
		return nil
	}
	until := db.now().Add(hold)
	if _, err := db.pool.Exec(ctx, holdCalls, until, calls); err != nil {
		return fmt.Errorf("holding %d calls: %w", len(calls), err)
	}
	return nil
}
