// Package risk reads what people write for signs of danger. It is pure, needs
// no model, and runs on every input before anything else does.
//
// Two layers read the same words. Rules (rules/*.txt) know what people say
// outright, and can be read and corrected by a professional. A small linear
// classifier (model.bin, trained by make risk-train) knows what sounds like it.
// The labels are those of the crisis protocol; README.md has the figures.
package risk

import (
	"slices"
	"strings"
)

// Verdict is what the screen says of one input. The zero Verdict says nothing
// is wrong. Verdicts can be compared with ==.
type Verdict struct {
	Outcome  Outcome  `json:"outcome,omitempty"`
	Category Category `json:"category,omitempty"`
	Urgency  Urgency  `json:"urgency,omitempty"`
	Sub      Sub      `json:"sub,omitempty"`   // a kind of danger with words of its own, if known
	Marks    Marks    `json:"marks,omitempty"` // how it was said: about somebody else, past, …
	Layer    Layer    `json:"layer,omitempty"` // who saw it; for reports, and for who must do without asking
}

// Outcome is what must happen.
type Outcome string

// The outcomes.
const (
	None Outcome = ""
	Ask  Outcome = "ask"  // one direct question; the answer decides
	Page Outcome = "page" // a human is alarmed at once
)

// Category is the kind of danger; the labels of the crisis protocol, the only ones in use.
type Category string

// The categories. None of them, the empty one, is the eighth.
const (
	Suicide        Category = "suicide"
	Selfharm       Category = "selfharm"
	ViolenceVictim Category = "violence_victim"
	ChildSafety    Category = "child_safety"
	ThreatToOthers Category = "threat_to_others"
	Medical        Category = "medical"
	Material       Category = "material"
)

// Urgency says how soon a human must act.
type Urgency string

// The urgencies.
const (
	Now   Urgency = "now"
	Today Urgency = "today"
	Soon  Urgency = "soon"
)

// Layer is the part of the screen that saw the danger.
type Layer string

// The layers.
const (
	ByRules      Layer = "rules"
	ByClassifier Layer = "classifier"
	ByBoth       Layer = "both"
	ByModel      Layer = "model" // a language model, as a second opinion
)

// Mark reads the risk mark of a button, "material:now". A mark that is urgent
// pages; "soon" is for the talk to ask about.
func Mark(mark string) (Verdict, bool) {
	category, urgency, ok := strings.Cut(mark, ":")
	v := Verdict{Outcome: Page, Category: Category(category), Urgency: Urgency(urgency)}
	return v, ok && slices.Contains(categories, v.Category) && rank(v.Urgency) >= rank(Today)
}

var (
	categories = []Category{Suicide, Selfharm, ViolenceVictim, ChildSafety, ThreatToOthers, Medical, Material}
	urgencies  = []Urgency{Soon, Today, Now}
)

func rank(u Urgency) int { return slices.Index(urgencies, u) + 1 }

// graver reports whether v asks for more than w: a page before a question, then
// the sooner one.
func (v Verdict) graver(w Verdict) bool {
	if v.Outcome != w.Outcome {
		return v.Outcome == Page || w.Outcome == None
	}
	return rank(v.Urgency) > rank(w.Urgency)
}
