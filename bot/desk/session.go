package desk

import (
	"errors"

	"stapmaat/store/door"
	"stapmaat/store/staff"
)

const sessionCookie = "session"

// byItself is the header of requests that the page's own script makes: they keep nobody signed in.
const byItself = "Desk-Live"

// recognise finds out who asks. A cookie that opens nothing is as none.
func (c *call) recognise() error {
	token := c.cookie(sessionCookie)
	if token == "" {
		return nil
	}
	s, err := c.desk.door.Find(c.ctx(), token, c.r.Header.Get(byItself) == "")
	if errors.Is(err, door.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	c.who = staff.Who{Organisation: s.Organisation, Staff: s.Staff}
	c.me = &me{Name: s.Name, Organisation: s.OrganisationName, MentorWord: s.MentorWord, Administrator: s.Administrator,
		Zone: s.Zone, Session: s.ID, roles: of(s.Role, s.Administrator)}
	return nil
}

// letIn begins a session in this browser.
func (c *call) letIn(organisation, person int64, way door.Way) error {
	token, err := c.desk.door.Begin(c.ctx(), organisation, person, way, deviceOf(c.r.UserAgent()), c.cookie(sessionCookie))
	if err != nil {
		return err
	}
	c.setCookie(sessionCookie, token, 0)
	return nil
}

// signOut ends the session of this browser.
func signOut(c *call) error {
	if err := c.desk.door.End(c.ctx(), c.cookie(sessionCookie)); err != nil {
		return err
	}
	c.setCookie(sessionCookie, "", -1)
	c.w.Header().Set("Clear-Site-Data", `"cache"`)
	return c.seeOther("/inloggen", "notice.signed-out")
}
