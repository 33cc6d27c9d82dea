package librarian

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"stapmaat/knowledge/content"
	"stapmaat/knowledge/search"
	"stapmaat/store/library"
)

// batch is how many passages an embedding endpoint gets at once.
const batch = 64

// SureFrom is the confidence from which a question is answered.
const SureFrom = search.SureFrom

// goldenAmong is among how many documents a golden question must find its own.
const goldenAmong = 3

// Work builds every release that is wanted, and tells how many.
func (l *Librarian) Work(ctx context.Context) (built int, err error) {
	for {
		_, one, err := l.db.Build(ctx, l.make)
		if err != nil || !one {
			return built, err
		}
		built++
	}
}

// make is the library.Maker: it embeds every passage and tries the golden questions.
func (l *Librarian) make(ctx context.Context, _ library.Release, all []library.Chosen) (library.Made, error) {
	passages := chosen(all, func(content.Document) bool { return true })
	if len(passages) == 0 {
		return library.Made{}, nil
	}
	// What answers is learned from what participants can read, so that is what is tried.
	read := chosen(all, forPeople)
	if len(read) == 0 {
		read = passages
	}
	index, err := search.Build(read, search.Options{})
	if err != nil {
		return library.Made{}, err
	}
	var e search.Embedder = index.Embedder()
	if l.outside != nil {
		e = l.outside
	}
	vectors, err := embed(ctx, e, passages)
	if err != nil {
		return library.Made{}, err
	}
	faults := Golden(index, all)
	if l.outside != nil {
		lost, err := l.goldenOutside(ctx, index, all, vectors)
		if err != nil {
			return library.Made{}, err
		}
		faults = append(faults, lost...)
	}
	return library.Made{Embedder: e.Name(), Dimensions: e.Dims(), QueryPrefix: e.QueryPrefix(), PassagePrefix: e.PassagePrefix(), Vectors: vectors, Faults: faults}, nil
}

func forPeople(d content.Document) bool { return d.Audience == content.ForParticipants }

func chosen(all []library.Chosen, wanted func(content.Document) bool) (passages []search.Passage) {
	for _, c := range all {
		if !wanted(c.Document) {
			continue
		}
		for _, p := range c.Passages {
			passages = append(passages, search.Passage{ID: p.ID, Doc: c.Document.Key, Title: c.Document.Title, Heading: p.Heading,
				Text: p.Text, Short: p.Short, Questions: p.Questions})
		}
	}
	return passages
}

func embed(ctx context.Context, e search.Embedder, passages []search.Passage) (map[string][]float32, error) {
	vectors := make(map[string][]float32, len(passages))
	for from := 0; from < len(passages); from += batch {
		part := passages[from:min(from+batch, len(passages))]
		texts := make([]string, len(part))
		for i, p := range part {
			texts[i] = e.PassagePrefix() + search.PassageText(p)
		}
		got, err := e.Embed(ctx, texts)
		if err != nil {
			return nil, fmt.Errorf("embedding passages: %w", err)
		}
		for i, p := range part {
			vectors[p.ID] = got[i]
		}
	}
	return vectors, nil
}

// Golden lists the golden questions of documents for participants that the index does not
// answer with their own document among the first three.
func Golden(index *search.Index, all []library.Chosen) (faults []string) {
	for _, c := range all {
		if !forPeople(c.Document) {
			continue
		}
		for _, g := range c.Document.Golden {
			if !finds(index.Search(g.Question, goldenAmong), c.Document.Key) {
				faults = append(faults, c.Document.Key+": "+g.Question)
			}
		}
	}
	return faults
}

func finds(r search.Result, document string) bool {
	for _, h := range r.Hits {
		if h.Doc == document {
			return r.Answered
		}
	}
	return false
}

// GoldenLive asks the golden questions of an organisation's live release the way people
// ask, and lists the keys of the documents that one of theirs does not find any more.
func (l *Librarian) GoldenLive(ctx context.Context, organisation int64) (lost []string, err error) {
	r, err := l.db.Live(ctx, organisation)
	if errors.Is(err, library.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := l.db.Golden(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	for _, g := range all {
		found, err := l.Search(ctx, organisation, g.Question, goldenAmong)
		if err != nil {
			return nil, err
		}
		among := slices.ContainsFunc(found.Hits, func(h Hit) bool { return h.Document == g.Document })
		if !(found.Answered && among) && !slices.Contains(lost, g.Document) {
			lost = append(lost, g.Document)
		}
	}
	return lost, nil
}
