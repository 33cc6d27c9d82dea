package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store/seal"
)

// maxState is how large a sealed talk may get.
const maxState = 16 << 10

// Outcome is what a turn made of a claim.
type Outcome struct {
	Claim   *Claim
	State   dialog.State
	Effects dialog.Effects
}

// Done says what a committed group has set going.
type Done struct {
	Turns    int
	Messages bool // something new waits to be sent
	Inputs   bool // something new waits in the inbox
}

// Commit writes the outcomes, all or nothing, and lets go of the talks. Claims of
// the group without an outcome stay open.
func (g *Group) Commit(ctx context.Context, outcomes []Outcome) (Done, error) {
	w := &writes{now: g.now, master: g.db.master}
	for _, o := range outcomes {
		if err := w.turn(o); err != nil {
			return Done{}, fmt.Errorf("writing turn %d: %w", o.Claim.Inbox, err)
		}
	}
	if err := g.commit(ctx, w, outcomes); err != nil {
		return Done{}, fmt.Errorf("writing %d turns: %w", len(outcomes), err)
	}
	return Done{Turns: len(outcomes), Messages: len(w.outbox) > 0 || w.alerted, Inputs: len(w.inbox) > 0}, nil
}

func (g *Group) commit(ctx context.Context, w *writes, outcomes []Outcome) error {
	if err := g.passOn(ctx, w, outcomes); err != nil {
		return err
	}
	b := &pgx.Batch{}
	w.queue(b)
	if w.alarms(outcomes) {
		// The alarm comes after the rows that it may drop, and before the commit.
		if err := g.pipe.send(ctx, b); err != nil {
			return err
		}
		if err := g.raise(ctx, w, outcomes); err != nil {
			return err
		}
		b = &pgx.Batch{}
	}
	return g.pipe.commit(ctx, b, g.db.fault, PointTurnWritten)
}

// alarms tells whether a talk saw danger that the screen could not see.
func (w *writes) alarms(outcomes []Outcome) bool {
	for _, o := range outcomes {
		if o.Effects.Alarm != nil {
			return true
		}
	}
	return false
}

func (g *Group) raise(ctx context.Context, w *writes, outcomes []Outcome) error {
	for _, o := range outcomes {
		c := o.Claim
		if o.Effects.Alarm == nil || c.Input.Risk.Outcome == risk.Page || staff(c.Person.Role) {
			continue // the receiver raised it, or there is nobody to raise it about
		}
		err := g.db.raise(ctx, g.pipe.conn, danger{organisation: c.Organisation, person: c.Person.ID, mentor: c.Person.Mentor.ID, key: c.key,
			cause: c.Inbox, words: cmp.Or(o.Effects.AlarmWords, c.Input.Text), verdict: *o.Effects.Alarm, at: g.now})
		if err != nil {
			return err
		}
		w.alerted = true
	}
	return nil
}

// writes gathers the rows of a group, so that each table gets one statement.
type writes struct {
	now    time.Time
	master *seal.Master

	talks    []talkUpdate
	done     []int64
	people   []personRow
	reached  []int64
	consents []consentWrite
	events   []eventWrite
	messages []messageWrite
	stories  []storyWrite
	places   []positionWrite
	links    []linkWrite
	goals    []goalWrite
	steps    []stepWrite
	set      []timerRow
	clear    []timerRow
	outbox   []outboxRow
	inbox    []inboxRow
	singles  []statement // what is too rare to gather
	alerted  bool
}

type statement struct {
	sql  string
	args []any
}

func (w *writes) single(sql string, args ...any) {
	w.singles = append(w.singles, statement{sql, args})
}

type talkUpdate struct {
	id      int64
	state   []byte
	version int
	talk    int
	heard   *time.Time
}

// heard are the inputs by which somebody lets hear of herself.
func heard(k dialog.InputKind) bool {
	switch k {
	case dialog.Started, dialog.Typed, dialog.Pressed, dialog.Sent, dialog.Edited, dialog.Returned:
		return true
	}
	return false
}

var errLargeState = errors.New("the talk is too large")

// turn takes over one outcome.
func (w *writes) turn(o Outcome) error {
	c := o.Claim
	state, err := c.key.SealJSON(o.State, seal.At("conversation.state", c.Conversation))
	if err != nil {
		return err
	}
	if len(state) > maxState {
		return fmt.Errorf("%w: %d bytes", errLargeState, len(state))
	}
	u := talkUpdate{id: c.Conversation, state: state, version: max(o.State.Version, 1), talk: o.State.Talk.Number}
	if heard(c.Input.Kind) {
		u.heard = &w.now
		if c.row.UnreachableAt != nil {
			w.reached = append(w.reached, c.Person.ID)
		}
	}
	if c.Input.Kind == dialog.Blocked {
		w.single(recordGone, w.now, []int64{c.Person.ID})
		w.single(dropForGone, w.now, []int64{c.Person.ID})
	}
	w.talks = append(w.talks, u)
	w.done = append(w.done, c.Inbox)
	if err := w.message(c); err != nil {
		return err
	}
	if err := w.facts(o); err != nil {
		return err
	}
	w.timers(o)
	return w.answer(o)
}

// answer takes over what goes to this chat.
func (w *writes) answer(o Outcome) error {
	c := o.Claim
	if c.Input.Risk.Outcome == risk.Page || o.Effects.Alarm != nil {
		w.single(dropLower, w.now, c.Conversation, c.Inbox)
	}
	if len(o.Effects.Unsend) > 0 {
		w.single(dropRefs, w.now, c.Conversation, c.Inbox, o.Effects.Unsend)
	}
	for n, m := range o.Effects.Messages {
		row := outboxRow{organisation: c.Organisation, bot: c.Bot, conversation: c.Conversation, about: c.about, cause: c.Inbox, n: n,
			generation: c.generation, at: w.now}
		if err := row.seal(c.key, m); err != nil {
			return err
		}
		if m.Lane > dialog.LaneSafety && c.silent() {
			row.body = nil // kept as a fact, never sent
		}
		w.outbox = append(w.outbox, row)
	}
	return nil
}

// silent tells that nothing but what keeps people safe may go to this chat: a human
// has the talk in hand, or the person can't be reached and would find it all on a heap.
func (c *Claim) silent() bool {
	return c.owned || (c.row.UnreachableAt != nil && !heard(c.Input.Kind))
}

const dropLower = `
	UPDATE outbox
	SET state = 'dropped',
	    body = NULL,
	    ended_at = $1
	WHERE conversation_id = $2
	  AND ended_at IS NULL
	  AND lane > 0
	  AND cause_id < $3`

const dropRefs = `
	UPDATE outbox
	SET state = 'dropped',
	    body = NULL,
	    ended_at = $1
	WHERE conversation_id = $2
	  AND ended_at IS NULL
	  AND cause_id < $3
	  AND ref = ANY($4)`

// timers keeps the last word on each timer: a turn may set one and take it away again.
func (w *writes) timers(o Outcome) {
	type id struct {
		kind dialog.TimerKind
		ref  string
	}
	last := map[id]int{}
	for i, t := range o.Effects.Timers {
		last[id{t.Kind, t.Ref}] = i
	}
	for i, t := range o.Effects.Timers {
		if last[id{t.Kind, t.Ref}] != i {
			continue
		}
		row := timerRow{person: o.Claim.Person.ID, organisation: o.Claim.Organisation, kind: t.Kind, ref: t.Ref, due: t.Due}
		if t.Due.IsZero() {
			w.clear = append(w.clear, row)
		} else {
			w.set = append(w.set, row)
		}
	}
}
