package desk

import "strings"

// navItem is a place in the menu.
type navItem struct {
	Path, Key string
	Here      bool // the page that is shown belongs to it
}

// navigation lists the menu's places in order; the name of the desk, before it, leads to the first. A place is shown to whom the route table opens it.
var navigation = []navItem{
	{Path: "/vandaag", Key: "nav.today"},
	{Path: "/alarmen", Key: "nav.alarms"},
	{Path: "/deelnemers", Key: "nav.caseload"},
	{Path: "/bibliotheek", Key: "nav.library"},
	{Path: "/mensen", Key: "nav.people"},
	{Path: "/diensten", Key: "nav.duty"},
	{Path: "/instellingen", Key: "nav.settings"},
	{Path: "/logboek", Key: "nav.trail"},
}

func (c *call) navigation() []navItem {
	if c.me == nil {
		return nil
	}
	var shown []navItem
	for _, item := range navigation {
		if c.me.roles&c.desk.mayGet(item.Path) != 0 {
			item.Here = c.r.URL.Path == item.Path || item.Path == "/alarmen" && strings.HasPrefix(c.r.URL.Path, "/alarm/") || strings.HasPrefix(c.r.URL.Path, item.Path+"/")
			shown = append(shown, item)
		}
	}
	return shown
}

// mayGet is who may open a page of the table.
func (d *Desk) mayGet(path string) roles {
	pattern := "GET " + path
	for _, r := range d.routes {
		if r.pattern == pattern {
			return r.may
		}
	}
	return 0
}
