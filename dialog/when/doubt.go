package when

import "strings"

// Doubt is a set of reasons to read a moment back with care.
type Doubt uint16

const (
	SameDay    Doubt = 1 << iota // "vrijdag" on a Friday, "de 15e" on the 15th
	WhichWeek                    // "volgende vrijdag", "volgende week" on a Sunday
	WhichYear                    // "3-12" shortly after 3 December
	HalfDay                      // "half drie": by day or by night was guessed
	Vague                        // "volgende week", "voor vrijdag", "eind van de maand"
	Typo                         // "woesndag"
	SmallHours                   // "morgen", said between midnight and four
	Clash                        // "vrijdag 5 december" when that is a Saturday
	MaybePast                    // "ik heb vrijdag gebeld"
	MaybeNot                     // "vrijdag? nee"
	Figures                      // "3.12", "de 2e": may be something else than a date
)

var doubtNames = []string{
	"same-day", "which-week", "which-year", "half-day", "vague", "typo",
	"small-hours", "clash", "maybe-past", "maybe-not", "figures",
}

// Has tells whether all of these reasons hold.
func (d Doubt) Has(reasons Doubt) bool { return d&reasons == reasons }

// String lists the reasons in English, for logs and tests.
func (d Doubt) String() string {
	var names []string
	for i, name := range doubtNames {
		if d.Has(1 << i) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}
