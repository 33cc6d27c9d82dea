package dialog

import "stapmaat/dialog/when"

// Reading a day back. It is kept until she says no or names another: who answers
// with something else has heard it, too.

// sureTries is how often the reading back comes before the days come as buttons again.
const sureTries = 3

// askSure reads the day back, with its date. It may have passed while the question waited.
func askSure(t *turn) next {
	day, ok := t.keptDay()
	if !ok || day.Before(t.inDays(0)) {
		t.forget("day", "missed")
		t.say("day.past", nil)
		return "day"
	}
	key := "day.sure"
	if t.kept("open") != "" {
		key = "day.shall_we"
	}
	said := t.day(day)
	if date := t.stepDate(day); date != said {
		said += ", " + date
	}
	return t.ask(key, Vars{"day": said}, t.opts("yes", "no")...)
}

func (t *turn) takeSure(a answer, after func(*turn) next) next {
	switch {
	case a.choice == "yes":
		t.forget("missed")
		return after(t)
	case a.choice == "no":
		t.forget("day", "missed")
		return "day"
	case t.saysDay(a.words):
		t.forget("missed")
		return t.readDay(a.words)
	case t.answersAhead(a.words):
		t.forget("missed")
		return after(t)
	case t.texts.unsaid(a.words) == plainNo:
		t.forget("day", "missed")
		return "day"
	case t.texts.unsaid(a.words) == plainYes:
		return after(t)
	}
	if n := t.count("missed") + 1; n < sureTries {
		t.keep("missed", numeral(n))
		t.say("day.yes_or_no", nil)
		return again
	}
	t.forget("day", "missed")
	t.say("day.tap", nil)
	return "day"
}

// saysDay tells whether a day stands in words; a time alone is none.
func (t *turn) saysDay(words string) bool {
	m, ok := when.Parse(words, t.p.Now)
	return ok && (m.DaySaid || m.Trouble != when.Fine)
}

// answersAhead keeps an answer to the questions after the day: who does it, or when
// to be reminded. It tells whether there was one.
func (t *turn) answersAhead(words string) bool {
	if t.keepTime(words) {
		return true
	}
	if t.kept("by") == "" && t.readsWho(words) {
		t.keep("said", words)
		return true
	}
	return false
}
