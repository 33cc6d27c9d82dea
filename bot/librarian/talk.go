package librarian

import (
	"context"
	"errors"
	"slices"

	"stapmaat/dialog"
	"stapmaat/store/library"
)

// hits is how many passages a talk gets: the one to say, and others to compare it with.
const hits = 3

// ForTalk answers what a talk asks: a question, a step plan, or a passage once more. It is
// what turns call while talks are locked: an embedding endpoint gets a moment, and only where
// the person lets it.
func (l *Librarian) ForTalk(ctx context.Context, organisation int64, s dialog.Search) (dialog.Found, error) {
	switch {
	case s.Passage != "":
		return l.read(ctx, organisation, s.Passage, 1)
	case s.Plan:
		return l.planFor(ctx, organisation, s)
	}
	found, err := l.search(ctx, organisation, s.Words, hits, s.Outside)
	if err != nil {
		return dialog.Found{}, err
	}
	f := dialog.Found{Release: found.Release, Answered: found.Answered && len(found.Hits) > 0, Topic: found.Topic}
	for _, h := range found.Hits {
		f.Passages = append(f.Passages, passage(h.Quote, h.Score))
	}
	return f, nil
}

// read reads one passage of what is live now.
func (l *Librarian) read(ctx context.Context, organisation int64, id string, score float64) (dialog.Found, error) {
	quotes, err := l.reader.Passages(ctx, organisation, []string{id})
	if err != nil || len(quotes) == 0 {
		return dialog.Found{}, err
	}
	s, err := l.shelfOf(ctx, organisation)
	if errors.Is(err, library.ErrNotFound) {
		return dialog.Found{}, nil
	}
	if err != nil {
		return dialog.Found{}, err
	}
	p := passage(quotes[0], score)
	p.Plan = s.plans.of(quotes[0].Document)
	return dialog.Found{Answered: true, Release: quotes[0].Release, Passages: []dialog.Passage{p}}, nil
}

func passage(q library.Quote, score float64) dialog.Passage {
	p := dialog.Passage{ID: q.ID, Title: q.Title, Kind: string(q.Kind), Money: slices.Contains(q.Pillars, "money"), Source: q.Source,
		Short: q.Short, Words: q.Words, Steps: q.Steps, Score: score}
	if q.CheckedOn != nil {
		p.CheckedOn = *q.CheckedOn
	}
	for _, f := range q.FitsWhen {
		p.FitsWhen = append(p.FitsWhen, dialog.DebtHelp(f))
	}
	return p
}
