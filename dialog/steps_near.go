package dialog

import (
	"time"

	"stapmaat/dialog/when"
)

// nearShown is how many days there are to tap.
const nearShown = 4

// nearDays are the days to tap. In the small hours "morgen" could be two days, so
// then all have their own name; late in the evening today is over. What is closed
// in the weekend gets no weekend.
func (t *turn) nearDays(words string) []option {
	var options []option
	late, small := t.p.Now.Hour() >= 21, t.p.Now.Hour() < 4
	for i := 0; len(options) < nearShown; i++ {
		day := t.inDays(i)
		if i == 0 && late || !t.fits(day, words) {
			continue
		}
		label := t.label("weekday." + numeral(int(day.Weekday())))
		switch {
		case i == 0:
			label = t.label("day.today")
		case i == 1 && !small:
			label = t.label("day.tomorrow")
		}
		options = append(options, option{"on:" + day.Format(isoDay), label})
	}
	return options
}

// fits tells whether a day suits a step: who calls, or goes to a counter, finds
// nobody there in the weekend.
func (t *turn) fits(day time.Time, words string) bool {
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return !weekend || !t.texts.says(words, "step.weekday")
}

// fitDay is the first day that suits, from some days on.
func (t *turn) fitDay(n int, words string) time.Time {
	for !t.fits(t.inDays(n), words) {
		n++
	}
	return t.inDays(n)
}

// inDays is the start of a day, counted from today.
func (t *turn) inDays(n int) time.Time {
	y, m, d := t.p.Now.Date()
	return when.At(time.Date(y, m, d+n, 12, 0, 0, 0, t.p.Now.Location()), 0, 0)
}
