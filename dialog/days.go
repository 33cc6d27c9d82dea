package dialog

import (
	"time"

	"stapmaat/dialog/when"
)

// day says a day in plain words, with the year when it is another.
func (t *Texts) day(d, now time.Time) string { return when.Say(d, now) }
