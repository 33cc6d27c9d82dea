package staff

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store"
)

// CaseNumber is a participant as somebody sees her who may not open her page: a number.
type CaseNumber struct {
	Number int64
	Joined bool
	Alarm  bool // an alarm is open
}

// ReadCases are the cases of a mentor by number; mentor 0 gives those that are nobody's.
func (db *DB) ReadCases(ctx context.Context, who Who, mentor int64) (cases []CaseNumber, err error) {
	err = db.as(ctx, who, "reading case numbers", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `SELECT person_id AS number, joined, alarm FROM desk_cases($1)`, mentor) // CollectRows tells of its error
		cases, err = pgx.CollectRows(rows, pgx.RowToStructByName[CaseNumber])
		return err
	})
	return cases, err
}

// HandOver gives cases of one mentor (0: of nobody) to another, all of them when cases is
// nil. The people hear of it from the bot, and who hands over learns no name. It tells how
// many went.
func (db *DB) HandOver(ctx context.Context, who Who, from, to int64, cases []int64) (moved int, err error) {
	err = db.as(ctx, who, "handing cases over", func(tx pgx.Tx) error {
		moved, err = db.handOver(ctx, tx, who, from, to, cases)
		return err
	})
	return moved, err
}

// told is where a participant is told something, and the key for it.
type told struct {
	PersonID, BotID, ConversationID int64
	Key                             []byte
	InHand                          bool
}

func (db *DB) handOver(ctx context.Context, tx pgx.Tx, who Who, from, to int64, cases []int64) (int, error) {
	rows, _ := tx.Query(ctx, `SELECT person_id, bot_id, conversation_id, key, in_hand FROM desk_hand_over(@from, @to, @cases, @now)`,
		pgx.NamedArgs{"from": from, "to": to, "cases": cases, "now": db.now()}) // CollectRows tells of its error
	people, err := pgx.CollectRows(rows, pgx.RowToStructByName[told])
	if err != nil {
		return 0, refused(err)
	}
	name, err := db.colleagueName(ctx, tx, to)
	if err != nil {
		return 0, err
	}
	old, err := db.colleagueName(ctx, tx, from)
	if err != nil {
		return 0, err
	}
	var trail []entry
	var in []act
	for _, p := range people {
		trail = append(trail, entry{kind: KindHandOver, person: p.PersonID, other: to})
		if p.InHand {
			in = append(in, act{p, dialog.Act{Staff: from, Name: old, Kind: "talk_abandoned"}})
		}
		in = append(in, act{p, dialog.Act{Staff: who.Staff, Kind: "mentor_changed", Mentor: to, Words: name}})
	}
	if err := db.tell(ctx, tx, who, in); err != nil {
		return 0, err
	}
	return len(people), db.audit(ctx, tx, who, trail...)
}

// act is something to tell one participant.
type act struct {
	told
	dialog.Act
}

const insertActs = `
	INSERT INTO inbox (organisation_id, bot_id, conversation_id, source, ref, payload, received_at)
	SELECT @organisation, r.bot, r.conversation, 'act', r.ref, r.payload, @now
	FROM unnest(@bots::bigint[], @conversations::bigint[], @refs::text[], @payloads::bytea[])
	     WITH ORDINALITY AS r (bot, conversation, ref, payload, place)
	ORDER BY r.place`

// tell puts acts into the inboxes of their people, sealed, in this order.
func (db *DB) tell(ctx context.Context, tx pgx.Tx, who Who, acts []act) error {
	if len(acts) == 0 {
		return nil
	}
	var bots, conversations []int64
	var refs []string
	var payloads [][]byte
	once := rand.Text()
	for i, a := range acts {
		key, err := db.key(a.PersonID, a.Key)
		if err != nil {
			return err
		}
		ref := fmt.Sprintf("desk:%s:%d", once, i)
		payload, err := store.ActFor(key, a.BotID, ref, a.Act)
		if err != nil {
			return err
		}
		bots, conversations = append(bots, a.BotID), append(conversations, a.ConversationID)
		refs, payloads = append(refs, ref), append(payloads, payload)
	}
	_, err := tx.Exec(ctx, insertActs, pgx.NamedArgs{"organisation": who.Organisation, "now": db.now(),
		"bots": bots, "conversations": conversations, "refs": refs, "payloads": payloads})
	return err
}

// colleagueName opens a colleague's name; "" for nobody.
func (db *DB) colleagueName(ctx context.Context, tx pgx.Tx, colleague int64) (string, error) {
	if colleague == 0 {
		return "", nil
	}
	var key, name []byte
	if err := tx.QueryRow(ctx, `SELECT key, name FROM person WHERE id = $1`, colleague).Scan(&key, &name); err != nil {
		return "", err
	}
	return db.name(colleague, key, name)
}
