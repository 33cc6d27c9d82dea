package dialog

import "stapmaat/dialog/risk"

// kind is what the talk must know about one category of danger. This table is the
// one place where categories are told apart; what is said stands in crisis.yaml.
type kind struct {
	life    bool // danger to the person's own life: coaching rests, no bridge word or picture
	guarded bool // nothing on the screen tells who was called: somebody else may hold the phone
	safe    bool // "kun je nu veilig schrijven?" comes before every word that tells
	dated   bool // its urgency is told by a date
	calm    bool // [Even rustig worden] may be offered; never for violence, children, medical
}

var kinds = map[risk.Category]kind{
	risk.Suicide:        {life: true, calm: true},
	risk.Selfharm:       {life: true, calm: true},
	risk.ViolenceVictim: {guarded: true, safe: true},
	risk.ChildSafety:    {guarded: true},
	risk.ThreatToOthers: {guarded: true},
	risk.Medical:        {},
	risk.Material:       {dated: true},
}

// Guarded tells whether words about who was called may do harm: somebody who
// threatens, or is threatened, may have the phone in hand a minute later. Who helps
// must not write back either.
func Guarded(c risk.Category) bool { return kinds[c].guarded }

// EndsLife tells whether a category is danger to the person's own life.
func EndsLife(c risk.Category) bool { return kinds[c].life }

// datedSubs are the kinds of material need that a letter with a date announces.
var datedSubs = map[risk.Sub]bool{"": true, risk.Eviction: true, risk.CutOff: true}

func dated(v risk.Verdict) bool { return kinds[v.Category].dated && datedSubs[v.Sub] }

// graver is the verdict that asks for more.
func graver(v, w risk.Verdict) risk.Verdict {
	if urgencies[w.Urgency] > urgencies[v.Urgency] || v.Category == "" {
		return w
	}
	return v
}

var urgencies = map[risk.Urgency]int{risk.Soon: 1, risk.Today: 2, risk.Now: 3}
