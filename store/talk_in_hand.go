package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
)

// ErrInHand says that somebody has the talk in hand already, or that who wants it has
// another one in hand; Other names whom.
type ErrInHand struct {
	Owner  string // first name of the colleague who has it; "" when Person is set
	Person int64  // the participant whose talk who asks has in hand herself
}

func (e *ErrInHand) Error() string { return "the talk is in somebody's hands" }

// Hand names one of the staff and the participant whose talk she acts on.
type Hand struct {
	Organisation, Staff, Person int64
}

func (h Hand) args(now time.Time) pgx.NamedArgs {
	return pgx.NamedArgs{"organisation": h.Organisation, "staff": h.Staff, "person": h.Person, "now": now, "quiet": chain.Default.QuietMinutes}
}

func (h Hand) act(name, kind string) dialog.Act {
	return dialog.Act{Staff: h.Staff, Name: name, Kind: kind}
}

// TakeOver puts a talk into the hands of a human, at once: it waits for no turn. What
// the bot has not sent yet is dropped, what it is just making will never be sent; the
// person is told, and so is the human's own chat, since what she types there goes to
// the person from now on. Taken twice it is taken once. With insist it is taken from a
// colleague, who is told; without, it gives *ErrInHand, as it does when she has another
// talk in hand. ErrNotFound: it is not hers to take.
func (db *DB) TakeOver(ctx context.Context, h Hand, insist bool) error {
	return db.inTx(ctx, fmt.Sprintf("taking over the talk of %d", h.Person), func(tx pgx.Tx) error {
		args := h.args(db.now())
		_, name, err := db.actor(ctx, tx, h.Organisation, h.Person, h.Staff)
		if err != nil {
			return err
		}
		card, generation, err := db.taking(ctx, tx, args)
		if err != nil || card.Mine {
			return err
		}
		if card.Owner != 0 && !insist {
			return &ErrInHand{Owner: card.OwnerName}
		}
		hand, err := db.handOf(ctx, tx, h.Staff, time.UTC)
		if err != nil {
			return err
		}
		if hand != nil {
			return &ErrInHand{Person: hand.Person}
		}
		for _, sql := range []string{takeOver, dropBots} {
			if _, err := tx.Exec(ctx, sql, args); err != nil {
				return err
			}
		}
		return db.tellTaken(ctx, tx, h, card, name, fmt.Sprintf("desk:hand:%d:%d", h.Person, generation+1))
	})
}

// tellTaken tells the person, the human's own chat, and the colleague who had it.
func (db *DB) tellTaken(ctx context.Context, tx pgx.Tx, h Hand, card *dialog.Taking, name, ref string) error {
	act := h.act(name, "talk_taken")
	note := func(staff int64, key string) Item {
		n := dialog.Note{To: dialog.ToStaff, Staff: staff, Key: key, Person: h.Person, Name: card.Name, Vars: map[string]string{"colleague": name}}
		return Item{Person: staff, Source: FromNote, Ref: fmt.Sprintf("%s:%d", ref, staff), About: h.Person, Input: dialog.Input{Kind: dialog.Noted, Note: &n}}
	}
	items := []Item{{Person: h.Person, Source: FromAct, Ref: ref, Input: dialog.Input{Kind: dialog.Acted, Act: &act}}, note(h.Staff, "hand.line")}
	if card.Owner != 0 {
		items = append(items, note(card.Owner, "note.hand_taken"))
	}
	_, err := db.enqueue(ctx, tx, items)
	return err
}

// Relay sends words of the human who has the talk in hand; ref makes them the same words
// when they come again. ErrNotFound: she has it in hand no more, and nothing was sent.
func (db *DB) Relay(ctx context.Context, h Hand, words, ref string) error {
	if utf8.RuneCountInString(words) > MaxWords {
		return ErrTooLong
	}
	return db.inHand(ctx, h, "relaying words", func(tx pgx.Tx, name string, args pgx.NamedArgs) error {
		act := h.act(name, "talk_words")
		act.Words = words
		_, err := db.enqueue(ctx, tx, []Item{{Person: h.Person, Source: FromAct, Ref: "desk:" + ref, Input: dialog.Input{Kind: dialog.Acted, Act: &act}}})
		if err != nil || strings.TrimSpace(words) == "" {
			return err
		}
		_, err = tx.Exec(ctx, wroteToAlarmed, args)
		return err
	}, wroteInHand)
}

