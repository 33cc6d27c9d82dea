package store

import (
	"errors"
	"fmt"
	"time"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store/seal"
)

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
	if err := w.asks(o); err != nil {
		return err
	}
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
