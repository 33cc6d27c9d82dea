package desk

// organisationRoutes are the pages about the organisation itself: who works here, who is on
// duty, what was chosen, and who did what. {colleague}, {phone} and {invitation} are of the own
// organisation, or not there.
var organisationRoutes = []route{
	{"GET /mensen", leads, nothing, people},
	{"GET /mensen/uitnodigen", leads, nothing, inviteColleague},
	{"POST /mensen/uitnodigen", leads, nothing, makeInvitation},
	{"POST /mensen/uitnodiging/{invitation}/intrekken", leads, nothing, endInvitation},
	{"GET /mensen/{colleague}", leads, nothing, colleague},
	{"POST /mensen/{colleague}/rol", leads, nothing, changeRole},
	{"GET /mensen/{colleague}/overdragen", leads, nothing, handOver},
	{"POST /mensen/{colleague}/overdragen", leads, nothing, makeHandOver},
	{"GET /mensen/{colleague}/stoppen", leads, nothing, endAccess},
	{"POST /mensen/{colleague}/stoppen", leads, nothing, makeEndAccess},

	{"GET /diensten", anyStaff, nothing, duty},
	{"POST /diensten", leads, nothing, addDuty},
	{"POST /diensten/weg", leads, nothing, endDuty},
	{"GET /diensten/vervanging", anyStaff, nothing, standIns},
	{"POST /diensten/vervanging", leads, nothing, addStandIn},
	{"POST /diensten/vervanging/stoppen", leads, nothing, endStandIn},

	{"GET /instellingen", leads, nothing, settings},
	{"POST /instellingen/naam", administrators, nothing, changeName},
	{"POST /instellingen/tijden", administrators, nothing, changeOpening},
	{"POST /instellingen/bewaren", administrators, nothing, changeKeep},
	{"POST /instellingen/brug", administrators, nothing, changeBridge},
	{"POST /instellingen/model", administrators, nothing, changeModel},
	{"GET /instellingen/nummers", leads, nothing, localNumbers},
	{"GET /instellingen/nummers/nieuw", leads, nothing, newNumber},
	{"POST /instellingen/nummers", leads, nothing, addNumber},
	{"GET /instellingen/nummers/{phone}", leads, nothing, editNumber},
	{"POST /instellingen/nummers/{phone}", leads, nothing, changeNumber},
	{"POST /instellingen/nummers/{phone}/klopt", leads, nothing, confirmNumber},
	{"POST /instellingen/nummers/{phone}/weg", leads, nothing, removeNumber},

	{"GET /logboek", leads, nothing, trail},
	{"GET /logboek.csv", leads, nothing, trailFile},
}
