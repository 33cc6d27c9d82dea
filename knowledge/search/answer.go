package search

import "fmt"

// answer fuses the legs and decides whether the first document is good enough. own
// says that the vectors are the built-in embedder's, whose cosines were calibrated.
func (ix *Index) answer(q question, lexical, vector []found, own bool, k int) Result {
	all := ix.fuse(q, lexical, vector)
	if len(all) == 0 {
		return Result{Why: "no word of the question stands in the release"}
	}
	signs := ix.signs(q, all, own)
	r := Result{Confidence: signs.confidence()}
	r.Answered = r.Confidence >= threshold
	r.Why = signs.why(r.Answered)
	for _, f := range all[:min(max(k, 0), len(all))] {
		r.Hits = append(r.Hits, Hit{
			Passage: ix.ids[f.passage], Doc: ix.docs[f.doc], Score: float64(f.score), Lexical: f.lexical, Vector: f.vector,
		})
	}
	return r
}

// why names the numbers behind the decision.
func (s signs) why(answered bool) string {
	verdict := "not sure enough"
	if answered {
		verdict = "sure enough"
	}
	return fmt.Sprintf("%s: %.0f%% of the question's weight found, score %.2f of what was possible, %.2f ahead of the next",
		verdict, 100*s.coverage, s.score, s.margin)
}
