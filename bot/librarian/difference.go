package librarian

import (
	"context"
	"errors"

	"stapmaat/store/library"
)

// Difference is what a release made now would change, by keys of documents.
type Difference struct {
	New, Changed, Gone, Expired []string
}

// Same tells that nothing would change.
func (d Difference) Same() bool { return len(d.New)+len(d.Changed)+len(d.Gone) == 0 }

// Difference compares what is approved now with what is live.
func (l *Librarian) Difference(ctx context.Context, organisation int64) (Difference, error) {
	var d Difference
	coming, expired, err := l.db.Coming(ctx, organisation)
	if err != nil {
		return d, err
	}
	live := map[string]int{}
	r, err := l.db.Live(ctx, organisation)
	if err == nil {
		live, err = l.db.Versions(ctx, r.ID)
	}
	if err != nil && !errors.Is(err, library.ErrNotFound) {
		return d, err
	}
	d.Expired = expired
	for _, v := range coming {
		switch before, ok := live[v.Key]; {
		case !ok:
			d.New = append(d.New, v.Key)
		case before != v.Version:
			d.Changed = append(d.Changed, v.Key)
		}
		delete(live, v.Key)
	}
	for key := range live {
		d.Gone = append(d.Gone, key)
	}
	return d, nil
}
