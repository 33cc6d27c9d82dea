package dialog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// casesPerPage is how many participants stand under one message.
const casesPerPage = 10

// showCases lists the mentor's own participants, those who need something first.
func (t *turn) showCases(page int) {
	cases := byNeed(t.p.Desk.Cases)
	from := page * casesPerPage
	if from >= len(cases) {
		from, page = 0, 0
	}
	shown := cases[from:min(from+casesPerPage, len(cases))]
	if len(shown) == 0 {
		t.say("caseload.none", nil).Buttons = [][]Button{{{t.label("desk.invite"), "d:invite"}}, {t.menuButton()}}
		t.resume()
		return
	}
	m := t.say("caseload.list", Vars{"lines": t.caseLines(shown)})
	m.Buttons = t.caseButtons(shown)
	if from+casesPerPage < len(cases) {
		m.Buttons = append(m.Buttons, []Button{{t.label("caseload.more"), "d:cases:" + strconv.Itoa(page+1)}})
	}
	m.Buttons = append(m.Buttons, []Button{t.menuButton()})
	t.resume()
}

// byNeed puts first who needs something first: before all else, whose alarm is open.
func byNeed(cases []Case) []Case {
	cases = slices.Clone(cases)
	slices.SortStableFunc(cases, func(a, b Case) int {
		return cmp.Or(cmp.Compare(need(a), need(b)), cmp.Compare(a.Name, b.Name))
	})
	return cases
}

// need orders a caseload: the lower, the sooner somebody should look.
func need(c Case) int {
	switch {
	case c.Alarm != 0 && !c.AlarmMine && c.AlarmBy == "":
		return 0
	case c.Alarm != 0:
		return 1
	case c.WantsHuman:
		return 2
	case c.Asks > 0:
		return 3
	case c.Unreached:
		return 4
	case c.NewLines > 0:
		return waits
	case !c.Joined:
		return 6
	}
	return 7
}

// waits is the last need that is worth a line in the digest.
const waits = 5

func (t *turn) caseLines(cases []Case) string {
	var lines []string
	for _, c := range cases {
		lines = append(lines, t.line("caseload.line", Vars{"person": t.caseName(c), "what": strings.Join(t.moved(c), " · ")}))
	}
	return strings.Join(lines, "\n")
}

func (t *turn) caseButtons(cases []Case) [][]Button {
	var buttons []Button
	for _, c := range cases {
		buttons = append(buttons, Button{clip(t.caseName(c), 18), caseData(c.Person, "open")})
	}
	return rows(buttons)
}

// caseName is how staff reads of a participant: the name, or the case number where there is none.
func (t *turn) caseName(c Case) string { return t.personName(c.Name, c.Person) }

func (t *turn) personName(name string, person int64) string {
	if name != "" {
		return name
	}
	return t.texts.label("caseload.number", Vars{"number": strconv.FormatInt(person, 10)})
}

// moved says in a few words each what is new with somebody.
func (t *turn) moved(c Case) []string {
	var all []string
	add := func(when bool, key string, n int) {
		if when && n == 1 {
			key += "_one"
		}
		if when {
			all = append(all, t.texts.label("caseload."+key, Vars{"n": strconv.Itoa(n)}))
		}
	}
	if c.Alarm != 0 {
		all = append(all, t.alarmSaid(c))
	}
	add(c.WantsHuman, "human", 0)
	add(c.Asks > 0, "asks", c.Asks)
	add(c.Unreached, "unreached", 0)
	add(c.NewLines > 0, "new", c.NewLines)
	add(!c.Joined, "unjoined", 0)
	add(len(all) == 0, "quiet", 0)
	return all
}

// alarmSaid says of an open alarm who has it in hand.
func (t *turn) alarmSaid(c Case) string {
	switch {
	case c.AlarmMine:
		return t.label("caseload.alarm_mine")
	case c.AlarmBy != "":
		return t.texts.label("caseload.alarm_taken", Vars{"colleague": c.AlarmBy})
	}
	return t.label("caseload.alarm_open")
}

// caseData is the payload of a button about a participant.
func caseData(person int64, act string) string {
	return "p:" + strconv.FormatInt(person, 10) + ":" + act
}

// cutPage takes a page number off "cases:2"; anything odd is page 0.
func cutPage(what string) (name string, page int) {
	name, number, _ := strings.Cut(what, ":")
	page, _ = strconv.Atoi(number)
	return name, min(max(page, 0), 1000)
}

// clip shortens words to a number of characters.
func clip(words string, most int) string {
	runes := []rune(strings.Join(strings.Fields(words), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}
