package dialog

// Bridge is an instrument on which people say where they stand: pillars,
// sub-pillars and rungs. It is data (package knowledge reads it from YAML), it
// carries a version, and an old position stays readable under the version it
// was given in. To people it is "mijn brug".
type Bridge struct {
	Name        string // short name for people who build, "stapmaat"
	Version     string // "stapmaat-2026-11": unique among all bridges, kept with every position
	Title       string // what people read: "Mijn brug"
	AdaptedFrom string // which instrument it learnt from, and by whom that was made
	Licence     string
	Pillars     []Pillar
}

// Pillar is one of the broad parts of life that carry the deck of the bridge.
type Pillar struct {
	ID    string // "geld"
	Title string // "Gezondheid en mensen om je heen"
	Short string // fits a button (18 characters, emoji included): "Gezondheid"; "" when the title does
	Emoji string
	Subs  []SubPillar
}

// ShortTitle is the title as it fits a button.
func (p Pillar) ShortTitle() string {
	if p.Short != "" {
		return p.Short
	}
	return p.Title
}

// SubPillar is what is really placed: "Sparen" and "Schulden" within "Geld".
type SubPillar struct {
	ID        string // "schulden", unique within the bridge
	Title     string // "Schulden"; fits a button (18 characters)
	Question  string // "Hoe staat het met je schulden?"
	NotForMe  bool   // may be left out by people whom it does not concern
	First     bool   // asked before the others of its pillar when the story is about that pillar
	Sensitive bool   // about health: kept only with the person's explicit yes
	Rungs     []Rung // lowest first: Rungs[0] is rung 1
}

// Rung is one place on the ladder of a sub-pillar.
type Rung struct {
	Number   int    // 1 is the lowest
	Group    Group  // which first tap leads here
	Label    string // fits a button (18 characters)
	Sentence string // the rung in the first person: "Ik loop in, elke maand een beetje."
	Example  string // how that looks in a life
	Risk     string // a mark that the screen reads, such as "material:now"; empty when none
}

// Group is the first, rough answer on a sub-pillar, before the rungs.
type Group string

// The groups, as buttons "goed", "gaat wel", "moeilijk".
const (
	Good Group = "good"
	Fair Group = "fair"
	Hard Group = "hard"
)

// Sub finds a sub-pillar and the pillar it belongs to.
func (b *Bridge) Sub(id string) (SubPillar, Pillar, bool) {
	for _, p := range b.Pillars {
		for _, s := range p.Subs {
			if s.ID == id {
				return s, p, true
			}
		}
	}
	return SubPillar{}, Pillar{}, false
}

// Subs lists all sub-pillars in the order of the bridge.
func (b *Bridge) Subs() []SubPillar {
	var all []SubPillar
	for _, p := range b.Pillars {
		all = append(all, p.Subs...)
	}
	return all
}

// Rung finds a rung by its number.
func (s SubPillar) Rung(number int) (Rung, bool) {
	if number < 1 || number > len(s.Rungs) {
		return Rung{}, false
	}
	return s.Rungs[number-1], true
}

// In lists the rungs of one group, lowest first.
func (s SubPillar) In(g Group) []Rung {
	var in []Rung
	for _, r := range s.Rungs {
		if r.Group == g {
			in = append(in, r)
		}
	}
	return in
}
