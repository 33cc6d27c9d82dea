package dialog

import (
	"strings"
	"time"

	"stapmaat/dialog/when"
)

// isoDay is how a day lies in a draft and on a button.
const isoDay = "2006-01-02"

// dayQuestion asks for a day, by button or typed. What was typed is read back for
// a yes; the day lies in the draft "day". after says where it leads.
func dayQuestion(after func(*turn) next) []step {
	return []step{
		{name: "day", words: true, ask: askDay, take: func(t *turn, a answer) next { return t.takeDay(a, after) }},
		{name: "sure", words: true, ask: askSure, take: func(t *turn, a answer) next {
			switch a.choice {
			case "yes":
				return after(t)
			case "no":
				t.forget("day")
				return "day"
			}
			return t.readDay(a.words)
		}},
	}
}

// askDay takes the day out of the step itself when it stands there.
func askDay(t *turn) next {
	if _, ok := t.keptDay(); ok {
		return "sure" // known from before: a step that another can't do
	}
	if words := t.kept("words"); words != "" && t.kept("guess") == "" {
		t.keep("guess", "done")
		if m, ok := when.Parse(words, t.p.Now); ok && m.DaySaid && m.Trouble == when.Fine && !loose(m) {
			t.keepMoment(m)
			return "sure"
		}
	}
	return t.ask("day.ask", nil, append(t.nearDays(), t.opt("dontknow"))...)
}

// loose tells whether a day may be none at all: "de 2e brief lezen", "straks".
func loose(m when.Moment) bool {
	return m.Doubt.Has(when.Figures) || m.Doubt.Has(when.MaybePast) || m.Doubt.Has(when.Vague)
}

// nearDays are the days to tap. In the small hours "morgen" could be two days, so
// then all have their own name; late in the evening today is over.
func (t *turn) nearDays() []option {
	var options []option
	for i := range 4 {
		day := t.inDays(i)
		label := t.label("weekday." + numeral(int(day.Weekday())))
		switch late, small := t.p.Now.Hour() >= 21, t.p.Now.Hour() < 4; {
		case i == 0 && late:
			continue
		case i == 0:
			label = t.label("day.today")
		case i == 1 && !small:
			label = t.label("day.tomorrow")
		}
		options = append(options, option{"on:" + day.Format(isoDay), label})
	}
	return options
}

// inDays is the start of a day, counted from today.
func (t *turn) inDays(n int) time.Time {
	y, m, d := t.p.Now.Date()
	return when.At(time.Date(y, m, d+n, 12, 0, 0, 0, t.p.Now.Location()), 0, 0)
}

func (t *turn) takeDay(a answer, after func(*turn) next) next {
	if a.choice == "dontknow" {
		t.keep("day", t.inDays(2).Format(isoDay))
		t.keep("open", "yes")
		return "sure"
	}
	if day, ok := strings.CutPrefix(a.choice, "on:"); ok {
		t.keep("day", day)
		if d, ok := t.keptDay(); ok && !d.Before(t.inDays(0)) {
			return after(t)
		}
		t.forget("day")
		t.say("day.past", nil)
		return "day"
	}
	return t.readDay(a.words)
}

// readDay understands a typed day, or says kindly why it can't be that one.
func (t *turn) readDay(text string) next {
	t.forget("day")
	m, ok := when.Parse(text, t.p.Now)
	if !ok {
		t.say("day.unclear", nil)
		return "day"
	}
	switch m.Trouble {
	case when.Past:
		t.say("day.past", nil)
	case when.Impossible:
		t.say("day.impossible", nil)
	case when.Refused:
		t.say("day.refused", Vars{"day": t.day(m.Day)})
	case when.Several:
		t.say("day.several", nil)
	default:
		t.keepMoment(m)
		return "sure"
	}
	return "day"
}

// keepMoment keeps the day. Of "volgende week" it is the first day that is not today.
func (t *turn) keepMoment(m when.Moment) {
	day := m.Day
	t.forget("open")
	if m.Last.After(m.Day) {
		t.keep("open", "yes")
		if !day.After(t.inDays(0)) {
			day = t.inDays(1)
		}
	}
	t.keep("day", day.Format(isoDay))
}

// askSure reads the day back. It may have passed while the question waited.
func askSure(t *turn) next {
	day, ok := t.keptDay()
	if !ok || day.Before(t.inDays(0)) {
		t.forget("day")
		t.say("day.past", nil)
		return "day"
	}
	key := "day.sure"
	if t.kept("open") != "" {
		key = "day.shall_we"
	}
	return t.ask(key, Vars{"day": t.day(day)}, t.opts("yes", "no")...)
}

func (t *turn) keptDay() (time.Time, bool) {
	day, err := time.ParseInLocation(isoDay, t.kept("day"), t.p.Now.Location())
	return day, err == nil
}
