package desk

import (
	"errors"

	"stapmaat/store/staff"
)

// refusedAs puts the sentence for a refusal beside a field of the form, and tells whether
// the error was one. Other errors are none of the form's.
func (c *call) refusedAs(err error, field string) bool {
	var r *staff.Refused
	if !errors.As(err, &r) {
		return false
	}
	c.form.fail(field, "refused."+r.Why)
	return true
}

// settled ends a form: refused it shows the page again, done it goes on with a notice.
func (c *call) settled(err error, field string, show func(*call) error, to, notice string) error {
	switch {
	case c.refusedAs(err, field):
		return show(c)
	case err != nil:
		return err
	}
	return c.seeOther(to, notice)
}

// page shows a page, with 422 when its form was not in order.
func (c *call) page(name string, data any) error {
	if c.form.OK() {
		return c.render(name, data)
	}
	return c.again(name, data)
}

// refusedField is the field that a refusal is about, "form" when it is about all of it.
func refusedField(err error, fields map[string]string) string {
	var r *staff.Refused
	if errors.As(err, &r) && fields[r.Why] != "" {
		return fields[r.Why]
	}
	return "form"
}
