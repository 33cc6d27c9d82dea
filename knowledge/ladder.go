package knowledge

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// The measures of a ladder.
const (
	minRungs   = 3
	maxRungs   = 7
	maxInGroup = 3 // the second tap shows the rungs of one group
)

// groupNames are the groups as the file and the buttons name them, from low to high.
var groupNames = []struct {
	name  string
	group dialog.Group
}{
	{"moeilijk", dialog.Hard},
	{"gaat wel", dialog.Fair},
	{"goed", dialog.Good},
}

// rung is a rung with what the rules over a whole ladder need: the group as a
// height (0 is hard, -1 is unknown) and the texts with their lines.
type rung struct {
	dialog.Rung
	height                 int
	group, label, sentence text
}

// ladder reads the rungs of a sub-pillar, lowest first. Every group has one to
// three rungs that stand together, and no two labels are alike, so that each
// of the two taps can be answered with buttons.
func (r *bridgeReader) ladder(s object) []dialog.Rung {
	items, line := s.list("rungs", minRungs, maxRungs)
	var rungs []rung
	for i, n := range items {
		rungs = append(rungs, r.rung(n, lineOf(n, line), i+1))
	}
	r.differ(rungs)
	if !slices.ContainsFunc(rungs, func(x rung) bool { return x.height < 0 }) {
		r.rising(rungs)
		r.grouped(rungs, line)
	}
	var all []dialog.Rung
	for _, x := range rungs {
		all = append(all, x.Rung)
	}
	return all
}

func (r *bridgeReader) rung(n ast.Node, line, number int) rung {
	o, ok := r.object(n, line, "a rung", []string{"group", "label", "sentence", "example"}, []string{"risk"})
	if !ok {
		return rung{height: -1}
	}
	x := rung{group: o.text("group"), label: o.text("label"), sentence: o.text("sentence")}
	x.height = r.height(x.group)
	x.Rung = dialog.Rung{
		Number:   number,
		Label:    r.title(x.label, maxButton),
		Sentence: r.firstPerson(x.sentence),
		Example:  r.example(o.text("example"), x.sentence),
		Risk:     r.risk(o.text("risk")),
	}
	if x.height >= 0 {
		x.Group = groupNames[x.height].group
	}
	return x
}

// height is the place of a group from low to high, -1 when there is no such group.
func (r *bridgeReader) height(t text) int {
	for i, g := range groupNames {
		if g.name == t.value {
			return i
		}
	}
	if t.ok {
		r.add(t.line, "no group %q: use goed, gaat wel or moeilijk", t.value)
	}
	return -1
}

func (r *bridgeReader) differ(rungs []rung) {
	seen := map[string]int{}
	for _, x := range rungs {
		label := strings.ToLower(x.label.value)
		if first, double := seen[label]; x.label.ok && double {
			r.add(x.label.line, "label %q is also on line %d: make them differ", x.label.value, first)
		} else if x.label.ok {
			seen[label] = x.label.line
		}
	}
}

func (r *bridgeReader) rising(rungs []rung) {
	for i := 1; i < len(rungs); i++ {
		if rungs[i].height < rungs[i-1].height {
			r.add(rungs[i].group.line, "group %q stands above %q: write the lowest rung first, from moeilijk through gaat wel to goed",
				rungs[i].group.value, rungs[i-1].group.value)
		}
	}
}

// grouped checks how many rungs a group has, and that one message can show them.
func (r *bridgeReader) grouped(rungs []rung, line int) {
	for height, g := range groupNames {
		var in []rung
		for _, x := range rungs {
			if x.height == height {
				in = append(in, x)
			}
		}
		switch {
		case len(in) == 0 && len(rungs) > 0:
			r.add(line, "no rung in group %q: give every group one to %d", g.name, maxInGroup)
		case len(in) > maxInGroup:
			r.add(in[maxInGroup].group.line, "rung %d in group %q: keep at most %d, they are the buttons of one message", maxInGroup+1, g.name, maxInGroup)
		default:
			r.fitsMessage(g.name, in)
			r.markShows(g.name, in)
		}
	}
}

// markShows refuses a mark where the tap on the group already chooses the only
// rung: the screen reads marks off the buttons of the second tap.
func (r *bridgeReader) markShows(group string, in []rung) {
	if len(in) == 1 && in[0].Risk != "" {
		r.add(in[0].group.line, "the rung with mark %q is alone in group %q, so nobody taps it: add a rung beside it", in[0].Risk, group)
	}
}

// risk checks a mark against the labels of the crisis protocol. No danger has
// no mark: "none" would be read as a mark.
func (r *bridgeReader) risk(t text) string {
	category, urgency, _ := strings.Cut(t.value, ":")
	known := risk.Labels(risk.Category(category), risk.Urgency(urgency))
	if t.ok && !known {
		r.add(t.line, "no risk mark %q: use category:urgency such as material:soon, or leave it out", t.value)
	}
	return t.value
}
