package when

// Times of the day. A bare "9 uur" is a time only where it cannot be a length of
// time ("ik slaap 9 uur").
var clockPhrases = []phrase{
	{"om? half <hour12> <uur>?", halfHour, closedOrBesideDay},
	{"om? kwart voor <hour12> <uur>?", quarter(-15), closedOrBesideDay},
	{"om? kwart over <hour12> <uur>?", quarter(15), closedOrBesideDay},
	{"om? <minutes> <minute>? voor <hour12> <uur>?", minutesFrom(-1, 0), closedOrBesideDay},
	{"om? <minutes> <minute>? over <hour12> <uur>?", minutesFrom(1, 0), closedOrBesideDay},
	{"om? <minutes> <minute>? voor half <hour12> <uur>?", minutesFrom(-1, -30), closedOrBesideDay},
	{"om? <minutes> <minute>? over half <hour12> <uur>?", minutesFrom(1, -30), closedOrBesideDay},

	{"om|tegen|rond|omstreeks <hour> <uur>", hour, nil},
	{"om|tegen|rond|omstreeks <hour>", hour, closed},
	{"om uiterlijk|ongeveer <hour> <uur>?", hour, closed},
	{"voor|na|vanaf|tot|uiterlijk <hour> <uur>", vaguely(hour), closed},
	{"<hour> <uur>", hour, besideDay},
	{"<hour> <hour-letter>", hour, letterGlued},
	{"om? <hour> <hour-letter> <minutes>", hour, letterGlued},
	{"om? <hour> <hour-word> <minutes>", hour, closed},

	{"om|rond|tegen|omstreeks? <hm-colon> <uur>?", clockFigures, nil},
	{"om|rond|tegen|omstreeks? <hm-dots> <uur>", clockFigures, nil},
	{"om|rond|tegen|omstreeks <hm-dots>", clockFigures, closed},
	{"<hm-dots>", clockFigures, besideDay},
	{"<hours> <uur>", fromHour, nil},
	{"tussen <hour> <uur>? en <hour> <uur>", vaguely(hour), nil},
	{"tussen <hour> <uur>? en <hour>", vaguely(hour), noMonthBehind},
	{"van <hour> <uur>? tot <hour> <uur>", vaguely(hour), closed},
	{"van <hour> tot <hour>", vaguely(hour), besideDay},

	{"om? middernacht", midnight, nil},
	{"rond? het? middaguur", noon(12, 0), nil},
	{"tussen de middag", noon(12, 30), nil},
	{"rond? lunchtijd", noon(12, 30), nil},

	{"in|tegen de <part>", partOfDay, nil},
	{"in de morgen", partMorning, nil},
	{"<early> in de <part>|morgen", vaguely(partMorning), nil},
	{"<edge> van? de <part>", vaguely(partOfDay), nil},
	{"s? <at-part>", partOfDay, nil},
	{"<part>", partOfDay, alone},
}
