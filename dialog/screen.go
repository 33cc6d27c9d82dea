package dialog

import (
	"strings"

	"stapmaat/dialog/risk"
)

// Screen reads one input for danger, without what was said before it. Words are read
// by package risk; a button may carry a mark of its own ("q:12:r1!material:now"), set
// on the lowest rungs.
func Screen(in Input) risk.Verdict {
	if strings.Contains(in.Press, "!") {
		if v, ok := marked(in.Press); ok {
			return v
		}
	}
	return risk.Screen(in.Text)
}
