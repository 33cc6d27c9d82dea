package desk

import (
	"net/http"
	"strconv"
	"strings"

	"stapmaat/dialog"
)

// roles is a set of who may.
type roles uint8

// The sets that the table names. An administrator is who has that right, beside whatever else.
const (
	mentors roles = 1 << iota
	supervisors
	administrators
	everybody // also who is not signed in

	anyStaff = mentors | supervisors | administrators
	leads    = supervisors | administrators
)

// about says what a route is about.
type about struct {
	person bool
	look   string // how a look at the person is logged: a short name of the page; "" when nothing of her is shown
}

var nothing = about{}

// person is a route with {person} in its path; look names the page in the log of looks.
func person(look string) about { return about{person: true, look: look} }

// route is one row of the table.
type route struct {
	pattern string // of http.ServeMux
	may     roles
	about   about
	handle  func(*call) error
}

func (r route) method() string { m, _, _ := strings.Cut(r.pattern, " "); return m }

// of gives the roles of somebody who is in.
func of(role dialog.Role, administrator bool) roles {
	var have roles
	switch role {
	case dialog.MentorRole:
		have = mentors
	case dialog.Supervisor:
		have = supervisors
	}
	if administrator {
		have |= administrators
	}
	return have
}

// router makes the mux of the table.
func (d *Desk) router() http.Handler {
	mux := http.NewServeMux()
	for i := range d.routes {
		mux.Handle(d.routes[i].pattern, d.handler(&d.routes[i]))
	}
	mux.Handle("GET /static/", d.static)
	mux.Handle("/", d.handler(&nowhere))
	return mux
}

// nowhere answers what is not in the table.
var nowhere = route{"/", everybody, nothing, func(*call) error { return errNotFound }}

// handler is the one place where it is decided whether a route opens.
func (d *Desk) handler(r *route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		c := &call{w: w, r: request, desk: d, route: r}
		if err := c.open(); err != nil {
			c.fail(err)
		}
	})
}

// open lets the handler run, or says why not.
func (c *call) open() error {
	if err := c.recognise(); err != nil {
		return err
	}
	if c.route.may&everybody == 0 {
		if c.me == nil {
			return c.toSignIn()
		}
		if c.me.roles&c.route.may == 0 {
			return errForbidden
		}
	}
	if err := c.readForm(); err != nil {
		return err
	}
	if c.route.about.person {
		if err := c.lookAt(); err != nil {
			return err
		}
	}
	return c.route.handle(c)
}

// lookAt opens a page about a person: she is one whom who asks may see, and the look is
// logged before anything is shown.
func (c *call) lookAt() error {
	id, err := strconv.ParseInt(c.r.PathValue("person"), 10, 64)
	if err != nil {
		return errNotFound
	}
	if err := c.desk.staff.LookAt(c.ctx(), c.who, id, c.route.about.look); err != nil {
		return err
	}
	c.person = id
	return nil
}

// toSignIn sends who is not in to the sign-in page, and back to the page afterwards.
func (c *call) toSignIn() error {
	if c.r.Method != http.MethodGet {
		return c.seeOther("/inloggen", "notice.signed-out")
	}
	if c.r.Header.Get("Accept") == "text/event-stream" {
		return errSignedOut
	}
	return c.seeOther("/inloggen?naar="+escape(c.r.URL.RequestURI()), "")
}