// GiveBack gives the talk back to the bot; agreed is what was agreed, in the human's own
// words, "" for nothing. Given back twice it is given back once: then ErrNotFound.
func (db *DB) GiveBack(ctx context.Context, h Hand, agreed string) error {
	if utf8.RuneCountInString(agreed) > MaxWords {
		return ErrTooLong
	}
	return db.inHand(ctx, h, "giving back a talk", func(tx pgx.Tx, name string, args pgx.NamedArgs) error {
		act := h.act(name, "talk_back")
		act.Agreed = agreed
		if err := db.sayBack(ctx, tx, h.Person, act); err != nil {
			return err
		}
		for _, sql := range []string{dropBots, forgetTold} {
			if _, err := tx.Exec(ctx, sql, args); err != nil {
				return err
			}
		}
		return nil
	}, giveBack)
}

// sayBack puts the end of a talk in hand into the person's inbox, once a generation.
func (db *DB) sayBack(ctx context.Context, tx pgx.Tx, person int64, act dialog.Act) error {
	var generation int
	err := tx.QueryRow(ctx, `
		SELECT w.generation
		FROM ownership w
		JOIN conversation c ON c.id = w.conversation_id
		WHERE c.person_id = $1`, person).Scan(&generation)
	if err != nil {
		return err
	}
	_, err = db.enqueue(ctx, tx, []Item{{Person: person, Source: FromAct, Ref: fmt.Sprintf("hand:%d:%d:back", person, generation),
		Input: dialog.Input{Kind: dialog.Acted, Act: &act}}})
	return err
}

// inHand runs change, which must find that the human has the talk in hand, and then f.
func (db *DB) inHand(ctx context.Context, h Hand, doing string, f func(pgx.Tx, string, pgx.NamedArgs) error, change string) error {
	return db.inTx(ctx, fmt.Sprintf("%s of %d", doing, h.Person), func(tx pgx.Tx) error {
		args := h.args(db.now())
		_, name, err := db.actor(ctx, tx, h.Organisation, h.Person, h.Staff)
		if err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, change, args)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return ErrNotFound
		}
		return f(tx, name, args)
	})
}

// Release gives back whatever talk somebody has in hand whose access ends, and tells
// the person. It is harmless when there is none.
func (db *DB) Release(ctx context.Context, staff int64) error {
	return db.inTx(ctx, fmt.Sprintf("giving back the talk that %d has in hand", staff), func(tx pgx.Tx) error {
		return db.release(ctx, tx, staff)
	})
}

func (db *DB) release(ctx context.Context, tx pgx.Tx, staff int64) error {
	hand, err := db.handOf(ctx, tx, staff, time.UTC)
	if err != nil || hand == nil {
		return err
	}
	var key, name []byte
	if err := tx.QueryRow(ctx, `SELECT key, name FROM person WHERE id = $1`, staff).Scan(&key, &name); err != nil {
		return notFound(err)
	}
	act := dialog.Act{Staff: staff, Kind: "talk_abandoned"}
	if act.Name, err = db.takerName(staff, key, name); err != nil {
		return err
	}
	args := pgx.NamedArgs{"person": hand.Person, "staff": staff, "now": db.now()}
	for _, sql := range []string{giveBack, dropBots, forgetTold} {
		if _, err := tx.Exec(ctx, sql, args); err != nil {
			return err
		}
	}
	return db.sayBack(ctx, tx, hand.Person, act)
}

const selectHand = `
	SELECT p.id AS person, p.key, p.name, w.since, w.wrote_at
	FROM ownership w
	JOIN conversation c ON c.id = w.conversation_id
	JOIN person p ON p.id = c.person_id
	WHERE w.owner_id = $1`

type handRow struct {
	Person    int64
	Key, Name []byte
	Since     time.Time
	WroteAt   *time.Time
}

