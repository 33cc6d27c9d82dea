package desk

// routes is all there is: the pattern, who may, what it is about, who answers. The
// roles are checked before the handler runs, and a page about a person only opens when
// the database shows that person to who asks; then the look is logged.
var routes = []route{
	{"GET /{$}", anyStaff, nothing, home},
	{"GET /inloggen", everybody, nothing, signIn},
	{"POST /uitloggen", anyStaff, nothing, signOut},
}
