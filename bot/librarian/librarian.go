// Package librarian brings content and search together: it makes releases, tries their
// golden questions, keeps the index of each organisation's live release at hand, and
// answers a question with passages that may be read.
package librarian

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"stapmaat/bot/model"
	"stapmaat/knowledge/search"
	"stapmaat/store/library"
)

// Librarian is safe for concurrent use.
type Librarian struct {
	db     *library.DB
	reader *library.Reader
	// outside is an embedding endpoint; nil for the built-in embedder, which every release learns anew.
	outside search.Embedder
	breaker model.Breaker // of it, for questions

	mu   sync.Mutex
	live map[int64]*shelf // by organisation

	coming map[int64]*draftShelf
}

// shelf is the index of one live release.
type shelf struct {
	release library.Release
	index   *search.Index // nil when the release holds nothing for participants
	plans   plans
}

// New makes one. outside may be nil.
func New(db *library.DB, reader *library.Reader, outside search.Embedder) *Librarian {
	return &Librarian{db: db, reader: reader, outside: outside, live: map[int64]*shelf{}, coming: map[int64]*draftShelf{}}
}

// Found is what the live release says to a question.
type Found struct {
	Release    int // its number; 0 when there is no release yet
	Answered   bool
	Confidence float64
	Why        string   // for staff, without words of the question
	Hits       []Hit    // best first, at most one a document
	Topic      []string // what the question is about, in the library's own words
}

// Hit is a passage that may be read, and how it was found.
type Hit struct {
	library.Quote
	Score           float64
	Lexical, Vector search.Leg
}

// Search answers a question of staff out of an organisation's live release, as those of
// people are answered who said yes to a model, with at most most passages. What was
// withdrawn or went out of date a moment ago is not among them; when that was the best one,
// nothing is answered.
func (l *Librarian) Search(ctx context.Context, organisation int64, question string, most int) (Found, error) {
	return l.search(ctx, organisation, question, most, true)
}

func (l *Librarian) search(ctx context.Context, organisation int64, question string, most int, outside bool) (Found, error) {
	s, err := l.shelfOf(ctx, organisation)
	if errors.Is(err, library.ErrNotFound) || err == nil && s.index == nil {
		return Found{Why: "no release"}, nil
	}
	if err != nil {
		return Found{}, err
	}
	result, err := l.look(ctx, s, question, most, outside)
	if err != nil {
		return Found{}, err
	}
	ids := make([]string, len(result.Hits))
	for i, h := range result.Hits {
		ids[i] = h.Passage
	}
	quotes, err := l.reader.Passages(ctx, organisation, ids)
	if err != nil {
		return Found{}, err
	}
	f := Found{Release: s.release.Number, Answered: result.Answered, Confidence: result.Confidence, Why: result.Why, Topic: s.index.Topic(question)}
	byID := make(map[string]library.Quote, len(quotes))
	for _, q := range quotes {
		byID[q.ID] = q
	}
	for i, h := range result.Hits {
		q, ok := byID[h.Passage]
		if !ok {
			f.Answered = f.Answered && i > 0
			continue
		}
		f.Hits = append(f.Hits, Hit{Quote: q, Score: h.Score, Lexical: h.Lexical, Vector: h.Vector})
	}
	return f, nil
}

// Warm gets the index of what is live ready, so that nobody's question waits for it.
func (l *Librarian) Warm(ctx context.Context, organisation int64) error {
	_, err := l.shelfOf(ctx, organisation)
	if errors.Is(err, library.ErrNotFound) {
		return nil
	}
	return err
}

// nearby is how many passages the vector leg hands over.
const nearby = 100

// look asks both legs of the search. Where the release's vectors can't be asked, the index
// has vectors of its own in memory: those of the built-in embedder.
func (l *Librarian) look(ctx context.Context, s *shelf, question string, most int, outside bool) (search.Result, error) {
	if l.outside != nil {
		near, err := l.nearOutside(ctx, s, question, outside)
		if err != nil || near == nil {
			return s.index.Search(question, most), err
		}
		return s.index.SearchNear(question, most, near, false), nil
	}
	e := s.index.Embedder()
	if e == nil || e.Name() != s.release.Embedder || e.Dims() != s.release.Dimensions {
		return s.index.Search(question, most), nil
	}
	near, err := l.nearest(ctx, s, s.index.Vector(question))
	return s.index.SearchNear(question, most, near, true), err
}

func (l *Librarian) nearest(ctx context.Context, s *shelf, vector []float32) ([]search.Near, error) {
	if isZero(vector) {
		return nil, nil
	}
	found, err := l.reader.Nearest(ctx, s.release.Organisation, vector, nearby)
	if err != nil {
		return nil, err
	}
	near := make([]search.Near, len(found))
	for i, f := range found {
		near[i] = search.Near(f)
	}
	return near, nil
}

func isZero(v []float32) bool {
	for _, x := range v {
		if x != 0 {
			return false
		}
	}
	return true
}

// shelfOf is the index of what is live now. One that is live no longer is dropped.
func (l *Librarian) shelfOf(ctx context.Context, organisation int64) (*shelf, error) {
	r, err := l.db.Live(ctx, organisation)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.live[organisation]; s != nil && s.release.ID == r.ID {
		return s, nil
	}
	delete(l.live, organisation)
	indexed, err := l.db.Indexed(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	s := &shelf{release: r, plans: plansOf(indexed)}
	if passages := forParticipants(indexed); len(passages) > 0 {
		if s.index, err = search.Build(passages, search.Options{}); err != nil {
			return nil, fmt.Errorf("indexing release %d: %w", r.Number, err)
		}
	}
	l.live[organisation] = s
	return s, nil
}

func forParticipants(all []library.Indexed) []search.Passage {
	var kept []search.Passage
	for _, p := range all {
		if p.ForParticipants {
			kept = append(kept, search.Passage{ID: p.ID, Doc: p.Document, Title: p.Title, Heading: p.Heading, Text: p.Words, Short: p.Short, Questions: p.Questions})
		}
	}
	return kept
}
