package store

import "time"

// How long what may take. Delays between steps are the policy's.
const (
	unreadFor   = 5 * time.Minute // a message to somebody in danger now, owned and not read
	secondFor   = 24 * time.Hour  // until the second person must have looked
	materialFor = 72 * time.Hour  // until material danger must be closed
	tellAgain   = 24 * time.Hour  // the supervisor, about the same thing
)

// condition is an open alarm as the clock sees it.
type condition struct {
	Alarm, Organisation, Person int64
	OpenedAt                    time.Time
	TakenBy                     *int64
	HeldUntil, CareAt           *time.Time

	N, Round, Step int // the newest step; N is 0 before the first
	StepAt, DueAt  *time.Time
	Answering      int // who were alerted by it and may still take it
	Refused        bool

	Now, Material bool       // what its signs are
	PagedAt       *time.Time // the newest sign that asked for a human
	UnreadSince   *time.Time // the oldest message that the owner has not seen
	InHand        bool       // the owner has the person's talk in hand, and reads along

	UnheardAt, UnreadAt, MoreAt, SecondAt, OverdueAt *time.Time // when that was last told

	steps int // of its ladder
}

// move is something that the clock does with an alarm.
type move struct {
	what        string
	round, step int // for climb
	why         string
}

// What the clock may do. The names are those of the acts that are kept of it.
const (
	doClimb   = "climb"
	doResume  = "resumed"
	doUnheard = "unheard"
	doUnread  = "unread"
	doMore    = "more"
	doSecond  = "second"
	doOverdue = "overdue"
)

// moves says what must happen to an alarm now. It is the table of the human chain;
// what it gives is done in this order, and asked again after it nothing follows.
func (c condition) moves(now time.Time) (all []move) {
	if c.Material && passed(now, c.OpenedAt, materialFor) && !told(c.OverdueAt, now) {
		all = append(all, move{what: doOverdue})
	}
	switch {
	case c.CareAt != nil:
		return append(all, c.inCare(now)...)
	case c.TakenBy != nil:
		return append(all, c.taken(now)...)
	}
	return append(all, c.raised(now)...)
}

// raised is an alarm that nobody has.
func (c condition) raised(now time.Time) (all []move) {
	if c.N == 0 {
		return []move{{what: doClimb, round: 1, step: 1, why: whyRaised}}
	}
	late := !now.Before(*c.DueAt)
	why := whyUnheard
	switch {
	case late:
	case c.Answering > 0:
		return nil
	case c.Refused:
		why = whyRefused
	default:
		why = whyUndelivered
	}
	if c.Step < c.steps {
		return []move{{what: doClimb, round: c.Round, step: c.Step + 1, why: why}}
	}
	// The last step is over. The person hears the truth, ever less often: the first
	// night through every eleven minutes would be no help.
	if c.Round&(c.Round-1) == 0 && (c.UnheardAt == nil || c.UnheardAt.Before(*c.StepAt)) {
		all = append(all, move{what: doUnheard, round: c.Round})
	}
	if late { // where nobody can be reached the next round comes at its time, not every second
		all = append(all, move{what: doClimb, round: c.Round + 1, step: 1, why: why})
	}
	return all
}

// waits tells that no step can follow yet, or none will.
func (c condition) waits(now time.Time) bool {
	return c.CareAt != nil || c.TakenBy != nil || c.N == 0 || c.Answering > 0 && now.Before(*c.DueAt)
}

// taken is an alarm that a human has.
func (c condition) taken(now time.Time) (all []move) {
	if !now.Before(*c.HeldUntil) {
		return []move{{what: doResume, why: whyNoAct}}
	}
	if c.UnreadSince == nil || c.InHand {
		return nil
	}
	if c.MoreAt == nil || c.MoreAt.Before(*c.UnreadSince) {
		all = append(all, move{what: doMore})
	}
	if c.Now && passed(now, *c.UnreadSince, unreadFor) && (c.UnreadAt == nil || c.UnreadAt.Before(*c.UnreadSince)) {
		all = append(all, move{what: doUnread})
	}
	return all
}

// inCare is an alarm that the first of two has closed.
func (c condition) inCare(now time.Time) []move {
	switch {
	case c.PagedAt != nil && c.PagedAt.After(*c.CareAt):
		return []move{{what: doResume, why: whyAgain}}
	case c.SecondAt == nil || c.SecondAt.Before(*c.CareAt) || passed(now, *c.CareAt, secondFor) && !told(c.SecondAt, now):
		return []move{{what: doSecond}} // at once, that somebody knows; after a day, that it was not done
	}
	return nil
}

func passed(now, since time.Time, d time.Duration) bool { return !now.Before(since.Add(d)) }

func told(at *time.Time, now time.Time) bool { return at != nil && !passed(now, *at, tellAgain) }
