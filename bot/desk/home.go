package desk

// home is where somebody lands: the first page of the menu that is hers.
func home(c *call) error {
	for _, item := range c.navigation() {
		if item.Path != "/" {
			return c.seeOther(item.Path, "")
		}
	}
	return c.render("home", nil)
}
