package desk

import (
	"context"
	"net/mail"
	"strconv"

	"stapmaat/dialog"
)

type invitePage struct {
	Form     *form
	MayAdmin bool
}

func inviteColleague(c *call) error {
	return c.page("people-invite", invitePage{c.form, c.me.Is("administrator")})
}

type invitedPage struct {
	Name, Email, Work string
	Link              string // opens on any device
	Chat              string // the same in Telegram, "" without a bot
	Sent              bool   // the letter is on its way
	Subject, Body     string // of a letter in one's own mail program
}

// makeInvitation shows the link once; it can't be found again.
func makeInvitation(c *call) error {
	role := dialog.Role(c.form.one("role", string(dialog.MentorRole), string(dialog.Supervisor), string(dialog.Administrator)))
	name, email := c.form.required("name", 30), c.form.text("email", 200)
	if email != "" {
		if a, err := mail.ParseAddress(email); err != nil || a.Address != email {
			c.form.fail("email", "form.email")
		}
	}
	if !c.form.OK() {
		return inviteColleague(c)
	}
	link, err := c.db().InviteColleague(c.ctx(), c.who, role, name, email)
	if c.refusedAs(err, "role") {
		return inviteColleague(c)
	}
	if err != nil {
		return err
	}
	page := invitedPage{Name: name, Email: email, Work: c.work(role, false), Link: c.desk.address("/uitnodiging/" + link.Token), Chat: link.Chat,
		Sent: email != "" && c.desk.mail != nil, Subject: c.t("invited.subject")}
	page.Body = c.t("invited.body", "name", name, "me", c.me.Name, "organisation", c.me.Organisation, "link", page.Link)
	if page.Sent {
		c.desk.later(func(ctx context.Context) error { return c.desk.mail(ctx, email, page.Subject, page.Body) })
	}
	return c.render("people-invited", page)
}

func endInvitation(c *call) error {
	id, err := strconv.ParseInt(c.r.PathValue("invitation"), 10, 64)
	if err != nil {
		return errNotFound
	}
	if err := c.db().EndInvitation(c.ctx(), c.who, id); err != nil {
		return err
	}
	return c.seeOther("/mensen", "notice.invitation-ended")
}
