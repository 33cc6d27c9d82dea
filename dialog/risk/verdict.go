// Package risk reads what people write for signs of danger. It is pure, needs
// no model, and runs on every input before anything else does.
package risk

// Verdict is what the screen says of one input. The zero Verdict says nothing is wrong.
type Verdict struct {
	Outcome  Outcome  `json:"outcome,omitempty"`
	Category Category `json:"category,omitempty"`
	Urgency  Urgency  `json:"urgency,omitempty"`
}

// Outcome is what must happen.
type Outcome string

// The outcomes.
const (
	None Outcome = ""
	Page Outcome = "page" // a human is alarmed at once
)

// Category is the kind of danger; the labels of the crisis protocol, the only ones in use.
type Category string

// The categories.
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
