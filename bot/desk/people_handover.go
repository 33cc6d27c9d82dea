package desk

import (
	"strconv"

	"stapmaat/dialog"
	"stapmaat/store/staff"
)

type handOverPage struct {
	Colleague colleagueView // empty for cases of nobody
	Nobodys   bool
	Cases     []staff.CaseNumber
	Mentors   []colleagueView // to whom cases can go
	Form      *form
}

// from reads whose cases the path names; 0 are those of nobody.
func (c *call) from() (data handOverPage, err error) {
	var all staff.People
	if c.r.PathValue("colleague") == "0" {
		data.Nobodys = true
		all, err = c.db().ReadPeople(c.ctx(), c.who)
	} else {
		data.Colleague, all, err = c.colleague()
	}
	if err != nil {
		return data, err
	}
	data.Form = c.form
	for _, x := range all.Staff {
		if x.Role == dialog.MentorRole && x.ID != data.Colleague.ID {
			data.Mentors = append(data.Mentors, c.colleagueView(x, all))
		}
	}
	data.Cases, err = c.db().ReadCases(c.ctx(), c.who, data.Colleague.ID)
	return data, err
}

func handOver(c *call) error {
	data, err := c.from()
	if err != nil {
		return err
	}
	if c.form.Value("which") == "" {
		c.form.set("which", "all")
	}
	return c.page("people-handover", data)
}

func makeHandOver(c *call) error {
	data, err := c.from()
	if err != nil {
		return err
	}
	to := c.form.id("to")
	which := c.form.one("which", "all", "some")
	var cases []int64
	if which == "some" {
		for _, value := range c.form.Values("case") {
			if n, err := strconv.ParseInt(value, 10, 64); err == nil {
				cases = append(cases, n)
			}
		}
		if len(cases) == 0 {
			c.form.fail("case", "handover.choose")
		}
	}
	if !c.form.OK() {
		return handOver(c)
	}
	_, err = c.db().HandOver(c.ctx(), c.who, data.Colleague.ID, to, cases)
	return c.settled(err, "to", handOver, "/mensen", "notice.handed-over")
}

// endAccess asks once more, and says what will happen.
func endAccess(c *call) error {
	data, err := c.from()
	if err != nil {
		return err
	}
	if data.Nobodys || data.Colleague.Role == dialog.Former {
		return errNotFound
	}
	c.form.set("was", string(data.Colleague.Role))
	c.form.set("was-administrator", strconv.FormatBool(data.Colleague.Administrator))
	return c.page("people-end", data)
}

func makeEndAccess(c *call) error {
	x, _, err := c.colleague()
	if err != nil {
		return err
	}
	var to int64 // nobody, when there is nothing to hand over
	if c.form.Value("to") != "" {
		to = c.form.id("to")
	}
	if !c.form.OK() {
		return endAccess(c)
	}
	_, err = c.db().EndAccess(c.ctx(), c.who, x.ID, c.wasAccess(), to)
	return c.settled(err, "to", endAccess, "/mensen", "notice.access-ended")
}
