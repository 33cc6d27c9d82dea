package librarian

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/model"
	"stapmaat/knowledge/search"
	"stapmaat/store/library"
)

// outsideWithin bounds how long a question waits for an embedding endpoint: talks are
// locked meanwhile.
const outsideWithin = 60 * time.Millisecond

// nearOutside asks the embedding endpoint that the release was made with, and pgvector.
// Only words that the library itself uses are sent, and only where allowed says so. nil
// without an error means that the question is to be looked up without the endpoint: it may
// not be asked, it has another model now, nothing is left to ask, or it did not answer.
func (l *Librarian) nearOutside(ctx context.Context, s *shelf, question string, allowed bool) ([]search.Near, error) {
	e := l.outside
	if !allowed || e.Name() != s.release.Embedder || e.Dims() != s.release.Dimensions || e.PassagePrefix() != s.release.PassagePrefix {
		return nil, nil
	}
	bare := s.index.Bare(question)
	if bare == "" || l.breaker.Enter() != nil {
		return nil, nil
	}
	within, cancel := context.WithTimeout(ctx, outsideWithin)
	defer cancel()
	vectors, err := e.Embed(within, []string{e.QueryPrefix() + bare})
	switch {
	case err == nil:
		l.breaker.Leave(nil)
	case ctx.Err() != nil:
		l.breaker.Leave(context.Canceled) // somebody else's haste says nothing of the endpoint
		return nil, nil
	default:
		l.breaker.Leave(model.ErrDown)
		zerolog.Ctx(ctx).Warn().Err(err).Msg("a question was looked up without the embedding endpoint")
		return nil, nil
	}
	return l.nearest(ctx, s, vectors[0])
}

// goldenOutside lists the golden questions that do not find their document with the
// endpoint's vectors, asked as those of people are. What they find without stands in Golden.
func (l *Librarian) goldenOutside(ctx context.Context, index *search.Index, all []library.Chosen, vectors map[string][]float32) (faults []string, err error) {
	type golden struct{ document, question string }
	var asked []golden
	var texts []string
	for _, c := range all {
		for _, g := range c.Document.Golden {
			if bare := index.Bare(g.Question); bare != "" && forPeople(c.Document) {
				asked = append(asked, golden{c.Document.Key, g.Question})
				texts = append(texts, l.outside.QueryPrefix()+bare)
			}
		}
	}
	for from := 0; from < len(texts); from += batch {
		to := min(from+batch, len(texts))
		got, err := l.outside.Embed(ctx, texts[from:to])
		if err != nil {
			return nil, fmt.Errorf("embedding golden questions: %w", err)
		}
		for i, v := range got {
			g := asked[from+i]
			if !finds(index.SearchNear(g.question, goldenAmong, mostLike(v, vectors), false), g.document) {
				faults = append(faults, g.document+": "+g.question)
			}
		}
	}
	return faults, nil
}

// mostLike is what pgvector would say: the nearest passages of a release that is not kept yet.
func mostLike(question []float32, vectors map[string][]float32) []search.Near {
	near := make([]search.Near, 0, len(vectors))
	for id, v := range vectors {
		dot := 0.0
		for i := range v {
			dot += float64(v[i]) * float64(question[i])
		}
		near = append(near, search.Near{ID: id, Similarity: dot})
	}
	slices.SortFunc(near, func(a, b search.Near) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.ID, b.ID))
	})
	return near[:min(nearby, len(near))]
}
