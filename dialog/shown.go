package dialog

import "strings"

// What the desk shows with the talk's own words, so that the person knows them.

// BridgeOf describes the bridge of a person for a picture.
func (e *Engine) BridgeOf(p Person, format Format) Picture {
	t := e.turn(p, State{}, Input{})
	return t.bridgePicture(format)
}

// BridgeInWords is the same for who can't see it: a line a place.
func (e *Engine) BridgeInWords(p Person) []string {
	t := e.turn(p, State{}, Input{})
	if words := t.bridgeInWords(); words != "" {
		return strings.Split(words, "\n")
	}
	return nil
}

// PlanOf describes the plan card of one goal; false when there is no such goal.
func (e *Engine) PlanOf(p Person, goal int, format Format) (Picture, bool) {
	t := e.turn(p, State{}, Input{})
	g, ok := t.p.Goal(goal)
	if !ok {
		return Picture{}, false
	}
	return t.planPicture(g, format), true
}

// BridgeFor is the instrument of a person, by her last placing or for new people.
func (e *Engine) BridgeFor(p Person) *Bridge {
	if p.Bridge != nil {
		return p.Bridge
	}
	return e.bridge(p.Positions, p.BridgeVersion)
}

// InstrumentOf finds a version of the bridge; nil when there is none.
func (e *Engine) InstrumentOf(version string) *Bridge { return e.version(version) }
