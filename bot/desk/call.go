package desk

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/store/staff"
)

// call is one request on its way to its answer.
type call struct {
	w     http.ResponseWriter
	r     *http.Request
	desk  *Desk
	route *route

	who    staff.Who // who asks, for the store; empty when nobody is signed in
	me     *me       // nil when nobody is signed in
	person int64     // whom the route is about, checked and logged
	form   *form     // what was sent; empty for GET
}

// me is who is signed in, as pages need it.
type me struct {
	Name          string
	Organisation  string
	MentorWord    string // how this organisation calls a mentor
	Administrator bool
	Zone          *time.Location
	Session       int64
	roles         roles
}

// Is tells a template whether who is signed in has one of these roles: "mentor", "supervisor", "administrator".
func (m *me) Is(names ...string) bool {
	for _, name := range names {
		if m != nil && m.roles&map[string]roles{"mentor": mentors, "supervisor": supervisors, "administrator": administrators}[name] != 0 {
			return true
		}
	}
	return false
}

func (c *call) ctx() context.Context { return c.r.Context() }

// db is what pages read and write.
func (c *call) db() *staff.DB { return c.desk.staff }

// now is the time in the zone of the organisation.
func (c *call) now() time.Time {
	if c.me == nil {
		return c.desk.clock()
	}
	return c.desk.clock().In(c.me.Zone)
}

// t gives words from the files, for what templates can't say themselves. Args are pairs of a name and a value.
func (c *call) t(key string, args ...any) string { return c.desk.words.text(key, args...) }

// render answers with a page and 200.
func (c *call) render(page string, data any) error { return c.renderStatus(http.StatusOK, page, data) }

// again answers with the page of a form that was not in order: filled in, with the
// sentences beside the fields, and 422.
func (c *call) again(page string, data any) error {
	return c.renderStatus(http.StatusUnprocessableEntity, page, data)
}

func (c *call) renderStatus(status int, page string, data any) error {
	v := view{Me: c.me, Page: page, Path: c.r.URL.Path, Nav: c.navigation(), Notice: c.takeNotice(), Data: data}
	body, err := c.desk.pages.render(page, v)
	if err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	c.w.WriteHeader(status)
	if c.r.Method != http.MethodHead {
		_, _ = c.w.Write(body) // whoever left needs no page
	}
	return nil
}

// seeOther ends a form: the browser goes to a page of ours, which shows the notice (a
// key of the words, or "").
func (c *call) seeOther(path, notice string) error {
	if notice != "" {
		c.leaveNotice(notice)
	}
	http.Redirect(c.w, c.r, path, http.StatusSeeOther)
	return nil
}

func (c *call) log() *zerolog.Logger { return zerolog.Ctx(c.ctx()) }

func escape(path string) string { return url.QueryEscape(path) }

func unescape(path string) string {
	plain, err := url.QueryUnescape(path)
	if err != nil {
		return ""
	}
	return plain
}
