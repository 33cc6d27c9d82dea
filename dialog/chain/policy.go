package chain

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"stapmaat/dialog/risk"
)

// Policy says who is alerted about an alarm, in which order, and how long each gets.
// It is an organisation's own data; an alarm keeps the one it began with.
type Policy struct {
	Ladders []Ladder `json:"ladders"` // the first that fits an alarm counts
	// ActMinutes is how long who took an alarm may do nothing: then the chain goes on.
	ActMinutes int `json:"act_minutes"`
	// QuietMinutes is the same after something was done, and the alarm is not closed.
	QuietMinutes int `json:"quiet_minutes"`
}

// Ladder is the steps for some alarms. The last step is followed by the first.
type Ladder struct {
	Categories []risk.Category `json:"categories,omitempty"` // none is any
	Urgencies  []risk.Urgency  `json:"urgencies,omitempty"`  // none is any
	// OpenOnly lets the delays pass only while the organisation is open. Never for now.
	OpenOnly bool   `json:"open_only,omitempty"`
	Steps    []Step `json:"steps"`
}

// Step is one rung of a ladder.
type Step struct {
	To       []Target  `json:"to"`
	Channels []Channel `json:"channels,omitempty"` // none is every one that leads to somebody
	Minutes  int       `json:"minutes"`            // until the next step
}

// Target names staff by what they are to the person.
type Target string

// The targets.
const (
	Mentor      Target = "mentor"
	StandIn     Target = "stand_in"    // of the mentor, today
	OnDuty      Target = "on_duty"     // by the duty hours, now
	Supervisors Target = "supervisors" // all of the organisation
	Everybody   Target = "all"         // all mentors and supervisors of the organisation
)

// Channel is a way to alert.
type Channel string

// The channels of alerts.
const (
	ByBot     Channel = "bot" // the messaging channel of the organisation's bot
	ByEmail   Channel = "email"
	ByWebhook Channel = "webhook"
	ByDrill   Channel = "drill" // of drills that wake nobody: it only records. No policy names it.
)

// Default holds where an organisation has none of its own.
//
// now: the one who knows the person, then who is on duty and who is responsible, then
// everybody; three, three and five minutes, the delays that the crisis protocol asks for.
// Threats begin with more than one, because the mentor may be the one who is threatened.
// today: a wish without a plan, or a letter for next week, must be read the same day, at
// night too, but a quarter of an hour lets somebody finish what she is in. soon: working
// hours are enough, and a second reader after an hour of them.
var Default = Policy{
	ActMinutes: 15, QuietMinutes: 240,
	Ladders: []Ladder{
		{Categories: []risk.Category{risk.ThreatToOthers}, Urgencies: []risk.Urgency{risk.Now}, Steps: []Step{
			{To: []Target{Mentor, StandIn, OnDuty, Supervisors}, Minutes: 3},
			{To: []Target{OnDuty, Supervisors}, Minutes: 3},
			{To: []Target{Everybody}, Minutes: 5}}},
		{Urgencies: []risk.Urgency{risk.Now}, Steps: []Step{
			{To: []Target{Mentor, StandIn, OnDuty}, Minutes: 3},
			{To: []Target{OnDuty, Supervisors}, Minutes: 3},
			{To: []Target{Everybody}, Minutes: 5}}},
		{Urgencies: []risk.Urgency{risk.Today}, Steps: []Step{
			{To: []Target{Mentor, StandIn, OnDuty}, Minutes: 15},
			{To: []Target{OnDuty, Supervisors}, Minutes: 15},
			{To: []Target{Everybody}, Minutes: 30}}},
		{OpenOnly: true, Steps: []Step{
			{To: []Target{Mentor, StandIn}, Minutes: 60},
			{To: []Target{OnDuty, Supervisors}, Minutes: 120}}},
	},
}

// Ladder is the one for an alarm.
func (p Policy) Ladder(c risk.Category, u risk.Urgency) Ladder {
	for _, l := range p.Ladders {
		if (len(l.Categories) == 0 || slices.Contains(l.Categories, c)) && (len(l.Urgencies) == 0 || slices.Contains(l.Urgencies, u)) {
			return l
		}
	}
	return p.Ladders[len(p.Ladders)-1] // Check sees to it that this one is for all
}

// Due is when the step after this one follows. opens is when the organisation is open
// again, zero while it is, or where nobody knows.
func (l Ladder) Due(s Step, u risk.Urgency, at, opens time.Time) time.Time {
	if l.OpenOnly && u != risk.Now && opens.After(at) {
		at = opens
	}
	return at.Add(time.Duration(s.Minutes) * time.Minute)
}

// Bounds of a policy, in minutes.
const (
	MostAct   = 60
	MostQuiet = 24 * 60
)

// ErrPolicy says that a policy would leave somebody alone.
var ErrPolicy = errors.New("not a policy that can hold")

// Check tells what is wrong with a policy; nil when it can hold.
func (p Policy) Check() error {
	var faults []error
	wrong := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if p.ActMinutes < 1 || p.ActMinutes > MostAct {
		wrong("who took an alarm gets %d minutes to act: 1 to %d", p.ActMinutes, MostAct)
	}
	if p.QuietMinutes < 1 || p.QuietMinutes > MostQuiet {
		wrong("an alarm may stay quiet for %d minutes: 1 to %d", p.QuietMinutes, MostQuiet)
	}
	if len(p.Ladders) == 0 || len(p.Ladders[len(p.Ladders)-1].Categories)+len(p.Ladders[len(p.Ladders)-1].Urgencies) > 0 {
		wrong("the last ladder must be for all alarms")
	}
	for i, l := range p.Ladders {
		l.check(func(format string, args ...any) { wrong("ladder %d: "+format, append([]any{i + 1}, args...)...) })
	}
	for _, c := range []risk.Category{risk.Suicide, risk.ThreatToOthers, risk.Material} {
		if len(p.Ladders) > 0 && p.Ladder(c, risk.Now).OpenOnly {
			wrong("office hours delay %s at now", c)
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("%w: %w", ErrPolicy, errors.Join(faults...))
	}
	return nil
}

func (l Ladder) check(wrong func(format string, args ...any)) {
	if len(l.Steps) == 0 || len(l.Steps) > 10 {
		wrong("%d steps: 1 to 10", len(l.Steps))
	}
	if l.OpenOnly && slices.Contains(l.Urgencies, risk.Now) {
		wrong("office hours may not delay now")
	}
	for i, s := range l.Steps {
		if s.Minutes < 1 || s.Minutes > 24*60 {
			wrong("step %d waits %d minutes: 1 to %d", i+1, s.Minutes, 24*60)
		}
		if len(s.To) == 0 {
			wrong("step %d is for nobody", i+1)
		}
		for _, to := range s.To {
			if !slices.Contains([]Target{Mentor, StandIn, OnDuty, Supervisors, Everybody}, to) {
				wrong("step %d is for %q, which is nobody", i+1, to)
			}
		}
		for _, c := range s.Channels {
			if !slices.Contains([]Channel{ByBot, ByEmail, ByWebhook}, c) {
				wrong("step %d goes by %q, which is no channel", i+1, c)
			}
		}
	}
}
