package librarian_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/librarian"
)

// A plan that does not fit is worse than none: who has no plan is asked for a step of her own.
func TestGoalsFindTheirStepPlan(t *testing.T) {
	t.Parallel()
	s := readStarter(t)
	var found, right, kept tally
	for _, g := range listed(t, "testdata/goals.tsv") {
		document, r := librarian.PlanFor(s.index, s.chosen, g.question)
		if g.document == "-" {
			kept.add(document == "")
		} else {
			require.Contains(t, s.reports, g.document)
			found.add(document == g.document)
			if document != "" {
				right.add(document == g.document)
			}
		}
		if document != g.document && (document != "" || g.document != "-") {
			t.Logf("offered %q (sure %.2f), wanted %s: %s", document, r.Confidence, g.document, g.question)
			for _, h := range r.Hits {
				t.Logf("    %s %.4f", h.Doc, h.Score)
			}
		}
	}
	for _, figure := range []struct {
		what  string
		got   tally
		floor float64
	}{
		{"a plan fits and is offered", found, 0.75},
		{"of those with a plan, the right one", right, 0.9},
		{"no plan fits and none is offered", kept, 0.9},
	} {
		t.Logf("%-36s %.3f (%d of %d), at least %.2f", figure.what, figure.got.share(), figure.got.yes, figure.got.of, figure.floor)
		require.GreaterOrEqual(t, figure.got.share(), figure.floor, figure.what)
	}
}
