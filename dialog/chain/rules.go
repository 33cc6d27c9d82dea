// Package chain is the human chain as rules: who is alerted about an alarm, in which order
// and how long each gets, and what follows on what. The store keeps what happened and
// does what the rules say; the transcripts play the same rules.
package chain

import (
	"slices"
	"time"
)

// How long what may take. Delays between steps are the policy's.
const (
	UnreadFor   = 5 * time.Minute // a message of somebody in danger now, owned and not read
	SecondFor   = 24 * time.Hour  // until the second person must have looked
	MaterialFor = 72 * time.Hour  // until material danger must be closed
	TellAgain   = 24 * time.Hour  // the supervisor, about the same thing
)

// Why a step of the chain was begun.
const (
	Raised      = "raised"
	Worse       = "worse"       // a sign made it more urgent
	Again       = "again"       // a sign came after a human thought it over
	Unanswered  = "unheard"     // nobody took it in time
	Undelivered = "undelivered" // no alert of the step before arrived
	AllRefused  = "refused"     // everybody of the step before said "ik kan niet"
	Nobody      = "nobody"      // the step before was for nobody
	NoAct       = "no_act"      // who took it did nothing
)

// Reach finds whom a step is for. Who is threatened may be any of the staff, so a threat
// always goes to a supervisor beside the mentor, and never to one human alone where there
// are more. find gives those of some targets; supervises tells whether one of them is a
// supervisor other than the mentor.
func Reach[T any](to []Target, threat bool, find func([]Target) ([]T, error), supervises func(T) bool) ([]T, error) {
	for _, more := range []Target{Supervisors, Everybody} {
		who, err := find(to)
		if err != nil || !threat || len(to) == 0 {
			return who, err
		}
		if len(who) > 1 && (more == Everybody || slices.ContainsFunc(who, supervises)) { // an organisation may have no supervisor
			return who, nil
		}
		to = append(slices.Clone(to), more)
	}
	return find(to)
}

// Condition is an open alarm as the clock sees it.
type Condition struct {
	OpenedAt          time.Time
	TakenBy           *int64
	HeldUntil, CareAt *time.Time

	N, Round, Step int // the newest step; N is 0 before the first
	StepAt, DueAt  *time.Time
	Answering      int // who were alerted by it and may still take it
	Refused        bool

	Now, Material bool       // what its signs are
	PagedAt       *time.Time // the newest sign that asked for a human
	HandedAt      *time.Time // when the owner got it from a colleague
	UnreadSince   *time.Time // the oldest message that the owner has not seen
	InHand        bool       // the owner has the person's talk in hand, and reads along

	UnheardAt, UnreadAt, MoreAt, YoursAt, SecondAt, OverdueAt *time.Time // when that was last told
}

// Move is something that the clock does with an alarm.
type Move struct {
	What        string
	Round, Step int // for Climb
	Why         string
}

// What the clock may do. The names are those of the acts that are kept of it.
const (
	Climb   = "climb"   // the next step begins
	Resume  = "resumed" // it is nobody's any more, and begins anew
	Unheard = "unheard" // the person hears that nobody took it
	Unread  = "unread"  // and that her message was not read
	More    = "more"    // the owner hears that there is something new
	Yours   = "yours"   // the owner hears that a colleague handed it to her
	Second  = "second"  // the supervisor, that a second human must look
	Overdue = "overdue" // the supervisor, that it is open for too long
)

// Moves says what must happen now to an alarm whose ladder has so many steps. It is the
// table of the human chain; what it gives is done in this order, and asked again after
// it nothing follows. A step that reaches nobody is followed by the next at once, which
// who climbs sees.
func (c Condition) Moves(now time.Time, steps int) (all []Move) {
	if c.Material && passed(now, c.OpenedAt, MaterialFor) && !told(c.OverdueAt, now) {
		all = append(all, Move{What: Overdue})
	}
	switch {
	case c.CareAt != nil:
		return append(all, c.inCare(now)...)
	case c.TakenBy != nil:
		return append(all, c.taken(now)...)
	}
	return append(all, c.raised(now, steps)...)
}

// raised is an alarm that nobody has.
func (c Condition) raised(now time.Time, steps int) (all []Move) {
	if c.N == 0 {
		return []Move{{What: Climb, Round: 1, Step: 1, Why: Raised}}
	}
	late := !now.Before(*c.DueAt)
	why := Unanswered
	switch {
	case late:
	case c.Answering > 0:
		return nil
	case c.Refused:
		why = AllRefused
	default:
		why = Undelivered
	}
	if c.Step < steps {
		return []Move{{What: Climb, Round: c.Round, Step: c.Step + 1, Why: why}}
	}
	// The last step is over. The person hears the truth, ever less often: the first
	// night through every eleven minutes would be no help.
	if c.Round&(c.Round-1) == 0 && (c.UnheardAt == nil || c.UnheardAt.Before(*c.StepAt)) {
		all = append(all, Move{What: Unheard, Round: c.Round})
	}
	if late { // where nobody can be reached the next round comes at its time, not every second
		all = append(all, Move{What: Climb, Round: c.Round + 1, Step: 1, Why: why})
	}
	return all
}

// Waits tells that no step can follow yet, or none will, however long the ladder is.
func (c Condition) Waits(now time.Time) bool {
	return c.CareAt != nil || c.TakenBy != nil || c.N == 0 || c.Answering > 0 && now.Before(*c.DueAt)
}

// taken is an alarm that a human has.
func (c Condition) taken(now time.Time) (all []Move) {
	if !now.Before(*c.HeldUntil) {
		return []Move{{What: Resume, Why: NoAct}}
	}
	if c.HandedAt != nil && (c.YoursAt == nil || c.YoursAt.Before(*c.HandedAt)) {
		all = append(all, Move{What: Yours})
	}
	if c.UnreadSince == nil || c.InHand {
		return all
	}
	if c.MoreAt == nil || c.MoreAt.Before(*c.UnreadSince) {
		all = append(all, Move{What: More})
	}
	if c.Now && passed(now, *c.UnreadSince, UnreadFor) && (c.UnreadAt == nil || c.UnreadAt.Before(*c.UnreadSince)) {
		all = append(all, Move{What: Unread})
	}
	return all
}

// inCare is an alarm that the first of two has closed.
func (c Condition) inCare(now time.Time) []Move {
	switch {
	case c.PagedAt != nil && c.PagedAt.After(*c.CareAt):
		return []Move{{What: Resume, Why: Again}}
	case c.SecondAt == nil || c.SecondAt.Before(*c.CareAt) || passed(now, *c.CareAt, SecondFor) && !told(c.SecondAt, now):
		return []Move{{What: Second}} // at once, that somebody knows; after a day, that it was not done
	}
	return nil
}

func passed(now, since time.Time, d time.Duration) bool { return !now.Before(since.Add(d)) }

func told(at *time.Time, now time.Time) bool { return at != nil && !passed(now, *at, TellAgain) }
