package store

import "stapmaat/dialog/risk"

// Worst is what an alarm is as a whole, by signs that lie in rows of the caller's own.
func Worst[T any](rows []T, of func(T) (risk.Category, risk.Urgency)) (risk.Category, risk.Urgency) {
	w := worst(column(rows, func(r T) sign { c, u := of(r); return sign{c, u} }))
	return w.Category, w.Urgency
}

// TakesTwo tells whether a sign is of danger that one person alone does not close: the
// rule of twoPeople.
func TakesTwo(c risk.Category, u risk.Urgency) bool {
	switch c {
	case risk.Suicide, risk.ViolenceVictim, risk.ChildSafety, risk.ThreatToOthers:
		return u == risk.Now
	}
	return false
}
