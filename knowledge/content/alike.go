package content

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
)

// Alike is a pair of passages that say nearly the same.
type Alike struct {
	A, B  string  // passage ids
	Share float64 // of the pieces they have together, 0 to 1
}

// shingle is so many words in a row.
const shingle = 4

// NearDuplicates finds pairs of passages that have at least share of their four-word
// pieces together (Jaccard). Passages of one document count too.
func NearDuplicates(all []Passage, share float64) (pairs []Alike) {
	sets := make([]map[uint64]bool, len(all))
	holders := map[uint64][]int{}
	for i, p := range all {
		sets[i] = shingles(p.Text)
		for s := range sets[i] {
			holders[s] = append(holders[s], i)
		}
	}
	for i := range all {
		common := map[int]int{}
		for s := range sets[i] {
			for _, j := range holders[s] {
				if j > i {
					common[j]++
				}
			}
		}
		for j, n := range common {
			if got := float64(n) / float64(len(sets[i])+len(sets[j])-n); got >= share {
				pairs = append(pairs, Alike{A: all[i].ID, B: all[j].ID, Share: got})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b Alike) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), strings.Compare(a.A, b.A), strings.Compare(a.B, b.B))
	})
	return pairs
}

func shingles(text string) map[uint64]bool {
	words := strings.Fields(strings.ToLower(text))
	set := map[uint64]bool{}
	for i := 0; i+shingle <= len(words); i++ {
		h := fnv.New64a()
		_, _ = h.Write([]byte(strings.Join(words[i:i+shingle], " "))) // a hash takes everything
		set[h.Sum64()] = true
	}
	return set
}
