package desk

// home is where somebody lands: the first page of the menu that is hers.
func home(c *call) error {
	if places := c.navigation(); len(places) > 0 {
		return c.seeOther(places[0].Path, "")
	}
	return c.render("home", nil)
}
