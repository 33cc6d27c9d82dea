package telegram

import "sync"

// chatOf is a chat of one bot.
type chatOf struct{ bot, chat int64 }

// recently remembers which groups were left, so that a hundred updates from one
// make one goodbye. It forgets everything when it is full.
type recently struct {
	mu   sync.Mutex
	seen map[chatOf]bool
}

const remembered = 1000

// first says whether c was not there yet, and puts it there.
func (r *recently) first(c chatOf) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen[c] {
		return false
	}
	if r.seen == nil || len(r.seen) >= remembered {
		r.seen = map[chatOf]bool{}
	}
	r.seen[c] = true
	return true
}

func (r *recently) forget(c chatOf) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.seen, c)
}
