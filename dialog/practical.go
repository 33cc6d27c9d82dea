package dialog

import (
	"slices"
	"strings"
	"time"

	"stapmaat/dialog/risk"
)

// What somebody can do herself while her alarm is open: told when she asks for it, and
// about a material need before anything else goes on.

// alarmKind is what the open alarm is about, as near as this talk knows it.
func (t *turn) alarmKind() risk.Verdict {
	v := t.p.AlarmKind
	if v.Sub == "" && v.Category == t.s.Alarmed.Category {
		v.Sub = t.s.Alarmed.Sub
	}
	return v
}

// remember keeps what words of danger were about until the alarm is closed.
func (t *turn) remember(v risk.Verdict) {
	a := &t.s.Alarmed
	if v.Sub != "" || v.Category != a.Category || a.Talk != t.s.Talk.Number {
		a.Sub, a.Day = v.Sub, time.Time{} // "hij komt eraan" a minute later is about the same
	}
	a.Category = v.Category
	if day, ok := dayIn(t.in.Text, t.p.Now); ok && dated(v) && !day.Before(t.inDays(0)) {
		a.Day = day
	}
}

// whatNowWords is how long "maar wat moet ik dan nu doen" may be; longer tells something.
const whatNowWords = 8

// whatNow answers "wat moet ik dan" of somebody whose alarm is open: what to do, and whom
// to call. It is fixed text; nothing of it is made.
func (t *turn) whatNow(text string) bool {
	if t.p.Desk != nil || !t.p.Alarm || !t.asksWhatNow(text) {
		return false
	}
	v := t.alarmKind()
	if !t.mayTell(v.Category) || !Guarded(v.Category) && t.p.guarded() && t.hidden() { // another alarm may be the one that must not be seen
		t.coverOrAsk(v)
		return true
	}
	human := ""
	if !t.p.guarded() {
		human = t.alarmStands()
	}
	key := t.texts.first("crisis.whatnow", string(v.Category), string(v.Sub), string(v.Urgency))
	t.sayWays(key, Vars{"human": human}, t.ways(v))
	if v.Category == risk.Material {
		t.say(t.practicalText(v.Sub), nil)
	}
	t.out.Messages[len(t.out.Messages)-1].Buttons = t.crisisButtons()
	return true
}

func (t *turn) asksWhatNow(text string) bool {
	if t.s.Pending != nil {
		if _, s := t.here(); s.words {
			return slices.Contains(t.texts.Phrases["crisis.whatnow"], plain(text))
		}
	}
	if slices.Contains(t.texts.Phrases["crisis.whatnow_alone"], plain(text)) {
		return true
	}
	return len(strings.Fields(text)) <= whatNowWords && t.texts.says(text, "crisis.whatnow")
}

func (t *turn) practicalText(sub risk.Sub) string {
	return t.texts.first("practical", string(sub), "", "")
}

// practical says what can be done now about a material need: that comes first.
func (t *turn) practical(sub risk.Sub) {
	key := t.practicalText(sub)
	if !t.saidNow(key) {
		t.say(key, nil)
	}
}

// needFirst tells whether an open material need comes before everything else that goes on.
func (t *turn) needFirst() bool {
	return t.p.Alarm && !t.p.Suicide && !t.p.Guarded && t.alarmKind().Category == risk.Material && !t.s.Alarmed.Led && !t.s.Alarmed.Solved
}

// firstNeed goes through it once, in small steps: the day, what to do and take along, and
// whether that works.
func firstNeed() flow {
	return flow{name: "need", steps: []step{
		{name: "begin", ask: beginNeed},
		{name: "date", words: true, digits: true, asks: 1, ask: askNeedDate, take: takeNeedDate},
		{name: "do", ask: askNeed, take: takeNeed},
	}}
}

func beginNeed(t *turn) next {
	t.s.Alarmed.Led = true
	if dated(t.alarmKind()) && t.s.Alarmed.Day.IsZero() {
		return "date"
	}
	return "do"
}

func askNeedDate(t *turn) next {
	return t.ask(t.texts.first("danger.date", string(t.alarmKind().Sub), "", ""), nil, t.opts("danger_nodate")...)
}

// takeNeedDate judges a day that makes it more urgent as the question about danger does.
func takeNeedDate(t *turn, a answer) next {
	day, ok := dayIn(a.words, t.p.Now)
	if !ok || a.choice != "" || day.Before(t.inDays(0)) {
		return "do"
	}
	t.s.Alarmed.Day = day
	v := t.alarmKind()
	v.Urgency = risk.UrgencyIn(int(day.Sub(t.inDays(0)).Round(24*time.Hour) / (24 * time.Hour)))
	if urgencies[v.Urgency] > urgencies[t.p.AlarmKind.Urgency] {
		t.raise(v, t.day(day))
		return "do"
	}
	t.note(Note{To: ToMentor, Key: "note.need_day", Vars: map[string]string{"day": t.day(day)}, Lane: LaneAnswer})
	return "do"
}

func askNeed(t *turn) next {
	t.practical(t.alarmKind().Sub)
	return t.ask("practical.ask", nil, t.opts("needcall", "needcalled", "needhelp")...)
}

func takeNeed(t *turn, a answer) next {
	switch a.choice {
	case "needhelp":
		t.drop()
		t.begin("human")
		return again
	case "needcalled":
		t.say("practical.called", nil).Buttons = t.wishButtons("goon", "human")
	default:
		t.say("practical.call", nil).Buttons = t.wishButtons("human", "goon")
	}
	return t.leave()
}
