// Package dialog is the conversation: what the bot says, asks and understands.
//
// It is pure. Advance takes a person, a state and an input and gives back the
// new state and what should happen; there is no clock, no chance and no I/O in
// here, so a talk can be replayed from a text file. README.md beside this file
// is the recipe for a new flow.
package dialog

import (
	"maps"
	"slices"
)

// Engine is what the conversation is made of beside code. It is read-only and
// serves all talks at once.
type Engine struct {
	Texts   map[string]*Texts // by language; "nl" must be there
	Bridges []*Bridge         // all versions that positions may carry; the first is for new people
	Desk    string            // public address of the pages for staff; "" when there are none

	// Gate refuses text that a model wrote and that is not plain, short and kind, by the key it is said
	// under. Without a gate nothing that a model wrote is said.
	Gate func(key, text string) error
}

// Advance does one turn: it reads an input in the light of a person and a state
// and returns the state after it and all that should happen. It never fails:
// what nobody understands is a branch of the talk. It panics only on a bug.
func (e *Engine) Advance(p Person, s State, in Input) (State, Effects) {
	t := e.turn(p, s, in)
	t.noteAsks()
	t.route()
	t.secondOpinion()
	t.s.Card = t.card()
	t.s.Version = StateVersion
	return t.s, t.out
}

// Needs tells what must be loaded before Advance can read this input.
func (e *Engine) Needs(s State, in Input) Needs { return e.needs(s, in) }

// turn sets up one turn on copies, so that the caller's values stay as they were.
func (e *Engine) turn(p Person, s State, in Input) *turn {
	texts := e.Texts[p.Language]
	if texts == nil {
		texts = e.Texts["nl"]
	}
	if p.Bridge == nil {
		p.Bridge = e.bridge(p.Positions, p.BridgeVersion)
	}
	p.Consents = maps.Clone(p.Consents)
	s.Flows = slices.Clone(s.Flows)
	for i := range s.Flows {
		s.Flows[i].Draft = maps.Clone(s.Flows[i].Draft)
	}
	s.Passed = maps.Clone(s.Passed)
	if s.Plan != nil {
		p := *s.Plan
		s.Plan = &p
	}
	if s.Calling != nil {
		c := *s.Calling
		s.Calling = &c
	}
	return &turn{engine: e, texts: texts, p: p, s: s, in: in}
}

// bridge is the instrument of a person: the one of the last placing, so that
// nobody's rungs change under her, or the one she got when she came in, or the usual one.
func (e *Engine) bridge(positions []Position, given string) *Bridge {
	if n := len(positions); n > 0 {
		if b := e.version(positions[n-1].Bridge); b != nil {
			return b
		}
	}
	if b := e.version(given); b != nil {
		return b
	}
	if len(e.Bridges) == 0 {
		return &Bridge{}
	}
	return e.Bridges[0]
}

func (e *Engine) version(v string) *Bridge {
	for _, b := range e.Bridges {
		if b.Version == v {
			return b
		}
	}
	return nil
}
