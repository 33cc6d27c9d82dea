package desk

// routes is all there is: the pattern, who may, what it is about, who answers. The
// roles are checked before the handler runs, and a page about a person only opens when
// the database shows that person to who asks; then the look is logged.
var routes = []route{
	{"GET /{$}", anyStaff, nothing, home},

	{"GET /inloggen", everybody, nothing, signIn},
	{"POST /inloggen", everybody, nothing, askLink},
	{"GET /inloggen/wacht", everybody, nothing, waitForLink},
	{"POST /inloggen/wacht", everybody, nothing, typeDigits},
	{"GET /inloggen/organisatie/{organisation}", everybody, nothing, toOrganisation},
	{"GET /inloggen/terug", everybody, nothing, fromOrganisation},
	{"GET /telegram", everybody, nothing, miniApp},
	{"POST /telegram", everybody, nothing, fromTelegram},
	{"GET /in/{token}", everybody, nothing, lookAtLink},
	{"POST /in/{token}", everybody, nothing, useLink},
	{"GET /uitnodiging/{token}", everybody, nothing, lookAtInvitation},
	{"POST /uitnodiging/{token}", everybody, nothing, accept},
	{"POST /uitloggen", anyStaff, nothing, signOut},
	{"GET /mijn-sessies", anyStaff, nothing, sessions},
	{"POST /mijn-sessies", anyStaff, nothing, endSession},
}
