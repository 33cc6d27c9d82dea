package store

import (
	"cmp"
	"context"
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
	Messages bool // something new waits to be sent, to the bots of the turns
	Alerts   bool // alerts wait to be sent, perhaps to other bots
	Inputs   bool // something new waits in the inbox
	Calls    bool // calls wait to be made
	Answers  []AnswerUse
}

// Commit writes the outcomes, all or nothing, and lets go of the talks. Claims of
// the group without an outcome stay open.
func (g *Group) Commit(ctx context.Context, outcomes []Outcome) (Done, error) {
	w := &writes{now: g.now, master: g.db.master, patience: g.db.patience}
	for _, o := range outcomes {
		if err := w.turn(o); err != nil {
			return Done{}, fmt.Errorf("writing turn %d: %w", o.Claim.Inbox, err)
		}
	}
	if err := g.commit(ctx, w, outcomes); err != nil {
		return Done{}, fmt.Errorf("writing %d turns: %w", len(outcomes), err)
	}
	return Done{Turns: len(outcomes), Messages: len(w.outbox) > 0, Alerts: w.alerted, Inputs: len(w.inbox) > 0, Calls: len(w.calls) > 0, Answers: column(w.uses, func(u callUse) AnswerUse { return u.AnswerUse })}, nil
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
		err := g.db.raise(ctx, g.pipe.conn, danger{organisation: c.Organisation, person: c.Person.ID, key: c.key,
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
	now      time.Time
	master   *seal.Master
	patience func(dialog.CallKind) time.Duration

	talks    []talkUpdate
	done     []int64
	people   []personRow
	reached  []int64
	consents []consentWrite
	events   []eventWrite
	messages []messageWrite
	answers  []answerWrite
	stories  []storyWrite
	places   []positionWrite
	links    []linkWrite
	goals    []goalWrite
	steps    []stepWrite
	relayed  []relayedWrite
	set      []timerRow
	clear    []timerRow
	outbox   []outboxRow
	inbox    []inboxRow
	calls    []callWrite
	uses     []callUse
	held     []int64     // alarms that staff acts on
	singles  []statement // what is too rare to gather
	alerted  bool

	appointments []appointmentWrite
}

type statement struct {
	sql  string
	args []any
}

func (w *writes) single(sql string, args ...any) {
	w.singles = append(w.singles, statement{sql, args})
}