// handOf is the talk that one of the staff has in hand, nil for none.
func (db *DB) handOf(ctx context.Context, tx querier, staff int64, zone *time.Location) (*dialog.Hand, error) {
	rows, _ := tx.Query(ctx, selectHand, staff) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[handRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("finding the talk that %d has in hand: %w", staff, err)
	}
	name, err := db.nameOf(r.Person, r.Key, r.Name)
	return &dialog.Hand{Person: r.Person, Name: name, Since: r.Since.In(zone), Wrote: moment(r.WroteAt, zone)}, err
}

// personsWords are the texts by which staff reads what one participant said: who
// answers such a message answers that participant.
var personsWords = []string{"said.heard", "said.heard_edit", "said.heard_media", "said.heard_danger", "note.wrote_back", "note.human_words",
	"note.asks_human", "note.cannot_meet"}

const selectAnswered = `
	SELECT p.id AS person, p.key, p.name
	FROM outbox o
	JOIN person p ON p.id = o.about_id
	WHERE o.conversation_id = @conversation
	  AND o.message_id = @message
	  AND o.about_id IS NOT NULL
	  AND o.key = ANY(@keys)
	  AND p.organisation_id = @organisation
	  AND p.wipe_at IS NULL
	  AND` + mayTalk

type answeredRow struct {
	Person    int64
	Key, Name []byte
}

// talkInHand puts in front of staff the talk in hand, the one to be taken, and whom a
// message answers.
func (g *Group) talkInHand(ctx context.Context, c *Claim, n dialog.Needs) (err error) {
	d := c.Person.Desk
	args := Hand{c.Organisation, c.Person.ID, n.Taking}.args(g.now)
	if n.Taking != 0 {
		d.Taking, _, err = g.db.taking(ctx, g.pipe.conn, args)
		if errors.Is(err, ErrNotFound) {
			err = nil
		}
		if err != nil {
			return err
		}
		c.about = n.Taking
	}
	if d.Hand, err = g.db.handOf(ctx, g.pipe.conn, c.Person.ID, c.Person.Now.Location()); err != nil || n.Answer == 0 {
		return err
	}
	args["conversation"], args["message"], args["keys"] = c.Conversation, n.Answer, personsWords
	rows, _ := g.pipe.conn.Query(ctx, selectAnswered, args) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[answeredRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("finding whom a message answers: %w", err)
	}
	d.Answer = &dialog.Whom{Person: r.Person}
	d.Answer.Name, err = g.db.nameOf(r.Person, r.Key, r.Name)
	return err
}

// Relayed is one message between a human and the person.
type Relayed struct {
	FromStaff bool
	By        string // first name of the human; "" for the person
	Words     string
	At        time.Time
	Shown     bool // words of staff: put on the person's screen; else they wait behind a door
}

const selectRelayed = `
	SELECT cause_id AS cause, n, from_staff, words, at, shown_at IS NOT NULL AS shown
	FROM relayed
	WHERE person_id = $1
	  AND organisation_id = $2
	  AND at >= $3
	ORDER BY cause_id, n`

type relayedRow struct {
	Cause            int64
	N                int
	FromStaff, Shown bool
	Words            []byte
	At               time.Time
}

// Relayed is what passed between humans and a participant since a moment, oldest first.
// Who may read it is the caller's to check, and that somebody read it is hers to log.
func (db *DB) Relayed(ctx context.Context, organisation, person int64, since time.Time) ([]Relayed, error) {
	doing := fmt.Sprintf("reading what was relayed to %d", person)
	var wrapped []byte
	err := db.pool.QueryRow(ctx, `SELECT key FROM person WHERE id = $1 AND organisation_id = $2`, person, organisation).Scan(&wrapped)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, notFound(err))
	}
	key, err := db.master.Unwrap(wrapped, keyPlace(person))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	rows, _ := db.pool.Query(ctx, selectRelayed, person, organisation, since) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[relayedRow])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	all := make([]Relayed, len(found))
	for i, r := range found {
		var w relayedWords
		if err := key.OpenJSON(r.Words, factPlace("relayed.words", r.Cause, r.N), &w); err != nil {
			return nil, fmt.Errorf("%s: %w", doing, err)
		}
		all[i] = Relayed{FromStaff: r.FromStaff, By: w.By, Words: w.Words, At: r.At, Shown: r.Shown}
	}
	return all, nil
}
