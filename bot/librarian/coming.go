package librarian

import (
	"context"
	"fmt"
	"strings"

	"stapmaat/knowledge/search"
	"stapmaat/store/library"
)

// draftShelf is the index of what a release made now would hold. Nobody reads from it but who tries it.
type draftShelf struct {
	holds  string // which versions
	index  *search.Index
	quotes map[string]library.Quote
}

// SearchComing answers a question as a release made now would: out of what is approved,
// with an index of its own in memory. It is for who tries; people never read it.
func (l *Librarian) SearchComing(ctx context.Context, organisation int64, question string, most int) (Found, error) {
	s, err := l.comingOf(ctx, organisation)
	if err != nil || s.index == nil {
		return Found{Why: "nothing approved"}, err
	}
	result := s.index.Search(question, most)
	f := Found{Answered: result.Answered, Confidence: result.Confidence, Why: result.Why}
	for _, h := range result.Hits {
		f.Hits = append(f.Hits, Hit{Quote: s.quotes[h.Passage], Score: h.Score, Lexical: h.Lexical, Vector: h.Vector})
	}
	return f, nil
}

// comingOf makes the index anew when other versions are approved than the last time.
func (l *Librarian) comingOf(ctx context.Context, organisation int64) (*draftShelf, error) {
	versions, _, err := l.db.Coming(ctx, organisation)
	if err != nil {
		return nil, err
	}
	var holds strings.Builder
	for _, v := range versions {
		_, _ = fmt.Fprintf(&holds, "%s %d\n", v.Key, v.Version) // a builder takes everything
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.coming[organisation]; s != nil && s.holds == holds.String() {
		return s, nil
	}
	s, err := draftOf(versions)
	if err != nil {
		return nil, err
	}
	s.holds = holds.String()
	l.coming[organisation] = s
	return s, nil
}

func draftOf(versions []library.Version) (*draftShelf, error) {
	s := &draftShelf{quotes: map[string]library.Quote{}}
	var all []library.Chosen
	for _, v := range versions {
		d, err := v.Parsed()
		if err != nil {
			return nil, fmt.Errorf("reading version %d of %s: %w", v.Version, v.Key, err)
		}
		c := library.Chosen{Version: v, Document: d}
		c.Passages, _ = d.Cut()
		all = append(all, c)
		for i, p := range c.Passages {
			q := library.Quote{ID: p.ID, Document: d.Key, Title: d.Title, Kind: d.Kind, Audience: d.Audience, Pillars: d.Pillars, FitsWhen: d.FitsWhen,
				Source: d.Source, N: i, Heading: p.Heading, Words: p.Text, Short: p.Short, Steps: p.Steps}
			if checked := d.CheckedOn; !checked.IsZero() {
				q.CheckedOn = &checked
			}
			s.quotes[p.ID] = q
		}
	}
	passages := chosen(all, forPeople)
	if len(passages) == 0 {
		return s, nil
	}
	var err error
	if s.index, err = search.Build(passages, search.Options{}); err != nil {
		return nil, fmt.Errorf("indexing what is approved: %w", err)
	}
	return s, nil
}
