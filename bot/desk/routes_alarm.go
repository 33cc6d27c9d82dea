package desk

// alarmRoutes are alarms and the talk that a human has in hand. An alarm is bare for
// everybody of the staff; what lies behind it opens in its page for who took it, and the
// database says so once more (migration 0015). Acts are for those whom alarms go to.
var alarmRoutes = []route{
	{"GET /alarmen", anyStaff, nothing, alarms},
	{"GET /live/alarmen", anyStaff, nothing, live(alarmsMark)},
	{"GET /alarmen/stappen", leads, nothing, policyPage},
	{"POST /alarmen/stappen", leads, nothing, changePolicy},
	{"GET /alarm/{alarm}", anyStaff, nothing, alarmPage},
	{"GET /live/alarm/{alarm}", anyStaff, nothing, live(alarmMark)},
	{"POST /alarm/{alarm}/oppakken", mentors | supervisors, nothing, takeAlarm},
	{"POST /alarm/{alarm}/niet", mentors | supervisors, nothing, passAlarm},
	{"POST /alarm/{alarm}/gedaan", mentors | supervisors, nothing, didAlarm},
	{"POST /alarm/{alarm}/overdragen", mentors | supervisors, nothing, handAlarm},
	{"POST /alarm/{alarm}/sluiten", mentors | supervisors, nothing, closeAlarm},
	{"POST /alarm/{alarm}/klopt", mentors | supervisors, nothing, confirmAlarm},

	{"GET /gesprek/{person}", mentors | supervisors, person("talk"), talk},
	{"GET /live/gesprek/{person}", mentors | supervisors, person(""), live(talkMark)},
	{"POST /gesprek/{person}/nemen", mentors | supervisors, person(""), takeTalk},
	{"POST /gesprek/{person}/schrijf", mentors | supervisors, person(""), writeInTalk},
	{"POST /gesprek/{person}/teruggeven", mentors | supervisors, person(""), giveTalkBack},
}
