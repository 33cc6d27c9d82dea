package desk

import (
	"strconv"
	"time"

	"stapmaat/store/staff"
)

// numberOld is the age at which a number should be checked anew.
const numberOld = 365

type numberView struct {
	staff.LocalNumber
	Checked, Changed moment
	Credit           string // what is known of phones without credit
	Old              bool
	Mine             bool // written by who looks: somebody else must confirm
}

type numbersPage struct {
	All  []numberView
	Form *form
}

func localNumbers(c *call) error {
	all, err := c.db().ReadNumbers(c.ctx(), c.who)
	if err != nil {
		return err
	}
	data := numbersPage{Form: c.form}
	for _, n := range all {
		data.All = append(data.All, c.numberView(n))
	}
	return c.page("numbers", data)
}

func (c *call) numberView(n staff.LocalNumber) numberView {
	checked := c.noon(n.CheckedOn)
	v := numberView{LocalNumber: n, Checked: c.day(checked), Changed: c.moment(n.ChangedAt), Old: days(checked, c.now()) > numberOld, Mine: n.ChangedBy == c.who.Staff}
	v.Credit = c.t("number.credit." + creditValue(n.WithoutCredit))
	return v
}

func creditValue(free *bool) string {
	switch {
	case free == nil:
		return "unknown"
	case *free:
		return "yes"
	}
	return "no"
}

// number finds which one the path names.
func (c *call) number() (staff.LocalNumber, error) {
	id, _ := strconv.ParseInt(c.r.PathValue("phone"), 10, 64)
	all, err := c.db().ReadNumbers(c.ctx(), c.who)
	for _, n := range all {
		if n.ID == id {
			return n, err
		}
	}
	if err == nil {
		err = errNotFound
	}
	return staff.LocalNumber{}, err
}

type numberPage struct {
	ID   int64
	Form *form
}

func newNumber(c *call) error {
	if c.form.Value("checked") == "" && c.form.OK() {
		c.form.set("checked", c.now().Format(time.DateOnly))
		c.form.set("credit", "unknown")
	}
	return c.page("number", numberPage{0, c.form})
}

func editNumber(c *call) error {
	n, err := c.number()
	if err != nil {
		return err
	}
	if c.form.OK() {
		for name, value := range map[string]string{"name": n.Name, "number": n.Number, "for": n.For, "hours": n.Hours, "cost": n.Cost, "source": n.Source,
			"checked": n.CheckedOn.Format(time.DateOnly), "credit": creditValue(n.WithoutCredit)} {
			c.form.set(name, value)
		}
	}
	c.form.set("version", strconv.Itoa(n.Version))
	return c.page("number", numberPage{n.ID, c.form})
}

// readNumber takes the form over; the telephone number itself is written as people
// write it, but it must hold digits enough to be one.
func (c *call) readNumber() staff.LocalNumber {
	f := c.form
	n := staff.LocalNumber{Name: f.required("name", 60), Number: f.required("number", 30), For: f.text("for", 80), Hours: f.text("hours", 60),
		Cost: f.text("cost", 60), Source: f.required("source", 200), CheckedOn: f.day("checked")}
	if !dialable(n.Number) {
		f.fail("number", "number.not-dialable")
	}
	switch f.one("credit", "yes", "no", "unknown") {
	case "yes":
		n.WithoutCredit = new(bool)
		*n.WithoutCredit = true
	case "no":
		n.WithoutCredit = new(bool)
	}
	if days(c.now(), c.noon(n.CheckedOn)) > 0 {
		f.fail("checked", "number.future")
	}
	return n
}

// dialable tells whether text is a telephone number: digits, and what people put between them.
func dialable(text string) bool {
	digits := 0
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, r == ' ', r == '-', r == '(', r == ')':
		default:
			return false
		}
	}
	return digits >= 3 && digits <= 15
}

func addNumber(c *call) error {
	n := c.readNumber()
	if !c.form.OK() {
		return newNumber(c)
	}
	return c.settled(c.db().WriteNumber(c.ctx(), c.who, n), "form", newNumber, "/instellingen/nummers", "notice.number")
}

func changeNumber(c *call) error {
	was, err := c.number()
	if err != nil {
		return err
	}
	n := c.readNumber()
	n.ID, n.Version = was.ID, c.seen()
	if !c.form.OK() {
		return editNumber(c)
	}
	return c.settled(c.db().WriteNumber(c.ctx(), c.who, n), "form", editNumber, "/instellingen/nummers", "notice.number")
}

func confirmNumber(c *call) error {
	n, err := c.number()
	if err != nil {
		return err
	}
	seen := c.seen()
	if !c.form.OK() {
		return errBadForm
	}
	return c.settled(c.db().ConfirmNumber(c.ctx(), c.who, n.ID, seen), "form", localNumbers, "/instellingen/nummers", "notice.number-confirmed")
}

func removeNumber(c *call) error {
	n, err := c.number()
	if err != nil {
		return err
	}
	seen := c.seen()
	if !c.form.OK() {
		return errBadForm
	}
	return c.settled(c.db().RemoveNumber(c.ctx(), c.who, n.ID, seen), "form", localNumbers, "/instellingen/nummers", "notice.number-removed")
}
