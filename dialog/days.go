package dialog

import (
	"time"

	"stapmaat/dialog/when"
)

// day says a day in plain words, with the year when it is another.
func (t *Texts) day(d, now time.Time) string { return when.Say(d, now) }

// date says a day in full, for what is read on another day: "maandag 23 november
// 2026". Seen from two days on, a day is neither today nor yesterday.
func (t *turn) date(d time.Time) string {
	d = d.In(t.p.Now.Location())
	return t.texts.day(d, d.AddDate(0, 0, 2))
}
