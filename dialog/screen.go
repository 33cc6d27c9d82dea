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
	return certain(risk.Screen(in.Text))
}

// certain turns a question that the rules would put today into a page, since the
// talk can't put such questions yet: better a human too often than danger that
// nobody saw. What only the classifier doubts about stays a question, which nobody
// asks: it is wrong too often to call a human for. So do signs of violence: what
// the bot then says may be read by the one who hits.
func certain(v risk.Verdict) risk.Verdict {
	if v.Outcome != risk.Ask || v.Layer == risk.ByClassifier || v.Urgency == risk.Soon {
		return v
	}
	switch v.Category {
	case risk.Suicide, risk.Selfharm, risk.ChildSafety, risk.Medical:
		v.Outcome = risk.Page
	}
	return v
}
