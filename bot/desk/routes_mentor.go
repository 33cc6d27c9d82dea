package desk

// mentorRoutes are the mentor's pages. A supervisor opens a participant's page only when
// the database shows her: by an alarm that she took, or by standing in.
var mentorRoutes = []route{
	{"GET /vandaag", mentors, nothing, today},
	{"GET /live/vandaag", mentors, nothing, live(todayMark)},
	{"GET /deelnemers", mentors, nothing, caseload},
	{"GET /deelnemers/uitnodigen", mentors, nothing, inviteForm},
	{"POST /deelnemers/uitnodigen", mentors, nothing, inviteSent},

	{"GET /deelnemer/{person}", mentors | supervisors, person("page"), participant},
	{"GET /deelnemer/{person}/logboek", mentors | supervisors, person("log"), showLog},
	{"GET /deelnemer/{person}/brug", mentors | supervisors, person("bridge"), showBridge},
	{"GET /deelnemer/{person}/brug.png", mentors | supervisors, person("bridge"), bridgePNG},
	{"GET /deelnemer/{person}/brug.pdf", mentors | supervisors, person("bridge"), bridgePDF},
	{"GET /deelnemer/{person}/plan.pdf", mentors | supervisors, person("plan"), planPDF},
	{"GET /deelnemer/{person}/op-tafel", mentors | supervisors, person("page"), showTable},
	{"GET /deelnemer/{person}/op-tafel.pdf", mentors | supervisors, person("page"), tablePDF},

	{"POST /deelnemer/{person}/bericht", mentors | supervisors, person(""), writeTo},
	{"POST /deelnemer/{person}/stap/{step}", mentors | supervisors, person(""), answerStep},
	{"POST /deelnemer/{person}/mens", mentors | supervisors, person(""), takeHuman},
	{"POST /deelnemer/{person}/afspraak", mentors | supervisors, person(""), appoint},
	{"POST /deelnemer/{person}/afspraak/{number}/weg", mentors | supervisors, person(""), cancelMeeting},
	{"POST /deelnemer/{person}/notitie", mentors | supervisors, person(""), addNote},
	{"POST /deelnemer/{person}/notitie/{note}/weg", mentors | supervisors, person(""), removeNote},
	{"POST /deelnemer/{person}/regel/{event}", mentors | supervisors, person(""), correctLine},
	{"POST /deelnemer/{person}/brug", mentors | supervisors, person(""), placeBeside},
	{"POST /deelnemer/{person}/brug/{sub}/besproken", mentors | supervisors, person(""), discussPlace},
	{"POST /deelnemer/{person}/persoon", mentors | supervisors, person(""), rightPerson},
	{"POST /deelnemer/{person}/pauze", mentors | supervisors, person(""), pausePerson},
	{"POST /deelnemer/{person}/overdragen", mentors | supervisors, person(""), handOneOver},
	{"POST /deelnemer/{person}/veilig", mentors | supervisors, person(""), noteSafety},
}
