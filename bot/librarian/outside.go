package librarian

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/model"
	"stapmaat/knowledge/search"
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
