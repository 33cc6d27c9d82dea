package dialog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog/risk"
)

// nearby are numbers that two of the staff checked, where they fit the danger and the
// hour. What they are for is in the organisation's own words: crisis.yaml says which words fit.
func (t *turn) nearby(v risk.Verdict) (all []way) {
	words := t.texts.Phrases["nearby."+string(v.Category)+"."+string(v.Sub)]
	if words == nil {
		words = t.texts.Phrases["nearby."+string(v.Category)]
	}
	for _, n := range t.p.Organisation.Numbers {
		about := " " + plain(n.Name+" "+n.For) + " "
		fits := slices.ContainsFunc(words, func(w string) bool { return strings.Contains(about, w) })
		if fits && answersAt(n.Hours, t.p.Now) {
			all = append(all, way{label: t.texts.label("way.nearby", Vars{"place": n.Name, "for": n.For}), number: n.Number})
		}
	}
	return all[:min(len(all), 1)]
}

var (
	fromTo   = regexp.MustCompile(`(\d{1,2})(?:[.:]\d\d)?(?: uur)? ?(?:tot|t/m|-|–) ?(\d{1,2})`)
	allHours = regexp.MustCompile(`dag en nacht|24 ?uur|24/7|altijd`)
	weekends = regexp.MustCompile(`elke dag|iedere dag|alle dagen|dagelijks|7 dagen|weekend|za|zo`)
)

// answersAt reads hours as an organisation writes them ("ma-vr 9-17", "dag en nacht"). Where
// they can't be read it is the careful reading: by day, from Monday to Friday.
func answersAt(hours string, now time.Time) bool {
	hours = strings.ToLower(hours)
	if allHours.MatchString(hours) {
		return true
	}
	if day := now.Weekday(); (day == time.Saturday || day == time.Sunday) && !weekends.MatchString(hours) {
		return false
	}
	from, until := 9, 17
	if m := fromTo.FindStringSubmatch(hours); m != nil {
		from, _ = strconv.Atoi(m[1])
		until, _ = strconv.Atoi(m[2])
	}
	return now.Hour() >= from && now.Hour() < until
}
