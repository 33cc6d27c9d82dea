package desk

// TableRow is a route as the tests of access and of pages see it.
type TableRow struct {
	Pattern                                      string
	Everybody, Mentor, Supervisor, Administrator bool
	Person, Logged                               bool
	Look                                         string
}

// Table is the route table.
func (d *Desk) Table() []TableRow {
	var all []TableRow
	for _, r := range d.routes {
		all = append(all, TableRow{Pattern: r.pattern, Everybody: r.may&everybody != 0, Mentor: r.may&mentors != 0, Supervisor: r.may&supervisors != 0,
			Administrator: r.may&administrators != 0, Person: r.about.person, Logged: r.about.look != "", Look: r.about.look})
	}
	return all
}
