package dialog

import (
	"strconv"
	"time"

	"stapmaat/dialog/when"
)

// One reminder a step, at a moment that the person chose, between nine and eight.

const (
	firstHour = 9
	lastHour  = 20
	eveOf     = 17 // on the day before: early enough to still prepare something
)

// remindQuestion asks when to remind of the step in the draft "step".
func remindQuestion(to next) []step {
	return []step{{name: "remind", words: true,
		ask: func(t *turn) next {
			s, ok := t.p.Step(t.count("step"))
			if !ok || len(t.remindOptions(s)) == 0 || t.remindAsSaid(s) {
				return to
			}
			return t.ask("remind.ask", nil, append(t.remindOptions(s), t.opt("noreminder"))...)
		},
		take: func(t *turn, a answer) next { return t.takeReminder(a, to) }}}
}

// remindOptions are moments that still lie ahead.
func (t *turn) remindOptions(s Step) []option {
	var options []option
	if t.p.Now.Before(when.At(s.Day, firstHour, 0)) {
		options = append(options, t.opt("thatmorning"))
	}
	if t.p.Now.Before(eve(s.Day)) {
		options = append(options, t.opt("eve"))
	}
	if hour := t.p.Now.Hour() + 2; len(options) == 0 && s.Day.Equal(t.inDays(0)) && hour <= lastHour {
		hour = max(hour, firstHour)
		options = append(options, option{"at:" + strconv.Itoa(hour), t.texts.label("remind.at", Vars{"hour": strconv.Itoa(hour)})})
	}
	return options
}

func eve(day time.Time) time.Time { return when.At(day.AddDate(0, 0, -1), eveOf, 0) }

func (t *turn) takeReminder(a answer, to next) next {
	s, ok := t.p.Step(t.count("step"))
	if !ok {
		return to
	}
	at := time.Time{}
	switch a.choice {
	case "noreminder":
		t.remind(s, at)
		t.say("remind.none", nil)
		return to
	case "thatmorning":
		at = when.At(s.Day, firstHour, 0)
	case "eve":
		at = eve(s.Day)
	case "":
		at, ok = t.readReminder(a.words, s)
	default:
		hour, _ := strconv.Atoi(a.choice[len("at:"):])
		at = when.At(s.Day, hour, 0)
	}
	if !ok || !t.canRemind(s, at) {
		return again
	}
	t.remind(s, at)
	t.say("remind.set", Vars{"when": t.moment(at)})
	return to
}

// canRemind sees to the hours and to the day; it says what does not fit.
func (t *turn) canRemind(s Step, at time.Time) bool {
	early, late := when.At(at, firstHour, 0), when.At(at, lastHour, 0)
	switch {
	case at.Before(early) || at.After(late):
		t.say("remind.hours", nil)
	case !at.After(t.p.Now) || !at.Before(s.Day.AddDate(0, 0, 1)):
		t.say("remind.not_then", Vars{"day": t.day(s.Day)})
	default:
		return true
	}
	return false
}

// remind sets, moves or takes away the one reminder of a step.
func (t *turn) remind(s Step, at time.Time) {
	if at.IsZero() && s.Remind.IsZero() {
		return
	}
	t.fact(ReminderSet{s.Number, at}, "", "")
	t.timer(StepReminder, strconv.Itoa(s.Number), at)
	t.out.Unsend = append(t.out.Unsend, "step:"+strconv.Itoa(s.Number))
}

// moveReminder takes the reminder along with its step; when that moment is over
// already, it becomes the morning of the new day, or nothing.
func (t *turn) moveReminder(s Step, to time.Time) {
	if s.Remind.IsZero() {
		return
	}
	days := to.Sub(s.Day).Round(24*time.Hour) / (24 * time.Hour)
	at := when.At(s.Remind.In(t.p.Now.Location()).AddDate(0, 0, int(days)), s.Remind.In(t.p.Now.Location()).Hour(), s.Remind.Minute())
	if !at.After(t.p.Now) {
		at = when.At(to, firstHour, 0)
	}
	if !at.After(t.p.Now) {
		at = time.Time{}
	}
	t.remind(s, at)
}

// moment says a day with its time.
func (t *turn) moment(at time.Time) string {
	m := when.Moment{Day: at, Last: at, HasClock: true, Clock: when.Clock{Hour: at.Hour(), Minute: at.Minute()}}
	return m.Say(t.p.Now)
}
