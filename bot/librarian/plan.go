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

// offered tells whether a document is a step plan or a checklist: only these come without being asked for.
func (all plans) offered(document string) bool {
	kind := all[document].kind
	return kind == content.StepPlan || kind == content.Checklist
}

// planHits is how many documents are looked through for a plan, and planNear how good it must be beside the best.
const (
	planHits = 3
	planNear = 0.8
)

// planFor finds the step plan that fits words of a goal or a step: sure enough to answer
// with, and about as good as the best of all that was found.
func (l *Librarian) planFor(ctx context.Context, organisation int64, wanted dialog.Search) (dialog.Found, error) {
	found, err := l.search(ctx, organisation, wanted.Words, planHits, wanted.Outside)
	if err != nil || !found.Answered {
		return dialog.Found{Release: found.Release}, err
	}
	s, err := l.shelfOf(ctx, organisation)
	if err != nil {
		return dialog.Found{}, err
	}
	for _, h := range found.Hits {
		if s.plans.offered(h.Document) && h.Score >= planNear*found.Hits[0].Score {
			return l.read(ctx, organisation, s.plans.of(h.Document), h.Score)
		}
	}
	return dialog.Found{Release: found.Release}, nil
}
