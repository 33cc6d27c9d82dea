package search

import "sort"

// scored is an item and its score.
type scored struct {
	item  int32
	score float32
}

// before is the one order of results: higher scores first, then by the item's place,
// which is the order of ids.
func (s scored) before(o scored) bool {
	if s.score != o.score {
		return s.score > o.score
	}
	return s.item < o.item
}

// best keeps the k best of what is offered: a heap with the worst on top.
type best struct {
	items []scored
	k     int
}

func newBest(k int) *best { return &best{items: make([]scored, 0, k), k: k} }

func (b *best) offer(item int32, score float32) {
	if len(b.items) == b.k && (b.k == 0 || score < b.items[0].score) {
		return
	}
	s := scored{item, score}
	if len(b.items) < b.k {
		b.items = append(b.items, s)
		for i := len(b.items) - 1; i > 0; {
			up := (i - 1) / 2
			if !b.items[up].before(b.items[i]) {
				return
			}
			b.items[up], b.items[i] = b.items[i], b.items[up]
			i = up
		}
		return
	}
	if !s.before(b.items[0]) {
		return
	}
	b.items[0] = s
	b.sink()
}

func (b *best) sink() {
	for i := 0; ; {
		worst := i
		for _, down := range [2]int{2*i + 1, 2*i + 2} {
			if down < len(b.items) && b.items[worst].before(b.items[down]) {
				worst = down
			}
		}
		if worst == i {
			return
		}
		b.items[i], b.items[worst] = b.items[worst], b.items[i]
		i = worst
	}
}

func (b *best) sorted() []scored {
	sort.Slice(b.items, func(i, j int) bool { return b.items[i].before(b.items[j]) })
	return b.items
}
