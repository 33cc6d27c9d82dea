package desk

import (
	"strings"
	"unicode"

	"stapmaat/dialog"
	"stapmaat/store"
)

// inviteOnePage is the form, and, once made, the link: it is shown this one time.
type inviteOnePage struct {
	Form    *form
	Link    string
	Name    string
	Pending int
	Bridges []*dialog.Bridge
}

func inviteForm(c *call) error {
	n, _, err := c.db().Pending(c.ctx(), c.who)
	if err != nil {
		return err
	}
	library, err := bridges()
	if err != nil {
		return err
	}
	return c.render("invite", inviteOnePage{Form: c.form, Pending: n, Bridges: library.All()})
}

// inviteSent makes a link for a participant. What is given here lies sealed, and opens on
// an alarm only, except the name.
func inviteSent(c *call) error {
	d := store.Details{Name: c.form.required("naam", 30), Phone: c.form.text("telefoon", 40), Address: c.form.text("adres", 120),
		Contact: c.form.text("contact", 160), Language: c.form.text("taal", 40), Safety: c.form.lines("veilig", mostSafety)}
	if d.Phone != "" && digitCount(d.Phone) < 8 {
		c.form.fail("telefoon", "ask-in.no-phone")
	}
	library, err := bridges()
	if err != nil {
		return err
	}
	versions := []string{""}
	for _, b := range library.All() {
		versions = append(versions, b.Version)
	}
	d.Bridge = c.form.one("brug", versions...)
	if !c.form.OK() {
		return c.again("invite", inviteOnePage{Form: c.form, Bridges: library.All()})
	}
	in, err := c.db().Invite(c.ctx(), c.who, d)
	if err != nil {
		return err
	}
	return c.render("invited", inviteOnePage{Form: c.form, Link: in.Link, Name: d.Name})
}

func digitCount(s string) int {
	return strings.Count(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return -1
	}, s), "0")
}
