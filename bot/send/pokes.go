package send

import (
	"slices"
	"sync"
)

// pokes gathers which bots may have something to send. Looking costs by the bot, and
// most of a process's bots are quiet at any moment.
type pokes struct {
	signal chan struct{} // holds one when there is news

	mu   sync.Mutex
	all  bool
	bots map[int64]bool
}

func newPokes() *pokes { return &pokes{signal: make(chan struct{}, 1), bots: map[int64]bool{}} }

// add never blocks. No bots means all.
func (p *pokes) add(bots []int64) {
	p.mu.Lock()
	p.all = p.all || len(bots) == 0
	for _, b := range bots {
		p.bots[b] = true
	}
	p.mu.Unlock()
	select {
	case p.signal <- struct{}{}:
	default:
	}
}

// take gives what was added since the last time; no bots means all of held.
func (p *pokes) take(held []int64) []int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer clear(p.bots)
	if p.all {
		p.all = false
		return held
	}
	return slices.DeleteFunc(slices.Clone(held), func(b int64) bool { return !p.bots[b] })
}
