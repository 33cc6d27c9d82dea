package desk

// signInPage is the data of the page.
type signInPage struct {
	Form *form
	To   string // where to go afterwards
}

// signIn is the page where people who are not in end up.
func signIn(c *call) error {
	return c.render("sign-in", signInPage{Form: c.form, To: c.r.URL.Query().Get("naar")})
}
