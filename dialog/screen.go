package dialog

import (
	"strings"

	"stapmaat/dialog/risk"
)

// Screen reads an input for danger; the receiver calls it on every input before
// anything else happens. Words are read by package risk; a button may carry a
// mark of its own ("q:12:r1!material:now"), set on the lowest rungs.
func Screen(in Input) risk.Verdict {
	if _, mark, ok := strings.Cut(in.Press, "!"); ok {
		if v, ok := risk.Mark(mark); ok {
			return v
		}
	}
	return risk.Screen(in.Text)
}
