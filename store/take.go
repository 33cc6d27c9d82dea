package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// Claim is one input whose turn it is, with all that its turn reads. The talk
// stays locked until its Group is committed or closed.
type Claim struct {
	Inbox, Conversation, Bot, Organisation int64
	Source                                 Source
	Person                                 dialog.Person
	State                                  dialog.State
	Input                                  dialog.Input
	Err                                    error // what lies in the database can't be read; there is nothing to advance

	key        seal.Key
	call       int64 // that this answers, 0 for none
	about      int64 // the participant whom this is about, when the person is staff
	owned      bool  // a human has the talk in hand
	generation int
	row        personRow
	invitation *invitation // that Input.Token opens
	cardKey    *seal.Key   // of the person whose alarm is acted on
}

// Group is up to eight talks that one transaction holds.
type Group struct {
	Claims []*Claim

	db   *DB
	pipe *pipe
	now  time.Time
}

// talkRow is a conversation that was just locked.
type talkRow struct {
	ID, Organisation, Bot, Person int64
	State                         []byte
	Version                       int
}

// lockTalks takes the talks whose input has waited longest and that nobody else
// holds. The row lock is the claim: it ends with the transaction, whatever becomes
// of the process. Only the first open input of a talk is looked at, so that a talk
// with a thousand of them stands in nobody's way.
//
// The planner believes that next to nothing is open, which is true most of the
// time, and would then join by reading all that is. The subqueries leave it one
// way: walk the open inputs by age, and look up each one's talk.
const lockTalks = `
	SELECT c.id, c.organisation, c.bot, c.person, c.state, c.version
	FROM (
	    SELECT i.conversation_id
	    FROM inbox i
	    WHERE i.done_at IS NULL
	      AND i.set_aside_at IS NULL
	      AND i.id = (
	          SELECT e.id
	          FROM inbox e
	          WHERE e.conversation_id = i.conversation_id
	            AND COALESCE(e.done_at, e.set_aside_at) IS NULL
	          ORDER BY e.id
	          LIMIT 1)
	    ORDER BY i.id
	    OFFSET 0) AS i
	CROSS JOIN LATERAL (
	    SELECT c.id, c.organisation_id AS organisation, c.bot_id AS bot, c.person_id AS person, c.state, c.state_version AS version
	    FROM conversation c
	    WHERE c.id = i.conversation_id
	    FOR NO KEY UPDATE SKIP LOCKED) AS c
	LIMIT $1`

const lockTalk = `
	SELECT c.id, c.organisation_id AS organisation, c.bot_id AS bot, c.person_id AS person, c.state, c.state_version AS version
	FROM conversation c
	WHERE c.id = $1
	FOR NO KEY UPDATE SKIP LOCKED`

// selectFirst looks again, now that the talks are ours: what the statement before
// saw open may be done by now.
const selectFirst = `
	SELECT i.id, i.conversation_id AS conversation, i.source, i.ref, i.payload, COALESCE(i.about_id, 0) AS about
	FROM unnest($1::bigint[]) AS c (id)
	CROSS JOIN LATERAL (
	    SELECT id, conversation_id, source, ref, payload, about_id
	    FROM inbox
	    WHERE conversation_id = c.id
	      AND COALESCE(done_at, set_aside_at) IS NULL
	    ORDER BY id
	    LIMIT 1) AS i
	ORDER BY i.id`

type firstRow struct {
	ID, Conversation, About int64
	Source                  Source
	Ref                     string
	Payload                 []byte
}

// Take locks up to limit talks that wait and reads what their turns need. The
// Group is never nil without an error; it is empty when nothing waits. Close it.
func (db *DB) Take(ctx context.Context, limit int) (*Group, error) {
	return db.take(ctx, lockTalks, limit)
}

// TakeTalk is Take for one talk; the Group is empty when somebody else holds it.
func (db *DB) TakeTalk(ctx context.Context, conversation int64) (*Group, error) {
	return db.take(ctx, lockTalk, conversation)
}

func (db *DB) take(ctx context.Context, lock string, arg any) (*Group, error) {
	pipe, b, err := db.begin(ctx)
	if err != nil {
		return nil, err
	}
	g := &Group{db: db, pipe: pipe, now: db.now()}
	if err := g.read(ctx, b, lock, arg); err != nil {
		g.Close()
		return nil, fmt.Errorf("taking turns: %w", err)
	}
	return g, nil
}

// Close lets go of the talks. What was not committed did not happen.
func (g *Group) Close() { g.pipe.end() }

func (g *Group) read(ctx context.Context, b *pgx.Batch, lock string, arg any) error {
	var talks []talkRow
	b.Queue(lock, arg).Query(func(rows pgx.Rows) (err error) {
		talks, err = pgx.CollectRows(rows, pgx.RowToStructByName[talkRow])
		return err
	})
	if err := g.pipe.send(ctx, b); err != nil || len(talks) == 0 {
		return err
	}
	for _, t := range talks {
		if t.Version > dialog.StateVersion {
			return fmt.Errorf("talk %d: %w", t.ID, ErrNewerState)
		}
	}
	var firsts []firstRow
	b = &pgx.Batch{}
	b.Queue(selectFirst, column(talks, func(t talkRow) int64 { return t.ID })).Query(func(rows pgx.Rows) (err error) {
		firsts, err = pgx.CollectRows(rows, pgx.RowToStructByName[firstRow])
		return err
	})
	people := g.db.snapshots(b, column(talks, func(t talkRow) int64 { return t.Person }), g.now)
	if err := g.pipe.send(ctx, b); err != nil {
		return err
	}
	g.claim(talks, firsts, people)
	return nil
}

// claim puts together what was read.
func (g *Group) claim(talks []talkRow, firsts []firstRow, people snapshots) {
	byID := make(map[int64]talkRow, len(talks))
	for _, t := range talks {
		byID[t.ID] = t
	}
	for _, f := range firsts {
		t := byID[f.Conversation]
		c := &Claim{Inbox: f.ID, Conversation: t.ID, Bot: t.Bot, Organisation: t.Organisation, Source: f.Source, about: f.About}
		c.Err = c.open(people[t.Person], t, f)
		g.Claims = append(g.Claims, c)
	}
}

func (c *Claim) open(s *snapshot, t talkRow, f firstRow) error {
	if s == nil {
		return fmt.Errorf("reading person %d: %w", t.Person, ErrNotFound)
	}
	c.key, c.row, c.Person = s.key, s.row, s.person
	c.owned, c.generation = s.row.Owner != nil, s.row.Generation
	if s.err != nil {
		return s.err
	}
	if err := c.key.OpenJSON(t.State, seal.At("conversation.state", t.ID), &c.State); err != nil {
		return err
	}
	if err := c.key.OpenJSON(f.Payload, inboxPlace("inbox.payload", t.Bot, f.Source, f.Ref), &c.Input); err != nil {
		return err
	}
	c.answered(f.Ref)
	return nil
}
