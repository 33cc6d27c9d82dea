package transcript

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
)

// played is the chain of humans as the clock of a transcript plays it, by the same rules
// as the store: dialog/chain. It begins with "set: policy = default".
type played struct {
	policy chain.Policy
	duty   []*seat // who is on duty, by "set: on_duty"

	condition chain.Condition
	signs     []signed
	asked     []*seat // who was alerted by the newest step
	passed    []*seat // and can't
	owner     *seat
	seen      time.Time // when the owner last looked
	unopened  bool      // the owner got it from a colleague and did not look yet
}

// signed is a message that stands on the alarm.
type signed struct {
	chain.Sign
	at time.Time
}

// setPolicy is "set: policy = default", or one ladder for all alarms: "set: policy =
// mentor 3 | on_duty supervisors 3 | all 5".
func (w *World) setPolicy(value string) error {
	p := chain.Default
	if value != "default" {
		l := chain.Ladder{}
		for _, part := range strings.Split(value, " | ") {
			words := strings.Fields(part)
			minutes, err := strconv.Atoi(words[len(words)-1])
			if err != nil {
				return fmt.Errorf("a step looks like: mentor on_duty 3")
			}
			s := chain.Step{Minutes: minutes}
			for _, to := range words[:len(words)-1] {
				s.To = append(s.To, chain.Target(to))
			}
			l.Steps = append(l.Steps, s)
		}
		p.Ladders = []chain.Ladder{l}
	}
	w.chained = &played{policy: p}
	return p.Check()
}

// setDuty is "set: on_duty = Anne Bas", or nobody.
func (w *World) setDuty(value string) {
	w.chained.duty = nil
	for _, s := range w.staff() {
		if strings.Contains(value, s.person.Name) {
			w.chained.duty = append(w.chained.duty, s)
		}
	}
}

// staff are the mentor and the supervisor.
func (w *World) staff() []*seat { return []*seat{&w.mentor, &w.boss} }

// begins puts a sign on the alarm, and begins the chain where it must.
func (c *played) begins(w *World, v risk.Verdict, opened bool) {
	if opened {
		*c = played{policy: c.policy, duty: c.duty}
		c.condition.OpenedAt = w.now
	}
	var before []chain.Sign
	for _, s := range c.signs {
		if s.Urgency != chain.NotUrgent {
			before = append(before, s.Sign)
		}
	}
	sign := chain.Sign{Category: v.Category, Urgency: v.Urgency}
	c.signs = append(c.signs, signed{sign, w.now})
	if sign.Urgency == chain.NotUrgent {
		return
	}
	if why := chain.Calls(before, sign, c.condition.CareAt != nil); why != "" {
		c.climb(w, 1, 1, nil)
	}
}

func (c *played) all() (all []chain.Sign) {
	for _, s := range c.signs {
		all = append(all, s.Sign)
	}
	return all
}

func (c *played) ladder() chain.Ladder {
	worst := chain.Worst(c.all())
	return c.policy.Ladder(worst.Category, worst.Urgency)
}

// climb begins a step; where nobody can be reached the next follows at once.
func (c *played) climb(w *World, round, step int, also *seat) {
	l, k := c.ladder(), &c.condition
	for ; ; step++ {
		rung := l.Steps[step-1]
		opens := time.Time{}
		if w.refreshPerson(&w.person); !w.person.person.Mentor.Open {
			opens = w.person.person.Mentor.Opens
		}
		at, due := w.now, l.Due(rung, chain.Worst(c.all()).Urgency, w.now, opens)
		k.N, k.Round, k.Step, k.StepAt, k.DueAt = k.N+1, round, step, &at, &due
		who, _ := chain.Reach(rung.To, chain.Threatens(c.all()), func(to []chain.Target) ([]*seat, error) { return c.reached(w, to, also), nil },
			func(s *seat) bool { return s == &w.boss })
		c.asked, c.passed = nil, nil
		if len(who) == 0 && step < len(l.Steps) {
			continue
		}
		w.alertTo("alarm", who...)
		for _, s := range who {
			if !s.deaf {
				c.asked = append(c.asked, s)
			}
		}
		if len(c.asked) > 0 || step == len(l.Steps) {
			return
		}
	}
}

func (c *played) reached(w *World, to []chain.Target, also *seat) (who []*seat) {
	p := &w.person.person
	for _, s := range w.staff() {
		mine := s == &w.mentor && p.Mentor.ID != 0
		switch {
		case s == also, slices.Contains(to, chain.Everybody), mine && slices.Contains(to, chain.Mentor),
			s == &w.boss && slices.Contains(to, chain.Supervisors), slices.Contains(c.duty, s) && slices.Contains(to, chain.OnDuty):
			who = append(who, s)
		}
	}
	return who
}

