package main

import (
	"context"
	"errors"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/config"
	"stapmaat/bot/librarian"
	"stapmaat/knowledge"
	"stapmaat/store/library"
)

// books is approved content, opened: what is kept, what may be read, and who looks it up.
type books struct {
	*library.DB
	reader    *library.Reader
	librarian *librarian.Librarian
}

// openBooks connects to the content of all organisations.
func openBooks(ctx context.Context, c config.Config, readers int, clock func() time.Time) (*books, error) {
	outside, err := openEmbedder(c)
	if err != nil {
		return nil, err
	}
	url := c.DatabaseURL.Reveal()
	db, err := library.Open(ctx, url, clock)
	if err != nil {
		return nil, err
	}
	reader, err := library.OpenReader(ctx, url, readers, clock)
	if err != nil {
		db.Close()
		return nil, err
	}
	return &books{DB: db, reader: reader, librarian: librarian.New(db, reader, outside)}, nil
}

// close disconnects.
func (b *books) close() {
	b.DB.Close()
	b.reader.Close()
}

// lookEvery is how often releases that are wanted are looked for.
const lookEvery = 5 * time.Second

// keep makes the releases that are wanted, until ctx ends. organisations lists whose
// content is kept here; one that has none yet gets the library that ships with the program.
func (b *books) keep(ctx context.Context, organisations func(context.Context) ([]int64, error), put putting) {
	for {
		// What stops new releases, such as an embedding endpoint that is down, stops nothing else.
		err := errors.Join(b.look(ctx, organisations), b.watch(ctx, organisations, put))
		if err != nil && ctx.Err() == nil {
			zerolog.Ctx(ctx).Error().Err(err).Msg("content was not brought up to date")
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookEvery):
		}
	}
}

func (b *books) look(ctx context.Context, organisations func(context.Context) ([]int64, error)) error {
	all, err := organisations(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if err := b.start(ctx, o); err != nil {
			return err
		}
	}
	_, err = b.librarian.Work(ctx)
	for _, o := range all {
		err = errors.Join(err, b.librarian.Warm(ctx, o))
	}
	return err
}

// start gives an organisation without any content the library that ships with the
// program, as its release 1.
func (b *books) start(ctx context.Context, organisation int64) error {
	some, err := b.Any(ctx, organisation)
	if err != nil || some {
		return err
	}
	documents, err := knowledge.Documents()
	if err != nil {
		return err
	}
	return b.BringStarter(ctx, organisation, documents)
}

// organisations are those with a bot here.
func (h *house) organisations(ctx context.Context) (all []int64, err error) {
	bots, err := h.db.Bots(ctx)
	seen := map[int64]bool{}
	for _, b := range bots {
		if !seen[b.Organisation] {
			all = append(all, b.Organisation)
		}
		seen[b.Organisation] = true
	}
	return all, err
}
