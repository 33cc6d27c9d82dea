package librarian

import (
	"stapmaat/knowledge/search"
	"stapmaat/store/library"
)

// PlanFor is the document whose steps are offered for a goal; "" for none.
func PlanFor(ix *search.Index, chosen []library.Chosen, goal string) (document string, result search.Result) {
	var indexed []library.Indexed
	for _, c := range chosen {
		for i, p := range c.Passages {
			indexed = append(indexed, library.Indexed{ID: p.ID, Document: c.Document.Key, Kind: c.Document.Kind, N: i, HasSteps: len(p.Steps) > 0, ForParticipants: true})
		}
	}
	all := plansOf(indexed)
	result = ix.Search(goal, planHits)
	next := 0.0
	if len(result.Hits) > 1 {
		next = result.Hits[1].Score
	}
	if !result.Answered || !all.offers(result.Hits[0].Doc, result.Hits[0].Score, next) {
		return "", result
	}
	return result.Hits[0].Doc, result
}
