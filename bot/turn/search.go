package turn

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/dialog"
	"stapmaat/store"
)

// searchWithin bounds a search: the talks of the group are locked meanwhile.
const searchWithin = 100 * time.Millisecond

// search asks the library. When it does not answer in time the talk says that it does not
// know, as it would for a question that nothing answers.
func (t *Turns) search(ctx context.Context, c *store.Claim, s dialog.Search) dialog.Found {
	if t.o.Search == nil {
		return dialog.Found{Failed: true}
	}
	ctx, cancel := context.WithTimeout(ctx, searchWithin)
	defer cancel()
	found, err := t.o.Search(ctx, c.Organisation, s)
	if err != nil {
		zerolog.Ctx(ctx).Warn().Err(err).Int64("inbox", c.Inbox).Msg("the library did not answer")
		return dialog.Found{Failed: true}
	}
	return found
}
