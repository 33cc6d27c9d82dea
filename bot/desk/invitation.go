package desk

import (
	"errors"

	"stapmaat/store/door"
	"stapmaat/store/seal"
)

// invitationPage is the data of the page behind an invitation.
type invitationPage struct {
	Form       *form
	Invitation door.Invitation
	Role       string
}

// lookAtInvitation shows who invites for what; nothing is used up.
func lookAtInvitation(c *call) error {
	v, err := c.invitation()
	if err != nil {
		return err
	}
	c.form.set("naam", v.Name)
	return c.render("invitation", c.invitationPage(v))
}

func (c *call) invitation() (door.Invitation, error) {
	v, err := c.desk.door.Invitation(c.ctx(), c.r.PathValue("token"))
	if errors.Is(err, door.ErrNotFound) {
		err = errInvitationOver
	}
	return v, err
}

func (c *call) invitationPage(v door.Invitation) invitationPage {
	return invitationPage{c.form, v, c.t("role." + string(v.Role))}
}

// accept makes a colleague of who was invited, and lets her in.
func accept(c *call) error {
	v, err := c.invitation()
	if err != nil {
		return err
	}
	name := c.form.required("naam", 60)
	if v.Email == "" && seal.NormalEmail(c.form.required("email", 254)) == "" {
		c.form.fail("email", "sign-in.email.wrong")
	}
	if !c.form.OK() {
		return c.again("invitation", c.invitationPage(v))
	}
	account, err := c.desk.door.Accept(c.ctx(), c.r.PathValue("token"), name, c.form.Value("email"))
	switch {
	case errors.Is(err, door.ErrTaken):
		c.form.fail("email", "invitation.email.taken")
		return c.again("invitation", c.invitationPage(v))
	case errors.Is(err, door.ErrNotFound):
		return errInvitationOver
	case err != nil:
		return err
	}
	return c.welcome(account, door.ByInvitation)
}

var errInvitationOver = &Error{errLinkOver.Status, "invitation-over"}
