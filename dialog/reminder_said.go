package dialog

import (
	"strconv"
	"time"

	"stapmaat/dialog/when"
)

// The moment of a reminder in typed words, also when it comes before it is asked for.

// keepTime keeps a time that was said before it was asked for, and tells whether
// there is one.
func (t *turn) keepTime(words string) bool {
	m, ok := when.Parse(words, t.p.Now)
	if !ok || m.DaySaid || !m.HasClock && m.Part == when.AnyPart {
		return false
	}
	t.keep("time", words)
	return true
}

// remindAsSaid sets the reminder to the time that was kept, when it fits.
func (t *turn) remindAsSaid(s Step) bool {
	said := t.kept("time")
	if said == "" {
		return false
	}
	t.forget("time")
	at, ok := t.readReminder(said, s)
	if !ok || !t.canRemind(s, at) {
		return false
	}
	t.remind(s, at)
	t.say("remind.set", Vars{"when": t.moment(at)})
	return true
}

// readReminder reads "14 uur", "de avond ervoor om 7", "half drie" or a bare hour.
func (t *turn) readReminder(text string, s Step) (time.Time, bool) {
	if hour, err := strconv.Atoi(plain(text)); err == nil && hour >= 0 && hour < 24 {
		return when.At(s.Day, hour, 0), true
	}
	m, ok := when.Parse(text, t.p.Now)
	if !ok || m.Trouble == when.Impossible || m.Trouble == when.Refused || m.Trouble == when.Several {
		t.say("remind.unclear", nil)
		return time.Time{}, false
	}
	if !m.DaySaid {
		m.Day = s.Day
	}
	if m.Doubt.Has(when.HalfDay) && m.Clock.Hour < firstHour && m.Clock.Hour+12 <= lastHour {
		m.Clock.Hour += 12
	}
	return m.Start(when.Clock{Hour: firstHour}), true
}
