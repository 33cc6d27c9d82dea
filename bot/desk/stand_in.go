package desk

import (
	"time"

	"stapmaat/dialog"
	"stapmaat/store/staff"
)

type standInView struct {
	staff.StandIn
	First, Last moment
	Now         bool
}

// FromDay is the day as a form sends it back.
func (s standInView) FromDay() string { return s.From.Format(time.DateOnly) }

type standInPage struct {
	All    []standInView
	Staff  []colleagueView
	Form   *form
	MayAdd bool
}

func standIns(c *call) error {
	all, err := c.db().ReadStandIns(c.ctx(), c.who)
	if err != nil {
		return err
	}
	data := standInPage{Form: c.form, MayAdd: c.me.Is("supervisor", "administrator")}
	for _, s := range all {
		v := standInView{StandIn: s, First: c.day(c.noon(s.From)), Last: c.day(c.noon(s.To))}
		v.Now = days(c.now(), v.First.At) <= 0
		data.All = append(data.All, v)
	}
	if data.MayAdd {
		if data.Staff, err = c.helpers(); err != nil {
			return err
		}
	}
	return c.page("stand-ins", data)
}

// noon is a day, given in UTC, as a moment of the reader's own day.
func (c *call) noon(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, c.now().Location())
}

// helpers are those who have participants or hear of alarms: mentors and supervisors.
func (c *call) helpers() (some []colleagueView, err error) {
	all, err := c.db().ReadPeople(c.ctx(), c.who)
	if err != nil {
		return nil, err
	}
	for _, x := range all.Staff {
		if x.Role != dialog.Administrator {
			some = append(some, c.colleagueView(x, all))
		}
	}
	return some, nil
}

// standInFaults says beside which field a refusal belongs.
var standInFaults = map[string]string{"self": "staff", "away": "staff", "no_mentor": "staff", "backwards": "to", "past": "to", "overlaps": "from"}

func addStandIn(c *call) error {
	s := staff.StandIn{Mentor: c.form.id("mentor"), Staff: c.form.id("staff"), From: c.form.day("from"), To: c.form.day("to")}
	if !c.form.OK() {
		return standIns(c)
	}
	err := c.db().AddStandIn(c.ctx(), c.who, s)
	return c.settled(err, refusedField(err, standInFaults), standIns, "/diensten/vervanging", "notice.stand-in")
}

func endStandIn(c *call) error {
	s := staff.StandIn{Mentor: c.form.id("mentor"), Staff: c.form.id("staff"), From: c.form.day("from")}
	if !c.form.OK() {
		return errBadForm
	}
	if err := c.db().EndStandIn(c.ctx(), c.who, s); err != nil {
		return err
	}
	return c.seeOther("/diensten/vervanging", "notice.stand-in-ended")
}
