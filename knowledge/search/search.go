package search

// How many documents and passages a leg hands to the fusion.
const (
	legDocs     = 50
	legPassages = 100
)

// Search gives the best k documents for a question, with the in-memory vector leg
// when the index has one. Any bytes are a question; the same ones get the same answer.
func (ix *Index) Search(text string, k int) Result {
	q := ix.understand(text)
	var vector []found
	if ix.vectors != nil {
		vector = ix.nearest(q)
	}
	return ix.answer(q, ix.lexical(q), vector, ix.vectors != nil, k)
}

// SearchNear is Search with the hits of a vector leg outside, such as pgvector's, in
// place of the one in memory. Ids that the index does not know are left out: a
// release may have been swapped meanwhile. No hits at all leaves the lexical leg alone.
// own says that they are by Vector, whose likeness was calibrated.
func (ix *Index) SearchNear(text string, k int, near []Near, own bool) Result {
	q := ix.understand(text)
	hits := make([]scored, 0, len(near))
	for _, n := range near {
		if i, ok := ix.byID[n.ID]; ok && n.Similarity == n.Similarity { // NaN is no likeness
			hits = append(hits, scored{i, float32(n.Similarity)})
		}
	}
	return ix.answer(q, ix.lexical(q), ix.byDocument(hits), own, k)
}

// Vector is a question as the built-in embedder sees it once it was understood; nil
// without vectors, or when no word of it is known.
func (ix *Index) Vector(text string) []float32 {
	if ix.learned == nil {
		return nil
	}
	if v := ix.learned.vector(ix.features(ix.understand(text))); !isZero(v) {
		return v
	}
	return nil
}

// Embedder is the built-in embedder learned from this release, or nil without vectors.
func (ix *Index) Embedder() *Learned { return ix.learned }

// found is a document, its best passage, and its score in one leg.
type found struct {
	doc, passage int32
	score        float32
}

// nearest embeds the question as it was understood and ranks documents by their most like passage.
func (ix *Index) nearest(q question) []found {
	vector := ix.learned.vector(ix.features(q))
	if isZero(vector) {
		return nil
	}
	return ix.byDocument(ix.vectors.nearest(vector, legPassages))
}

func isZero(vector []float32) bool {
	for _, v := range vector {
		if v != 0 {
			return false
		}
	}
	return true
}

// features are the question's words as the built-in embedder knows them.
func (ix *Index) features(q question) []weighted {
	counts := map[string]float64{}
	for _, w := range q.said {
		counts[w.name] = max(counts[w.name], w.weight)
	}
	out := make([]weighted, 0, len(counts))
	for _, w := range ordered(counts) {
		out = append(out, weighted{w.name, counts[w.name]})
	}
	return out
}

// byDocument keeps each document's best passage, best first.
func (ix *Index) byDocument(hits []scored) []found {
	top := map[int32]scored{}
	for _, h := range hits {
		if t, ok := top[ix.docOf[h.item]]; !ok || h.before(t) {
			top[ix.docOf[h.item]] = h
		}
	}
	best := newBest(legDocs)
	for doc, h := range top {
		best.offer(doc, h.score)
	}
	out := make([]found, 0, len(best.items))
	for _, s := range best.sorted() {
		out = append(out, found{s.item, top[s.item].item, s.score})
	}
	return out
}
