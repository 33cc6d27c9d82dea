package risk

import (
	"maps"
	"slices"
)

// Sub is a kind of danger within a category that is met with words of its own.
type Sub string

// The sub-labels. subCategory says where each belongs.
const (
	Honour     Sub = "honour"     // honour-related violence, forced marriage, left behind abroad
	Stalking   Sub = "stalking"   // followed, watched, flooded with messages
	Sexual     Sub = "sexual"     // sexual violence, also in a relationship, also with pictures
	Exploited  Sub = "exploited"  // trafficking, katvanger and money-mule pressure, papers taken
	LoanShark  Sub = "loan_shark" // somebody at the door for money, with threats
	Gambling   Sub = "gambling"   // all gambled away, and despair
	Postnatal  Sub = "postnatal"  // after a birth: despair, or fear of the own hands
	Psychosis  Sub = "psychosis"  // voices that command, being poisoned or followed by all
	Monoxide   Sub = "monoxide"   // a fire indoors after a cut-off
	Medicine   Sub = "medicine"   // insulin or another medicine skipped for money
	Minor      Sub = "minor"      // a child or a teenager is writing
	NoFood     Sub = "no_food"    // no food today
	NoShelter  Sub = "no_shelter" // nowhere to sleep tonight
	Eviction   Sub = "eviction"   // out of the house
	CutOff     Sub = "cut_off"    // gas, power, water or heat off
	Passive    Sub = "passive"    // a wish to be gone, without a plan
	Farewell   Sub = "farewell"   // letters, last wishes, who gets the cat
	Controlled Sub = "controlled" // kept from money, phone, people
)

// subCategory is the table from sub-label to category. A rule with a sub-label
// may not name another category, but for a minor, who can be in any danger.
var subCategory = map[Sub]Category{
	Honour: ViolenceVictim, Stalking: ViolenceVictim, Sexual: ViolenceVictim, Exploited: ViolenceVictim,
	LoanShark: ViolenceVictim, Controlled: ViolenceVictim,
	Gambling: Suicide, Passive: Suicide, Farewell: Suicide, Postnatal: Suicide,
	Psychosis: Medical, Monoxide: Medical, Medicine: Medical,
	Minor:  ChildSafety,
	NoFood: Material, NoShelter: Material, Eviction: Material, CutOff: Material,
}

// Subs lists the sub-labels in alphabetical order.
func Subs() []Sub { return slices.Sorted(maps.Keys(subCategory)) }

// CategoryOf is the category a sub-label belongs to.
func CategoryOf(s Sub) (Category, bool) {
	c, ok := subCategory[s]
	return c, ok
}
