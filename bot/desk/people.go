package desk

import (
	"slices"
	"strconv"
	"strings"

	"stapmaat/dialog"
	"stapmaat/store/staff"
)

// colleagueView is somebody who works here, as the list and her own page say it.
type colleagueView struct {
	staff.Colleague
	Work  string // mentor, supervisor, administrator, or two of them
	Way   string // how she signs in
	Seen  moment
	Left  moment
	Self  bool
	MayBe bool // who looks may change what she may
}

type linkView struct {
	staff.Invitation
	Work string
	Ends moment
}

type peoplePage struct {
	Staff, Former []colleagueView
	Links         []linkView
	Nobodys       int
}

func people(c *call) error {
	all, err := c.db().ReadPeople(c.ctx(), c.who)
	if err != nil {
		return err
	}
	data := peoplePage{Nobodys: all.Nobodys}
	for _, x := range all.Staff {
		data.Staff = append(data.Staff, c.colleagueView(x, all))
	}
	for _, x := range all.Former {
		data.Former = append(data.Former, c.colleagueView(x, all))
	}
	for _, l := range all.Links {
		data.Links = append(data.Links, linkView{l, c.work(l.Role, false), c.day(l.ExpiresAt)})
	}
	return c.render("people", data)
}

func (c *call) colleagueView(x staff.Colleague, all staff.People) colleagueView {
	v := colleagueView{Colleague: x, Work: c.work(x.Role, x.Administrator), Way: c.way(x), Self: x.ID == c.who.Staff, MayBe: all.MayAdmin || !x.Administrator}
	v.Seen, v.Left = c.moment(x.SeenAt), c.day(x.LeftAt)
	if v.Name == "" {
		v.Name = c.t("people.nameless", "number", x.ID)
	}
	return v
}

// work names a role; the right beside it too.
func (c *call) work(role dialog.Role, administrator bool) string {
	if administrator && role != dialog.Administrator {
		return c.t("work.and", "one", c.t("work."+string(role)), "two", c.t("work.administrator"))
	}
	return c.t("work." + string(role))
}

func (c *call) way(x staff.Colleague) string {
	var ways []string
	if x.Mail {
		ways = append(ways, c.t("people.by-mail"))
	}
	if x.Chat {
		ways = append(ways, c.t("people.by-chat"))
	}
	if len(ways) == 0 {
		return c.t("people.by-nothing")
	}
	return strings.Join(ways, ", ")
}

// colleague finds whom the path names, among all who work here or did.
func (c *call) colleague() (colleagueView, staff.People, error) {
	all, err := c.db().ReadPeople(c.ctx(), c.who)
	if err != nil {
		return colleagueView{}, all, err
	}
	id, _ := strconv.ParseInt(c.r.PathValue("colleague"), 10, 64)
	for _, x := range slices.Concat(all.Staff, all.Former) {
		if x.ID == id {
			return c.colleagueView(x, all), all, nil
		}
	}
	return colleagueView{}, all, errNotFound
}

type colleaguePage struct {
	colleagueView
	Form     *form
	MayAdmin bool
}

// colleague is one colleague: what she may, and what can be done.
func colleague(c *call) error {
	x, all, err := c.colleague()
	if err != nil {
		return err
	}
	if c.form.Value("was") == "" {
		role := string(x.Role)
		if x.Role == dialog.Former {
			role = string(dialog.MentorRole)
		}
		c.form.set("role", role)
		if x.Administrator {
			c.form.set("administrator", "yes")
		}
	}
	// What is shown now is what the next try starts from.
	c.form.set("was", string(x.Role))
	c.form.set("was-administrator", strconv.FormatBool(x.Administrator))
	return c.page("colleague", colleaguePage{x, c.form, all.MayAdmin})
}

func changeRole(c *call) error {
	x, _, err := c.colleague()
	if err != nil {
		return err
	}
	was := c.wasAccess()
	to := staff.Access{Role: dialog.Role(c.form.one("role", string(dialog.MentorRole), string(dialog.Supervisor), string(dialog.Administrator))),
		Administrator: c.form.ticked("administrator")}
	to.Administrator = to.Administrator || to.Role == dialog.Administrator
	if !c.form.OK() {
		return colleague(c)
	}
	err = c.db().ChangeAccess(c.ctx(), c.who, x.ID, was, to)
	return c.settled(err, "role", colleague, "/mensen", "notice.role")
}

func (c *call) wasAccess() staff.Access {
	return staff.Access{Role: dialog.Role(c.form.Value("was")), Administrator: c.form.Value("was-administrator") == "true"}
}
