package dialog

import (
	"html"
	"slices"
	"strings"

	"stapmaat/dialog/risk"
)

// Number is a telephone number of the approved list, with what decides whether it is
// any use to this person at this hour.
type Number struct {
	Number      string
	From, Until int    // hours of the day between which somebody answers; 0 and 24 for always
	Free        bool   // also without credit
	For         string // "minor", "adult", or "" for everybody
}

// Duty says whether a human of the organisation is awake, as far as it is known.
type Duty string

// What is known about it.
const (
	DutyUnknown Duty = ""
	DutyAwake   Duty = "awake"
	DutyAsleep  Duty = "asleep"
)

// mostWays is how many ways to help stand in one message; more is a list to search.
const mostWays = 3

// way is one way to help: what it is for, and the number.
type way struct {
	id            string // of the approved list; "" for a number that has its label with it
	label, number string
}

// ways are the numbers for a danger, in order, at most three: people of her own, what the
// organisation checked near by where it fits, and the approved list. Danger to life now
// begins with 112 all the same.
func (t *turn) ways(v risk.Verdict) []way {
	all := append(t.nearby(v), t.approved(v)...)
	if k := kinds[v.Category]; k.life && len(all) > 1 { // the one that is always there comes first
		all = append(t.approved(v), t.nearby(v)...)
	}
	hers := t.hers(v, mostWays-len(all))
	at := 0
	if v.Urgency == risk.Now && len(all) > 0 && all[0].id == "112" {
		at = 1
	}
	all = slices.Insert(all, at, hers...)
	return all[:min(len(all), mostWays)]
}

// hers are people of her own: one, and more where there is room. Never about violence, a
// child or a threat: one of them may be the one it is about.
func (t *turn) hers(v risk.Verdict, room int) (all []way) {
	if kinds[v.Category].guarded || t.p.guarded() || t.p.WasGuarded {
		return nil
	}
	for _, c := range t.p.Contacts[:min(len(t.p.Contacts), max(room, 1))] {
		all = append(all, way{label: t.texts.label("way.hers", Vars{"contact": c.Name}), number: c.Number})
	}
	return all
}

// approved are those of the approved list: open at this hour, and for this person.
func (t *turn) approved(v risk.Verdict) (all []way) {
	for _, id := range t.texts.waysFor(v) {
		n := t.texts.Lines[id]
		hour := t.p.Now.Hour()
		young := t.p.Under18 || v.Sub == risk.Minor
		switch {
		case n.From <= n.Until && (hour < n.From || hour >= n.Until):
		case n.For == "minor" && !young, n.For == "adult" && young:
		default:
			all = append(all, way{id: id, number: n.Number})
		}
	}
	return all
}

// waysFor is the list of crisis.yaml that fits best.
func (t *Texts) waysFor(v risk.Verdict) []string {
	c, sub, u := string(v.Category), string(v.Sub), string(v.Urgency)
	for _, parts := range [][]string{{c, sub, u}, {c, sub}, {c, u}, {c}} {
		if ids, ok := t.Ways[strings.Join(parts, ".")]; ok {
			return ids
		}
	}
	return t.Ways["danger"]
}

// urgentWays says a text with ways to help below it: what for, then the number, bold
// and alone on its line, so that it can be tapped.
func (t *turn) urgentWays(key string, all []way) *Message { return t.sayWays(key, nil, all) }

func (t *turn) sayWays(key string, vars Vars, all []way) *Message {
	lines := []string{t.texts.message(key, t.vars(vars))}
	for _, w := range all {
		if w.id != "" {
			w.label = t.label(t.texts.wayLabel(w.id, strings.TrimPrefix(strings.TrimPrefix(key, "crisis."), "whatnow.")))
		}
		lines = append(lines, html.EscapeString(w.label), "<b>"+html.EscapeString(w.number)+"</b>")
	}
	return t.send(Message{Key: key, Text: strings.Join(lines, "\n"), Lane: LaneSafety})
}

// wayLabel is what a number is for, in the words that fit a danger best.
func (t *Texts) wayLabel(id, about string) string {
	for ; about != ""; about = about[:max(0, strings.LastIndexByte(about, '.'))] {
		if label := "way." + id + "." + about; t.Labels[label] != "" {
			return label
		}
	}
	return "way." + id
}
