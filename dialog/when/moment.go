package when

import "time"

// Moment is what somebody meant. A caller looks at Trouble first; when that is
// Fine, it reads the Moment back with Say and asks for a yes, with more care
// when Doubtful.
type Moment struct {
	Day      time.Time // start of the day in now's location; zero when Impossible
	Last     time.Time // last day that is meant; equal to Day but for "dit weekend" and the like
	DaySaid  bool      // false when only a time was said
	Clock    Clock     // only with HasClock
	HasClock bool
	Part     Part    // "'s avonds"; may stand beside a clock
	Trouble  Trouble // why the day cannot be used as it is
	Doubt    Doubt   // what was guessed
	Matched  string  // the words that were read, as they were typed
}

// Doubtful tells that something was guessed.
func (m Moment) Doubtful() bool { return m.Doubt != 0 }

// Start is the instant at which the moment begins: its clock, or else the usual
// hour of its part of the day (9, 14, 19, 23), or else the clock given. Without a
// clock of its own it may lie before now: "vandaag", "vanmiddag" at four. It must
// not be asked of an Impossible moment.
func (m Moment) Start(otherwise Clock) time.Time {
	clock := otherwise
	switch {
	case m.HasClock:
		clock = m.Clock
	case m.Part != AnyPart:
		clock = m.Part.usual()
	}
	return At(m.Day, clock.Hour, clock.Minute)
}

// Clock is a time of the day, 0:00 to 23:59.
type Clock struct{ Hour, Minute int }

func (c Clock) minutes() int { return c.Hour*60 + c.Minute }

// Trouble tells why a moment cannot be used as it stands.
type Trouble uint8

const (
	Fine       Trouble = iota
	Past               // "gisteren", or an hour of today that is over
	Impossible         // "31 februari"; Day is zero
	Refused            // "vrijdag kan ik niet"; Day is the day refused
	Several            // "maandag of dinsdag", "elke maandag"; Day is the first, Last the last
)

// Part is a part of the day.
type Part uint8

const (
	AnyPart   Part = iota
	Morning        // 6.00 to 12.00
	Afternoon      // 12.00 to 18.00
	Evening        // 18.00 to 24.00
	Night          // the night that follows the day
)

// usual is when a reminder for this part of the day fits.
func (p Part) usual() Clock {
	return [...]Clock{{9, 0}, {9, 0}, {14, 0}, {19, 0}, {23, 0}}[p]
}

// over is the hour at which the part of a day has passed.
func (p Part) over() int {
	return [...]int{24, 12, 18, 24, 30}[p]
}
