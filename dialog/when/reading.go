package when

import "time"

// reading is what one phrase means by itself, before the phrases of a text are
// put together.
type reading struct {
	first, last date
	hasDay      bool
	weekday     bool // only a weekday was said, so a range may go on past it
	clock       Clock
	hasClock    bool
	guessed     bool // the hour may be twelve hours later
	part        Part
	afterNight  bool // with a clock in the small hours, the day after is meant
	doubt       Doubt
	trouble     Trouble
	declined    bool // the words fit, but cannot mean this
}

type reader func(said) reading

// said is what was captured, and when it was said.
type said struct {
	got   []capture
	now   time.Time
	today date
	awake date // the day that the person still lives in: see the package comment

	fullHour bool // an hour of two digits: "02:30"
}

// smallHours is until when "morgen" is the day that the calendar calls today.
const smallHours = 4

func newSaid(now time.Time) said {
	s := said{now: now, today: dateIn(now)}
	s.awake = s.today
	if now.Hour() < smallHours {
		s.awake--
	}
	return s
}

func (s said) get(class string) (int, bool) {
	for _, c := range s.got {
		if c.class == class {
			return c.value, true
		}
	}
	return 0, false
}

// value is that of the first of these classes that was captured, or 0.
func (s said) value(classes ...string) int {
	for _, class := range classes {
		if v, ok := s.get(class); ok {
			return v
		}
	}
	return 0
}

func on(d date) reading { return reading{first: d, last: d, hasDay: true} }

func span(first, last date) reading {
	return reading{first: first, last: last, hasDay: true, doubt: Vague}
}

func never() reading { return reading{hasDay: true, trouble: Impossible} }

func (r reading) with(doubt Doubt) reading {
	r.doubt |= doubt
	return r
}

func (r reading) doubtedIf(doubted bool, doubt Doubt) reading {
	if doubted {
		return r.with(doubt)
	}
	return r
}

// vaguely reads a phrase and doubts it.
func vaguely(read reader) reader {
	return func(s said) reading { return read(s).with(Vague) }
}
