package chain

import (
	"slices"

	"stapmaat/dialog/risk"
)

// NotUrgent is what a sign is that asks for nothing by itself: a message of somebody
// whose alarm is open.
const NotUrgent risk.Urgency = "none"

// Sign is one message that stands on an alarm.
type Sign struct {
	Category risk.Category
	Urgency  risk.Urgency
}

// Rank orders urgencies: more is more urgent.
func Rank(u risk.Urgency) int {
	switch u {
	case risk.Now:
		return 3
	case risk.Today:
		return 2
	case NotUrgent:
		return 0
	}
	return 1
}

// Worst is what an alarm is as a whole: the most urgent of its signs, and among
// those suicide before all else. More signs raise it and never lower it.
func Worst(signs []Sign) Sign {
	var w Sign
	for _, s := range signs {
		switch {
		case s.Urgency == NotUrgent:
		case Rank(s.Urgency) > Rank(w.Urgency), w.Urgency == "":
			w = s
		case Rank(s.Urgency) == Rank(w.Urgency) && s.Category == risk.Suicide:
			w = s
		}
	}
	return w
}

// Threatens tells whether somebody else is threatened, whatever else there is: it may be
// the one who has the alarm.
func Threatens(signs []Sign) bool {
	return slices.ContainsFunc(signs, func(s Sign) bool { return s.Category == risk.ThreatToOthers })
}

// Calls tells why the chain begins with a new sign, "" where it need not: it is the
// first, it makes the alarm worse, or one human thought that it was over (care).
func Calls(before []Sign, s Sign, care bool) string {
	now := append(slices.Clone(before), s)
	switch {
	case len(before) == 0:
		return Raised
	case Worst(now) != Worst(before), Threatens(now) && !Threatens(before):
		return Worse
	case care:
		return Again
	}
	return ""
}

// TakesTwo tells whether a sign is of danger that one person alone does not close.
func TakesTwo(s Sign) bool {
	switch s.Category {
	case risk.Suicide, risk.ViolenceVictim, risk.ChildSafety, risk.ThreatToOthers:
		return s.Urgency == risk.Now
	}
	return false
}
