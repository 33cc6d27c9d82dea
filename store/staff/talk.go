package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/seal"
)

// Talk is a participant's talk as the staff who may take it in hand sees it.
type Talk struct {
	Person    int64
	Name      string
	Owner     int64 // who has it in hand; 0 for the bot
	OwnerName string
	Since     time.Time
	Heard     time.Time // when the owner last let something hear of herself
	Behind    bool      // somebody else may read along: words wait behind a tap
	Watched   bool
	Unreached bool
	Alarm     int64   // the open one, 0 for none
	Words     []Words // what passed between her and humans; only for who has the talk in hand
}

// Words is one message between a human and the person.
type Words struct {
	FromStaff bool
	By        string // first name of the human; "" for the person
	Words     string
	At        time.Time
	Shown     bool // words of staff: they are on the person's screen
}

// talkBack is how far one reads back who has a talk in hand: to know what a colleague and
// she said just before, and no more than that.
const talkBack = 24 * time.Hour

const selectTalk = `
	SELECT p.id AS person, p.key, p.name, COALESCE(p.phone, '') = 'watched' AS watched, p.unreachable_at IS NOT NULL AS unreached,
	       COALESCE(o.owner_id, 0) AS owner, t.key AS owner_key, t.name AS owner_name, o.since, o.wrote_at, COALESCE(a.id, 0) AS alarm,
	       EXISTS (
	           SELECT
	           FROM alarm_sign s
	           WHERE s.alarm_id = a.id
	             AND s.category IN ('violence_victim', 'child_safety', 'threat_to_others')) AS guarded
	FROM person p
	JOIN conversation c ON c.person_id = p.id
	LEFT JOIN ownership o ON o.conversation_id = c.id
	LEFT JOIN person t ON t.id = o.owner_id
	LEFT JOIN alarm a ON a.person_id = p.id
	                 AND a.closed_at IS NULL
	WHERE p.id = $1
	  AND p.role = 'participant'`

type talkRow struct {
	Person              int64
	Key, Name           []byte
	Watched, Unreached  bool
	Owner               int64
	OwnerKey, OwnerName []byte
	Since, WroteAt      *time.Time
	Alarm               int64
	Guarded             bool
}

// Talk reads it for somebody who may open the person's pages, ErrNotFound else. What was
// said is only read for who has the talk in hand.
func (db *DB) Talk(ctx context.Context, who Who, person int64) (t Talk, err error) {
	err = db.as(ctx, who, "reading a talk", func(tx pgx.Tx) error {
		home, err := zoneOf(ctx, tx)
		if err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, selectTalk, person) // CollectExactlyOneRow tells of its error
		r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[talkRow])
		if err != nil {
			return err
		}
		key, err := db.key(r.Person, r.Key)
		if err != nil {
			return err
		}
		t = Talk{Person: r.Person, Owner: r.Owner, Behind: r.Watched || r.Guarded, Watched: r.Watched, Unreached: r.Unreached, Alarm: r.Alarm}
		if t.Name, err = key.OpenText(r.Name, seal.At("person.name", r.Person)); err != nil {
			return err
		}
		if r.Owner == 0 {
			return nil
		}
		t.Since = moment(r.Since, home)
		if t.Heard = moment(r.WroteAt, home); t.Heard.Before(t.Since) {
			t.Heard = t.Since
		}
		if r.Owner != who.Staff {
			t.OwnerName, err = db.name(r.Owner, r.OwnerKey, r.OwnerName)
			return err
		}
		return t.words(ctx, tx, key, db.now().Add(-talkBack), home)
	})
	return t, err
}

type relayedRow struct {
	Cause            int64
	N                int
	FromStaff, Shown bool
	Words            []byte
	At               time.Time
}

func (t *Talk) words(ctx context.Context, tx pgx.Tx, key seal.Key, since time.Time, home *time.Location) error {
	rows, _ := tx.Query(ctx, `
		SELECT cause_id AS cause, n, from_staff, words, at, shown_at IS NOT NULL AS shown
		FROM relayed
		WHERE person_id = $1
		  AND at >= $2
		ORDER BY cause_id, n`, t.Person, since) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[relayedRow])
	if err != nil {
		return err
	}
	for _, r := range found {
		var w struct{ Words, By string }
		if err := key.OpenJSON(r.Words, seal.At("relayed.words", r.Cause, int64(r.N)), &w); err != nil {
			return err
		}
		t.Words = append(t.Words, Words{FromStaff: r.FromStaff, By: w.By, Words: w.Words, At: r.At.In(home), Shown: r.Shown})
	}
	return nil
}

const selectTalkPulse = `
	SELECT md5(concat_ws('|', o.owner_id, o.since, o.generation,
	       (SELECT concat_ws(',', count(*), max(r.cause_id), count(r.shown_at)) FROM relayed r WHERE r.person_id = c.person_id),
	       (SELECT max(a.id) FROM alarm a WHERE a.person_id = c.person_id AND a.closed_at IS NULL)))
	FROM conversation c
	LEFT JOIN ownership o ON o.conversation_id = c.id
	WHERE c.person_id = $1`

// TalkPulse changes when what stands on the page of a talk does.
func (db *DB) TalkPulse(ctx context.Context, who Who, person int64) (pulse string, err error) {
	err = db.as(ctx, who, "feeling for news of a talk", func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, selectTalkPulse, person).Scan(&pulse)
	})
	return pulse, err
}
