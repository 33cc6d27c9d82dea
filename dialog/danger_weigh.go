package dialog

import (
	"slices"
	"time"

	"stapmaat/dialog/risk"
)

// Known is what the receiver knows of somebody when a message comes in.
type Known struct {
	Under18     bool
	Phone       Phone
	AlarmBefore bool           // an alarm is open, or was closed less than 90 days ago
	Dated       bool           // told a day on which an eviction or a cut-off threatens, and it is still to come
	Zone        *time.Location // nil is the Netherlands
}

// weights are the facts that make one half signal enough to ask, where it takes two of
// different kinds otherwise. They never lower anything.
var weights = []struct {
	holds func(Known) bool
	about []risk.Category
}{
	// Who is young says it in fewer words, and has fewer people to say it to.
	{func(k Known) bool { return k.Under18 }, toPeople},
	// Somebody reads along who should not: what is said about violence is half of what could be said.
	{func(k Known) bool { return k.Phone == PhoneWatched }, []risk.Category{risk.ViolenceVictim, risk.ChildSafety}},
	// Danger comes back most in the weeks after it passed.
	{func(k Known) bool { return k.AlarmBefore }, toPeople},
	// Losing the house is what despair most often stands on here.
	{func(k Known) bool { return k.Dated }, []risk.Category{risk.Suicide, risk.Selfharm, risk.Material}},
}

// toPeople is every danger but need: one more letter is no sign of anything.
var toPeople = []risk.Category{risk.Suicide, risk.Selfharm, risk.ViolenceVictim, risk.ChildSafety, risk.ThreatToOthers}

// ScreenIn reads an input in the light of the last 24 hours and of what is known, and
// returns the window to keep. A button says all by itself.
func ScreenIn(k Known, w risk.Window, in Input, now time.Time) (risk.Verdict, risk.Window) {
	if in.Text == "" || in.Press != "" {
		return Screen(in), w
	}
	if k.Zone != nil {
		now = now.In(k.Zone)
	}
	v, w := risk.ScreenIn(w, in.Text, now)
	if v.Outcome != risk.None {
		return v, w
	}
	for _, s := range w.Signals {
		if s.At.Equal(now) && k.weigh(s.Category) {
			return risk.Verdict{Outcome: risk.Ask, Category: s.Category, Urgency: s.Urgency, Layer: risk.ByRules}, w
		}
	}
	return v, w
}

func (k Known) weigh(c risk.Category) bool {
	for _, weight := range weights {
		if weight.holds(k) && slices.Contains(weight.about, c) {
			return true
		}
	}
	return false
}
