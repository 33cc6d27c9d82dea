package search

// fused is a document with what both legs made of it.
type fused struct {
	found
	lexical, vector Leg
}

// fuse adds the legs, each measured against its own best: ranks alone would throw
// away how much better the first is, which is most of what is known. A document that
// has more of what was asked, however often, goes before one with much of a part.
func (ix *Index) fuse(q question, lexical, vector []found) []fused {
	at := map[int32]int{}
	var all []fused
	for i, f := range lexical {
		at[f.doc] = len(all)
		all = append(all, fused{
			found:   found{f.doc, f.passage, f.score / lexical[0].score},
			lexical: Leg{float64(f.score), i + 1},
		})
	}
	for i, f := range vector {
		if f.score <= 0 {
			break
		}
		share := float32(ix.tuning.Vector) * f.score / vector[0].score
		leg := Leg{float64(f.score), i + 1}
		if j, ok := at[f.doc]; ok {
			all[j].vector = leg
			all[j].score += share
			continue
		}
		all = append(all, fused{found: found{f.doc, f.passage, share}, vector: leg})
	}
	for i := range all {
		all[i].score += float32(ix.tuning.Covered * ix.coverage(q, all[i].doc))
	}
	order := newBest(len(all))
	for i, f := range all {
		order.offer(f.doc, f.score)
		at[f.doc] = i
	}
	out := make([]fused, 0, len(all))
	for _, s := range order.sorted() {
		out = append(out, all[at[s.item]])
	}
	return out
}

// coverage is the share of a question's weight (idf) that the document has.
func (ix *Index) coverage(q question, doc int32) float64 {
	have, asked := 0.0, 0.0
	for _, c := range q.concepts {
		if c.added {
			continue
		}
		asked += c.weight * c.idf
		have += c.weight * c.idf * ix.strength(c, doc)
	}
	if asked == 0 {
		return 0
	}
	return have / asked
}

// strength is the weight of the best alternative of a concept that the document has.
func (ix *Index) strength(c concept, doc int32) float64 {
	best := 0.0
	for _, a := range c.alternatives {
		if a.weight > best && ix.document.has(a.term, doc) {
			best = a.weight
		}
	}
	return best
}
