package dialog

import (
	"strings"

	"stapmaat/dialog/risk"
)

// Some choices carry a risk mark: "r1!material:now".

// marked is the danger that a choice stands for.
func marked(choice string) (risk.Verdict, bool) {
	_, mark, ok := strings.Cut(choice, "!")
	if !ok {
		return risk.Verdict{}, false
	}
	if v, ok := risk.Mark(mark); ok {
		return v, true
	}
	category, urgency, _ := strings.Cut(mark, ":")
	v := risk.Verdict{Outcome: risk.Ask, Category: risk.Category(category), Urgency: risk.Urgency(urgency)}
	_, known := kinds[v.Category]
	return v, known && v.Urgency == risk.Soon
}

// askBack asks whether a typed number was meant for a choice that brings a human: a
// slip must alarm nobody, and nobody who means it may be missed.
func (t *turn) askBack(choice string) bool {
	v, ok := marked(choice)
	if !ok || v.Urgency == risk.Soon || t.in.Kind == Pressed {
		return false
	}
	label := t.meant(choice)
	v.Sub = t.subOf(v, label)
	if plain(t.in.Text) == plain(label) { // typed in full: that is no slip
		t.raise(v, label)
		return false
	}
	t.putDanger(v, label, "rung", choice, "label", label)
	return true
}

// soonMarked asks on about a choice that may become urgent: the answer stands, and
// the date is asked.
func (t *turn) soonMarked(choice, label string, n next) bool {
	v, ok := marked(choice)
	if !ok || v.Urgency != risk.Soon || t.hushed || t.p.askedBefore(v, label) {
		return false
	}
	v.Sub = t.subOf(v, label)
	t.settle(n)
	t.putDanger(v, label, "after", "yes")
	return true
}

// subOf is what kind of need a marked rung tells of: the screen reads it in its sentence.
func (t *turn) subOf(v risk.Verdict, label string) risk.Sub {
	for _, sub := range t.p.Bridge.Subs() {
		for _, r := range sub.Rungs {
			if said := risk.Screen(r.Sentence); r.Label == label && r.Risk != "" && said.Category == v.Category {
				return said.Sub
			}
		}
	}
	return v.Sub
}

// pressedLabel is the label of the choice that was tapped.
func (t *turn) pressedLabel() string {
	_, choice, _ := strings.Cut(strings.TrimPrefix(t.in.Press, "q:"), ":")
	return t.meant(choice)
}

// meant is the label of a choice of the question that waits.
func (t *turn) meant(choice string) string {
	if t.s.Pending == nil {
		return ""
	}
	for _, c := range t.s.Pending.Choices {
		if c.ID == choice {
			return c.Label
		}
	}
	return ""
}
