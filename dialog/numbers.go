package dialog

import (
	"html"
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

// ways are the numbers for a danger, in order: open at this hour, and for this person.
func (t *turn) ways(v risk.Verdict) []string {
	var all []string
	for _, id := range t.texts.waysFor(v) {
		n := t.texts.Lines[id]
		hour := t.p.Now.Hour()
		young := t.p.Under18 || v.Sub == risk.Minor
		switch {
		case len(all) == mostWays:
		case n.From <= n.Until && (hour < n.From || hour >= n.Until):
		case n.For == "minor" && !young, n.For == "adult" && young:
		default:
			all = append(all, id)
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
func (t *turn) urgentWays(key string, ids []string) *Message { return t.sayWays(key, nil, ids) }

func (t *turn) sayWays(key string, vars Vars, ids []string) *Message {
	lines := []string{t.texts.message(key, t.vars(vars))}
	for _, id := range ids {
		lines = append(lines, html.EscapeString(t.label(t.texts.wayLabel(id, strings.TrimPrefix(key, "crisis.")))), "<b>"+html.EscapeString(t.texts.Lines[id].Number)+"</b>")
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
