package librarian

import (
	"context"

	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/store/library"
)

// plans names, by document, the passage whose steps somebody can take.
type plans map[string]plan

type plan struct {
	passage string
	n       int
	kind    content.Kind
}

// plansOf finds the first passage with steps of every document that people may take steps
// from. The steps of an exercise or a tip are done at once, and are no plan.
func plansOf(all []library.Indexed) plans {
	found := plans{}
	for _, p := range all {
		switch p.Kind {
		case content.StepPlan, content.Checklist, content.Right, content.Explanation:
		default:
			continue
		}
		if old, ok := found[p.Document]; p.HasSteps && p.ForParticipants && (!ok || p.N < old.n) {
			found[p.Document] = plan{p.ID, p.N, p.Kind}
		}
	}
	return found
}

// of is the passage to take steps from when another of its document was found; "" when there is none.
func (all plans) of(document string) string { return all[document].passage }

// offers tells whether a document comes without being asked for: it is a step plan or a
// checklist, and clearly the best of what was found, next being the score of the second.
func (all plans) offers(document string, score, next float64) bool {
	kind := all[document].kind
	return (kind == content.StepPlan || kind == content.Checklist) && next <= planAhead*score
}

// planHits are the best document and the one that it must be better than, and planAhead how
// much: measured on goals as people say them (testdata/goals.tsv), where what is no clear
// best was mostly wrong.
const (
	planHits  = 2
	planAhead = 0.95
)

// planFor finds the step plan that fits words of a goal or a step: sure enough to answer with.
func (l *Librarian) planFor(ctx context.Context, organisation int64, wanted dialog.Search) (dialog.Found, error) {
	found, err := l.search(ctx, organisation, wanted.Words, planHits, wanted.Outside)
	if err != nil || !found.Answered {
		return dialog.Found{Release: found.Release}, err
	}
	s, err := l.shelfOf(ctx, organisation)
	if err != nil {
		return dialog.Found{}, err
	}
	next := 0.0
	if len(found.Hits) > 1 {
		next = found.Hits[1].Score
	}
	if len(found.Hits) == 0 || !s.plans.offers(found.Hits[0].Document, found.Hits[0].Score, next) {
		return dialog.Found{Release: found.Release}, nil
	}
	return l.read(ctx, organisation, s.plans.of(found.Hits[0].Document), found.Hits[0].Score)
}
