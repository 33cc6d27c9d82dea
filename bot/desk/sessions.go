package desk

import (
	"errors"
	"slices"
	"strings"

	"stapmaat/store/door"
	"stapmaat/store/staff"
)

// sessionLine is one place where somebody is signed in, in words.
type sessionLine struct {
	ID            int64
	Device, Way   string
	Since, Seen   moment
	Here          bool
	UntilAtLatest moment
}

type sessionsPage struct {
	Lines  []sessionLine
	Others bool
	Email  string
}

// sessions lists where somebody is signed in.
func sessions(c *call) error {
	found, err := c.db().Sessions(c.ctx(), c.who, door.SessionIdle)
	if err != nil {
		return err
	}
	page := sessionsPage{Others: len(found) > 1}
	if page.Email, err = c.db().Email(c.ctx(), c.who, c.who.Staff); err != nil && !errors.Is(err, staff.ErrNotFound) {
		return err
	}
	for _, s := range found {
		browser, machine, _ := strings.Cut(s.Device, "/")
		page.Lines = append(page.Lines, sessionLine{ID: s.ID, Device: c.t("device."+browser) + " " + c.t("device.on") + " " + c.t("device."+machine),
			Way: c.t("way." + s.Way), Since: c.moment(s.CreatedAt), Seen: c.moment(s.SeenAt), Here: s.ID == c.me.Session, UntilAtLatest: c.moment(s.EndsAt)})
	}
	slices.SortStableFunc(page.Lines, func(a, b sessionLine) int { // this one first
		switch {
		case a.Here == b.Here:
			return 0
		case a.Here:
			return -1
		}
		return 1
	})
	return c.render("sessions", page)
}

// endSession ends one of the own sessions, or all but this one.
func endSession(c *call) error {
	var id int64
	if c.form.Value("sessie") != "andere" {
		if id = c.form.id("sessie"); !c.form.OK() {
			return errBadForm
		}
	}
	if err := c.db().EndSession(c.ctx(), c.who, id, c.me.Session); err != nil {
		return err
	}
	return c.seeOther("/mijn-sessies", "notice.session-ended")
}
