// Package curate lets a language model make a first draft of the short forms and questions
// of a document's passages. Nothing of it is kept here: a curator reads it and saves it or
// not, and a colleague approves it as anything else.
package curate

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"stapmaat/bot/model"
	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/prompts"
	"stapmaat/store"
)

// Bounds of one time asking: somebody waits for it at a page.
const (
	Most   = 6                // passages
	atOnce = 3                // of them
	within = 20 * time.Second // all together; who plays the model by hand has longer
)

// Why nothing was asked.
var (
	ErrOff   = errors.New("this organisation uses no language model")
	ErrSpent = errors.New("this month's tokens are used up")
	ErrFull  = errors.New("all passages have a short form and questions")
)

// NoPlace says of a passage that notes have no place there; other reasons are those of a call.
const NoPlace dialog.CallFail = "no_place"

// Helper asks. It is safe for concurrent use.
type Helper struct {
	model model.Model
	db    *store.DB
	gate  content.Gate
}

// New makes a Helper that asks m, and counts on the month of the organisation in db.
func New(m model.Model, db *store.DB) (*Helper, error) {
	gate, err := prompts.NewGate()
	if err != nil {
		return nil, fmt.Errorf("making a curator's helper: %w", err)
	}
	return &Helper{m, db, func(text string) []string { return gate.Check("answer.short", text) }}, nil
}

// Piece is a passage that lacked something, and what the model proposes for it.
type Piece struct {
	Heading   string
	Short     string          // "" where it has one, or the model had none
	Questions []string        // none where it has them
	Why       dialog.CallFail // why there is nothing; "" when there is
}

// Draft is a document with proposals in it.
type Draft struct {
	Document content.Document
	Pieces   []Piece
	Filled   int // pieces that got something
	More     int // passages that were left for a next time
}

// On tells whether an organisation uses a model.
func (h *Helper) On(ctx context.Context, organisation int64) (bool, error) {
	on, _, err := h.db.ModelLeft(ctx, organisation)
	return on, err
}

// Within is how long Draft takes at most.
func (h *Helper) Within() time.Duration { return model.Deadline(h.model, within) }

// Draft proposes for passages that have no short form or no questions yet. The budget is
// looked at once before: what is asked at the same time may go over it a little, as calls do.
func (h *Helper) Draft(ctx context.Context, organisation, by int64, d content.Document) (Draft, error) {
	switch on, left, err := h.db.ModelLeft(ctx, organisation); {
	case err != nil:
		return Draft{}, err
	case !on:
		return Draft{}, ErrOff
	case left == 0:
		return Draft{}, ErrSpent
	}
	wanted, draft := lacking(d)
	if len(wanted) == 0 && len(draft.Pieces) == 0 {
		return Draft{}, ErrFull
	}
	draft.More = max(0, len(wanted)-Most)
	wanted = wanted[:len(wanted)-draft.More]
	ctx, cancel := context.WithTimeout(ctx, h.Within())
	defer cancel()
	pieces, tokens := h.askAll(ctx, d, wanted)
	if err := h.db.CountModel(context.WithoutCancel(ctx), organisation, by, tokens); err != nil {
		return Draft{}, err // what is not counted is not given
	}
	for i, p := range pieces {
		draft.add(wanted[i].ID, p)
	}
	return draft, nil
}

// add writes a proposal into the document.
func (d *Draft) add(id string, p Piece) {
	if p.Why == "" {
		if with, ok := d.Document.WithNotes(id, p.Short, p.Questions); ok {
			d.Document = with
			d.Filled++
		} else {
			p = Piece{Heading: p.Heading, Why: dialog.CallNonsense}
		}
	}
	d.Pieces = append(d.Pieces, p)
}

// lacking are the passages to ask about; those where nothing could be written are pieces already.
func lacking(d content.Document) (wanted []content.Passage, draft Draft) {
	draft.Document = d
	passages, _ := d.Cut()
	for _, p := range passages {
		if p.Text == "" || p.Short != "" && len(p.Questions) > 0 {
			continue
		}
		if _, ok := d.WithNotes(p.ID, "Kort", []string{"Vraag"}); !ok {
			draft.Pieces = append(draft.Pieces, Piece{Heading: headingOf(d, p), Why: NoPlace})
			continue
		}
		wanted = append(wanted, p)
	}
	return wanted, draft
}

func headingOf(d content.Document, p content.Passage) string {
	if n := len(p.Heading); n > 0 && p.Heading[n-1] != "" {
		return p.Heading[n-1]
	}
	return d.Title
}

// askAll asks about every passage, a few at the same time, and sums up the tokens.
func (h *Helper) askAll(ctx context.Context, d content.Document, wanted []content.Passage) (pieces []Piece, tokens int) {
	pieces, used := make([]Piece, len(wanted)), make([]int, len(wanted))
	slots := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for i, p := range wanted {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			pieces[i], used[i] = h.ask(ctx, d, p)
		})
	}
	all.Wait()
	for _, n := range used {
		tokens += n
	}
	return pieces, tokens
}
