package desk

import (
	"errors"
	"slices"
	"time"

	"stapmaat/store"
	"stapmaat/store/staff"
)

// What staff does with an alarm goes to the chain's own functions, which the bot's buttons
// use too (decision 0029): one table of what may follow on what, under one lock. Before
// that the alarm is read as who acts: of another organisation it is not there.

// alarmReasons are why an alarm can be closed, in the order of the list.
var alarmReasons = []string{"safe", "solved", "emergency", "handed", "unreached", "false_alarm"}

// onAlarm does something with the alarm of the path, and goes back to its page. What came
// too late is no fault: the page says how it stands now.
func (c *call) onAlarm(notice string, do func(p *staff.AlarmPage) error) error {
	id, err := c.alarmID()
	if err != nil {
		return err
	}
	p, err := c.db().AlarmPage(c.ctx(), c.who, id)
	if err != nil {
		return err
	}
	switch err := do(p); {
	case errors.Is(err, store.ErrNotYours), errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrSecondPerson):
		notice = "notice.alarm-else"
	case errors.Is(err, store.ErrUnread):
		c.form.fail("form", "alarm.unread")
		return c.showAlarm(true)
	case errors.Is(err, errAgain):
		return c.showAlarm(true)
	case err != nil:
		return err
	}
	if c.desk.wake != nil {
		c.desk.wake()
	}
	c.desk.live.Tick()
	return c.seeOther(c.alarmPath(id), notice)
}

// errAgain shows the page again: a field of the form is not in order.
var errAgain = errors.New("the form is not in order")

func takeAlarm(c *call) error {
	return c.onAlarm("", func(p *staff.AlarmPage) error {
		return c.desk.store.TakeAlarm(c.ctx(), c.who.Organisation, p.ID, c.who.Staff)
	})
}

func passAlarm(c *call) error {
	return c.onAlarm("notice.alarm-passed", func(p *staff.AlarmPage) error {
		if p.Taken == c.who.Staff {
			return store.ErrNotYours // who took it can't put it down by a button: colleagues read that she has it
		}
		return c.desk.store.PassAlarm(c.ctx(), c.who.Organisation, p.ID, c.who.Staff)
	})
}

// pressedTwice is within what the same act is one.
const pressedTwice = time.Minute

func didAlarm(c *call) error {
	return c.onAlarm("notice.alarm-done", func(p *staff.AlarmPage) error {
		kind := c.form.one("wat", store.ActCalled, store.ActSpoke, store.ActWrote, store.ActEmergency)
		if kind == "" {
			return errBadForm
		}
		if p.Taken == c.who.Staff && slices.ContainsFunc(p.Acts, func(a staff.AlarmAct) bool {
			return a.Staff == c.who.Staff && a.Kind == kind && c.now().Sub(a.At) < pressedTwice
		}) {
			return nil
		}
		return c.desk.store.ActOnAlarm(c.ctx(), c.who.Organisation, p.ID, c.who.Staff, kind, 0)
	})
}

func handAlarm(c *call) error {
	return c.onAlarm("notice.alarm-handed", func(p *staff.AlarmPage) error {
		to := c.form.id("aan")
		hands, err := c.db().Hands(c.ctx(), c.who)
		if err != nil {
			return err
		}
		if to != 0 && !slices.ContainsFunc(hands, func(h staff.OtherMentor) bool { return h.ID == to }) {
			c.form.fail("aan", "form.choose")
		}
		if !c.form.OK() {
			return errAgain
		}
		return c.desk.store.ActOnAlarm(c.ctx(), c.who.Organisation, p.ID, c.who.Staff, store.ActHanded, to)
	})
}

// mostPromise is how long a promise may be: the person reads it whole.
const mostPromise = 200

func closeAlarm(c *call) error {
	return c.onAlarm("", func(p *staff.AlarmPage) error {
		reason := c.form.one("reden", alarmReasons...)
		promise := c.form.text("belofte", mostPromise)
		if !c.form.OK() {
			return errAgain
		}
		_, err := c.desk.store.CloseAlarm(c.ctx(), c.who.Organisation, p.ID, c.who.Staff, store.Closing{Reason: reason, Promise: promise})
		return err
	})
}

func confirmAlarm(c *call) error {
	return c.onAlarm("", func(p *staff.AlarmPage) error {
		return c.desk.store.ConfirmClose(c.ctx(), c.who.Organisation, p.ID, c.who.Staff)
	})
}
