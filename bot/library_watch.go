package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/dialog"
	"stapmaat/store"
)

// putting puts notes into the talks of staff, each once by its reference.
type putting = func(ctx context.Context, items []store.Item) (fresh int, err error)

// When the clock does what, on the organisation's own clock.
const (
	goldenFrom = 3 // the golden questions are asked every night from this hour
	gapsFrom   = 8 // the gaps are told on Mondays from this hour
)

// warnDays is how long before their end pinned texts are told about.
var warnDays = []int{30, 7}

// gapsTold is how many of the largest groups the weekly line names.
const gapsTold = 3

// watch does what the clock asks of content: what is over goes, pinned texts warn before
// they end, the golden questions are asked every night, the gaps are told every week.
// Several processes may do it at once: everything is told once.
func (b *books) watch(ctx context.Context, organisations func(context.Context) ([]int64, error), put putting) error {
	all, err := organisations(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		at, err := b.LocalTime(ctx, o)
		if err != nil {
			return err
		}
		w := watching{books: b, organisation: o, at: at, put: put}
		for _, part := range []func(context.Context) error{w.endings, w.golden, w.gaps} {
			if err := part(ctx); err != nil {
				return fmt.Errorf("watching the content of organisation %d: %w", o, err)
			}
		}
	}
	return nil
}

type watching struct {
	*books
	organisation int64
	at           time.Time // on the organisation's clock
	put          putting
}

// once tells supervisors something, and remembers it afterwards: after a crash between the
// two the same notes are put again and are the same ones to the inbox.
func (w watching) once(ctx context.Context, what string, news func() ([]dialog.Note, error)) error {
	told, err := w.Told(ctx, w.organisation, what)
	if err != nil || told {
		return err
	}
	notes, err := news()
	if err != nil {
		return err
	}
	staff, err := w.Supervisors(ctx, w.organisation)
	if err != nil {
		return err
	}
	var items []store.Item
	for i, n := range notes {
		n.To, n.Lane = dialog.ToSupervisors, dialog.LanePush
		for _, s := range staff {
			items = append(items, store.Item{Person: s, Source: store.FromNote, Ref: fmt.Sprintf("content:%s:%d:%d", what, i, s),
				Input: dialog.Input{Kind: dialog.Noted, Note: &n}})
		}
	}
	if len(items) > 0 {
		if _, err := w.put(ctx, items); err != nil {
			return err
		}
	}
	return w.Tell(ctx, w.organisation, what)
}

// endings takes out what is over, and warns before pinned texts end.
func (w watching) endings(ctx context.Context) error {
	all, err := w.Endings(ctx, w.organisation, warnDays[0])
	if err != nil {
		return err
	}
	over := false
	for _, e := range all {
		key, day := e.Key, e.Until.Format(time.DateOnly)
		if e.Days <= 0 {
			over = true
			err = w.once(ctx, "ended "+key+" "+day, func() ([]dialog.Note, error) {
				return []dialog.Note{{Key: "note.content_ended", Vars: map[string]string{"about": e.Title}}}, nil
			})
		} else if e.Pinned {
			err = w.warn(ctx, e.Title, "ends "+key+" "+day, e.Days)
		}
		if err != nil {
			return err
		}
	}
	if over {
		return w.WantExpired(ctx, w.organisation)
	}
	return nil
}

// warn tells once for each of the warnings whose day has come; the nearest one says it.
func (w watching) warn(ctx context.Context, title, what string, left int) error {
	nearest := warnDays[0]
	for _, d := range warnDays {
		if left <= d {
			nearest = d
		}
	}
	return w.once(ctx, what+" "+strconv.Itoa(nearest), func() ([]dialog.Note, error) {
		return []dialog.Note{{Key: "note.content_ends", Vars: map[string]string{"about": title, "days": strconv.Itoa(left)}}}, nil
	})
}

// golden asks the golden questions of the live release once a night.
func (w watching) golden(ctx context.Context) error {
	if w.at.Hour() < goldenFrom {
		return nil
	}
	return w.once(ctx, "golden "+w.at.Format(time.DateOnly), func() (notes []dialog.Note, err error) {
		lost, err := w.librarian.GoldenLive(ctx, w.organisation)
		for _, key := range lost {
			zerolog.Ctx(ctx).Error().Int64("organisation", w.organisation).Str("document", key).Msg("a golden question of the live release does not find its document")
			notes = append(notes, dialog.Note{Key: "note.content_lost", Vars: map[string]string{"about": strings.ReplaceAll(key, "-", " ")}})
		}
		return notes, err
	})
}

// gaps tells on Monday morning what had no good answer. A week without any is not told.
func (w watching) gaps(ctx context.Context) error {
	if w.at.Weekday() != time.Monday || w.at.Hour() < gapsFrom {
		return nil
	}
	return w.once(ctx, "gaps "+w.at.Format(time.DateOnly), func() ([]dialog.Note, error) {
		all, err := w.Gaps(ctx, w.organisation)
		var named []string
		count := 0
		for _, g := range all {
			count += g.Count
			if name := g.Name(); name != "" && len(named) < gapsTold {
				named = append(named, "“"+name+"”")
			}
		}
		if err != nil || len(named) == 0 {
			return nil, err
		}
		return []dialog.Note{{Key: "note.gaps", Vars: map[string]string{"count": strconv.Itoa(count), "topics": strings.Join(named, ", ")}}}, nil
	})
}
