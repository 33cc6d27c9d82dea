package picture

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// visual puts a line in the order in which it is drawn, from left to right.
// Hebrew needs no more than that: its letters do not change beside each other.
func visual(line string) string {
	if !hasRightToLeft(line) {
		return line
	}
	var p bidi.Paragraph
	if _, err := p.SetString(line); err != nil {
		return line
	}
	order, err := p.Order()
	if err != nil || order.NumRuns() == 0 {
		return line
	}
	return strings.Join(drawnRuns(order, startsRight(line)), "")
}

// drawnRuns turns the runs that read to the left, and, in a text that reads to
// the left as a whole, their order too: package bidi leaves both to its caller.
func drawnRuns(order bidi.Ordering, right bool) []string {
	runs := make([]string, order.NumRuns())
	for i := range runs {
		run := order.Run(i)
		runs[i] = run.String()
		if run.Direction() == bidi.RightToLeft {
			runs[i] = bidi.ReverseString(runs[i])
		}
	}
	if right {
		slices.Reverse(runs)
	}
	return runs
}

func hasRightToLeft(s string) bool {
	for _, r := range s {
		if readsRight(r) {
			return true
		}
	}
	return false
}

// startsRight tells whether the first letter with a direction reads to the left.
func startsRight(s string) bool {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

func readsRight(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}
