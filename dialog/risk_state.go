package dialog

import (
	"slices"
	"strings"
	"time"

	"stapmaat/dialog/risk"
)

// RiskStage is where somebody stands with danger. It belongs to the person, not to
// the talk: it is read off what the store keeps, so that a restart, /start, an erased
// chat or a new phone changes nothing.
type RiskStage string

// The stages. Only a human leads from raised to closed.
const (
	RiskNone   RiskStage = "none"
	RiskAsked  RiskStage = "asked"   // the direct question waits for an answer
	RiskRaised RiskStage = "raised"  // staff is alarmed
	RiskTaken  RiskStage = "taken"   // a named human has it
	RiskInCare RiskStage = "in care" // closed by one, a second one must still agree
	RiskClosed RiskStage = "closed"  // a human closed it, lately
)

// RiskStage reads it off the facts.
func (p *Person) RiskStage() RiskStage {
	_, asked := p.OpenQuestion()
	switch {
	case p.Alarm && p.AlarmInCare:
		return RiskInCare
	case p.Alarm && p.AlarmTaken:
		return RiskTaken
	case p.Alarm:
		return RiskRaised
	case asked:
		return RiskAsked
	case p.AlarmBefore:
		return RiskClosed
	}
	return RiskNone
}

// Asked is a direct question about danger that was put to somebody.
type Asked struct {
	risk.Verdict        // what the screen saw
	Words        string // what it saw it in
	At           time.Time
	Answer       DangerAnswer // "" while it waits
	Day          time.Time    // the date that was told, for what a letter announces; zero for none
}

// DangerAnswer is how a question about danger ended.
type DangerAnswer string

// The answers. All but a clear no page, save a date that is far away.
const (
	DangerYes     DangerAnswer = "yes"
	DangerSome    DangerAnswer = "sometimes"
	DangerNo      DangerAnswer = "no"
	DangerHuman   DangerAnswer = "human"
	DangerDay     DangerAnswer = "day"     // a date was told
	DangerUnknown DangerAnswer = "unknown" // there is no date, or she does not know it
	DangerWords   DangerAnswer = "words"   // other words than an answer
	DangerSilent  DangerAnswer = "silent"  // nothing came in time
	DangerUnsafe  DangerAnswer = "unsafe"  // can't write safely now
	DangerPaged   DangerAnswer = "paged"   // something graver was said meanwhile
)

// AskedFor is how long a question is remembered, so that it is not put again on the
// same evidence.
const AskedFor = 7 * 24 * time.Hour

// OpenQuestion is the question about danger that waits for an answer.
func (p *Person) OpenQuestion() (Asked, bool) {
	for i := len(p.Asked) - 1; i >= 0; i-- {
		if p.Asked[i].Answer == "" {
			return p.Asked[i], true
		}
	}
	return Asked{}, false
}

// askedBefore tells whether the same was asked within seven days on the same
// evidence, and it was no danger then.
func (p *Person) askedBefore(v risk.Verdict, words string) bool {
	return slices.ContainsFunc(p.Asked, func(a Asked) bool {
		calm := a.Answer == DangerNo || a.Urgency == risk.Soon && (a.Answer == DangerSilent || a.Answer == DangerUnknown)
		return calm && a.Category == v.Category && a.Sub == v.Sub && urgencies[v.Urgency] <= urgencies[a.Urgency] &&
			p.Now.Sub(a.At) < AskedFor && alike(a.Words, words)
	})
}

// alike tells whether two messages say the same in nearly the same words: at least
// half of all their words stand in both.
func alike(a, b string) bool {
	words := func(text string) []string {
		all := strings.Fields(plain(text))
		slices.Sort(all)
		return slices.Compact(all)
	}
	one, other := words(a), words(b)
	both := 0
	for _, w := range one {
		if _, ok := slices.BinarySearch(other, w); ok {
			both++
		}
	}
	return 2*both >= len(one)+len(other)-both
}

// applyDanger keeps what was asked about danger and what came of it.
func (p *Person) applyDanger(event Event) {
	switch e := event.(type) {
	case DangerAsked:
		p.Asked = append(slices.Clone(p.Asked), Asked{Verdict: risk.Verdict{Outcome: risk.Ask, Category: e.Category, Urgency: e.Urgency, Sub: e.Sub}, Words: e.Words, At: p.Now})
	case DangerAnswered:
		p.Asked = slices.Clone(p.Asked)
		for i := range p.Asked {
			if p.Asked[i].Answer == "" {
				p.Asked[i].Answer, p.Asked[i].Day = e.Answer, e.Day
			}
		}
	}
}

// guarded tells whether nothing on the screen may tell of danger: an alarm of that
// kind is open, or the question about it waits.
func (p *Person) guarded() bool {
	q, waits := p.OpenQuestion()
	return p.Guarded || waits && Guarded(q.Category)
}

// guardDoubted tells whether a question about such danger was put this week and got no clear no.
func (p *Person) guardDoubted() bool {
	return slices.ContainsFunc(p.Asked, func(a Asked) bool {
		return Guarded(a.Category) && a.Answer != DangerNo && p.Now.Sub(a.At) < AskedFor
	})
}

// dullUnasked tells whether what comes unasked must stay dull: somebody else may hold
// the phone, now or still.
func (p *Person) dullUnasked() bool {
	return p.Phone == PhoneWatched || p.guarded() || p.WasGuarded || p.guardDoubted()
}
