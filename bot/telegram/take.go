package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/rs/zerolog"

	"stapmaat/store"
)

// incoming is a batch of updates, read.
type incoming struct {
	arrivals []store.Arrival
	updates  []update
	last     int64 // update_id of the last one that has one
}

// open reads a batch. What becomes no input is told in the log, by number and
// reason, and handed to Aside when it may be something we should have known.
func (f *Face) open(ctx context.Context, a *account, raw []json.RawMessage) incoming {
	var in incoming
	now := f.now()
	for _, r := range raw {
		u := decode(r)
		in.updates = append(in.updates, u)
		if u.id != 0 {
			in.last = u.id
		}
		switch u.fate {
		case answered:
			in.arrivals = append(in.arrivals, store.Arrival{
				Ref:    strconv.FormatInt(u.id, 10),
				Dedupe: u.dedupe,
				Chat:   u.chat,
				Input:  u.input,
				Raw:    r,
				At:     now,
			})
		case aside:
			zerolog.Ctx(ctx).Warn().Int64("bot", a.id).Int64("update", u.id).Int("bytes", len(r)).Str("why", u.why).Msg("an update was kept aside")
			if f.o.Aside != nil {
				f.o.Aside(ctx, a.id, u.id, u.why, r)
			}
		case ignored:
			zerolog.Ctx(ctx).Debug().Int64("bot", a.id).Int64("update", u.id).Str("why", u.why).Msg("an update was ignored")
		}
	}
	return in
}

// take commits a batch, and then does what goes with it. Next is 0 when nobody polls.
func (f *Face) take(ctx context.Context, a *account, in incoming, next int64) error {
	if len(in.arrivals) > 0 || next != 0 {
		if err := f.o.Receive(ctx, a.id, in.arrivals, next); err != nil {
			return fmt.Errorf("receiving %d updates of bot %d: %w", len(in.arrivals), a.id, err)
		}
	}
	for _, u := range in.updates {
		if u.query != "" {
			f.answer(a, u)
		}
		if u.leave != 0 {
			f.leave(a, u)
		}
	}
	return nil
}

// question says whether a button answers a numbered question; others act on a thing
// and may be pressed again.
func question(press string) bool { return strings.HasPrefix(press, "q:") }