// tick does what the rules say now.
func (w *World) tick() error {
	if w.chained == nil || w.alarm == nil {
		return nil
	}
	c := w.chained
	for _, m := range c.now(w).Moves(w.now, len(c.ladder().Steps)) {
		if err := c.move(w, m); err != nil {
			return err
		}
	}
	return nil
}

// now is the condition as the store would read it.
func (c *played) now(w *World) chain.Condition {
	k := &c.condition
	k.Answering, k.Refused = len(c.asked)-len(c.passed), len(c.passed) > 0
	k.InHand = w.hand.seat != nil && w.hand.seat == c.owner
	k.Now, k.Material, k.PagedAt, k.UnreadSince = false, false, nil, nil
	for _, s := range c.signs {
		k.Now, k.Material = k.Now || s.Urgency == risk.Now, k.Material || s.Category == risk.Material
		if s.Urgency != chain.NotUrgent {
			k.PagedAt = &s.at
		}
		if k.UnreadSince == nil && s.at.After(c.seen) {
			k.UnreadSince = &s.at
		}
	}
	return *k
}

func (c *played) move(w *World, m chain.Move) error {
	at, k := w.now, &c.condition
	switch m.What {
	case chain.Climb:
		c.climb(w, m.Round, m.Step, nil)
	case chain.Resume:
		was := c.owner
		c.release(w)
		if err := w.turn(&w.person, dialog.Input{Kind: dialog.Acted, Act: &dialog.Act{Kind: "alarm_resumed", Reason: m.Why}}); err != nil {
			return err
		}
		if m.Why == chain.NoAct {
			c.climb(w, 1, 1, was)
		}
	case chain.Unheard:
		k.UnheardAt = &at
		return w.turn(&w.person, dialog.Input{Kind: dialog.Acted, Act: &dialog.Act{Kind: "alarm_unheard"}})
	case chain.Unread:
		k.UnreadAt = &at
		return w.turn(&w.person, dialog.Input{Kind: dialog.Acted, Act: &dialog.Act{Kind: "alarm_unread"}})
	case chain.More:
		k.MoreAt = &at
		w.alertTo("more", c.owner)
	case chain.Yours:
		k.YoursAt = &at
		w.alertTo("yours", c.owner)
	case chain.Second:
		k.SecondAt = &at
		w.alertTo("second", &w.boss)
	case chain.Overdue:
		k.OverdueAt = &at
		w.alertTo("overdue", &w.boss)
	}
	return nil
}

// release makes it nobody's again.
func (c *played) release(w *World) {
	w.taken, w.closer, c.owner = "", "", nil
	c.condition.TakenBy, c.condition.HeldUntil, c.condition.CareAt, c.condition.HandedAt = nil, nil, nil, nil
}

// held is staff who takes it, does something, or gets it from a colleague.
func (c *played) held(w *World, s *seat, acted bool) {
	minutes := c.policy.ActMinutes
	if acted {
		minutes = c.policy.QuietMinutes
	}
	until := w.now.Add(time.Duration(minutes) * time.Minute)
	c.owner, c.condition.TakenBy, c.condition.HeldUntil = s, &s.person.ID, &until
}

// reads tells whether a message that asks for a human is still unread by the owner, who
// opens the alarm now or not.
func (c *played) reads(w *World, opens bool) (unread bool) {
	if opens {
		c.seen, c.unopened = w.now, false
	}
	return c.unopened || slices.ContainsFunc(c.signs, func(s signed) bool { return s.Urgency != chain.NotUrgent && s.at.After(c.seen) })
}

// keep takes over what staff did with the alarm.
func (c *played) keep(w *World, s *seat, event dialog.Event) {
	at := w.now
	switch e := event.(type) {
	case dialog.AlarmTaken:
		c.held(w, s, false)
		c.seen, c.unopened = at, false
	case dialog.AlarmPassed:
		if slices.Contains(c.asked, s) && !slices.Contains(c.passed, s) {
			c.passed = append(c.passed, s)
		}
	case dialog.AlarmActed:
		c.held(w, s, true)
		c.seen, c.unopened = at, false
	case dialog.AlarmHanded:
		for _, to := range w.staff() {
			if to.person.ID == e.To {
				c.held(w, to, false)
				c.seen, c.condition.HandedAt, c.unopened = at, &at, true
			}
		}
	case dialog.Wrote:
		if c.owner == s {
			c.held(w, s, true)
		}
	case dialog.AlarmClosed:
		if w.closer != "" {
			c.condition.CareAt = &at
		}
	}
}
