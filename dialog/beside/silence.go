package beside

import (
	"slices"
	"time"
)

// What counts as silence.
const (
	leastSilence = 4 * 24 * time.Hour  // a long weekend is none, however often somebody writes
	mostSilence  = 21 * 24 * time.Hour // three weeks are, however seldom
	newSilence   = 7 * 24 * time.Hour  // for somebody whose rhythm is not known yet
	knownFrom    = 4                   // talks: three pauses between them make a rhythm
)

// Silence is how long somebody has been silent, beside what is usual for her.
type Silence struct {
	For    time.Duration // since she last wrote
	Usual  time.Duration // the pause between two talks that is in the middle; 0 when there were too few talks
	Longer bool          // than usual: twice her own pause, never within four days, always after three weeks
}

// Silent measures it. talks are the beginnings of her talks of the last 90 days, oldest
// first; last is when she last wrote, zero for never.
func Silent(talks []time.Time, last, now time.Time) Silence {
	if last.IsZero() {
		return Silence{}
	}
	s := Silence{For: now.Sub(last)}
	limit := newSilence
	if len(talks) >= knownFrom {
		var pauses []time.Duration
		for i := 1; i < len(talks); i++ {
			pauses = append(pauses, talks[i].Sub(talks[i-1]))
		}
		slices.Sort(pauses)
		s.Usual = pauses[len(pauses)/2]
		limit = min(max(2*s.Usual, leastSilence), mostSilence)
	}
	s.Longer = s.For > limit
	return s
}
