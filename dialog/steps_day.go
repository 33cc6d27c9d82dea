package dialog

import (
	"slices"
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
		{name: "sure", words: true, ask: askSure, take: func(t *turn, a answer) next { return t.takeSure(a, after) }},
	}
}

// askDay takes the day out of the step itself when it stands there. Asked again on
// another day it says which step it is about.
func askDay(t *turn) next {
	if _, ok := t.keptDay(); ok {
		return "sure" // known from before: a step that another can't do
	}
	words := t.kept("words")
	if words != "" && t.kept("guess") == "" {
		t.keep("guess", "done")
		if m, ok := when.Parse(words, t.p.Now); ok && m.DaySaid && m.Trouble == when.Fine && !loose(m) {
			t.keepMoment(m)
			return "sure"
		}
	}
	if s, ok := t.stepNow(); words == "" && ok {
		words = s.Words
	}
	options := append(t.nearDays(words), t.opt("dontknow"))
	today := t.inDays(0).Format(isoDay)
	if asked := t.kept("asked"); asked != "" && asked != today {
		t.keep("asked", today)
		return t.ask("day.ask_step", Vars{"words": short(words)}, options...)
	}
	t.keep("asked", today)
	return t.ask("day.ask", nil, options...)
}

// loose tells whether a day may be none at all: "de 2e brief lezen", "straks".
func loose(m when.Moment) bool {
	return m.Doubt.Has(when.Figures) || m.Doubt.Has(when.MaybePast) || m.Doubt.Has(when.Vague)
}

func (t *turn) takeDay(a answer, after func(*turn) next) next {
	if a.choice == "dontknow" {
		t.keep("day", t.fitDay(2, t.kept("words")).Format(isoDay))
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
	if slices.Contains(t.texts.Phrases["day.now"], plain(text)) { // elsewhere "nu" is no day
		t.keep("day", t.inDays(0).Format(isoDay))
		return "sure"
	}
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

func (t *turn) keptDay() (time.Time, bool) {
	day, err := time.ParseInLocation(isoDay, t.kept("day"), t.p.Now.Location())
	return day, err == nil
}
