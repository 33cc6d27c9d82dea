package main

import (
	"context"
	"errors"
	"fmt"

	"stapmaat/store"
)

// contentCommands is what can be done about approved content. Each command lives in
// a file of its own, content_*.go. Approving is done on the desk, by somebody else than
// who wrote it.
type contentCommands struct {
	Import   contentImportCommand   `cmd:"" help:"Bring in files as drafts, which wait for approval on the desk."`
	Lint     contentLintCommand     `cmd:"" help:"Say what is wrong with files; needs no database."`
	Release  contentReleaseCommand  `cmd:"" help:"Make a release of what is approved, and make it live."`
	Rollback contentRollbackCommand `cmd:"" help:"Make another release live again."`
	Diff     contentDiffCommand     `cmd:"" help:"What a release made now would change."`
	Suggest  contentSuggestCommand  `cmd:"" help:"Let the language model draft short forms and questions for a file; prints them."`
	Search   contentSearchCommand   `cmd:"" help:"Ask the live release a question."`
	Gaps     contentGapsCommand     `cmd:"" help:"What people asked without getting a good answer, grouped."`
	Measure  contentMeasureCommand  `cmd:"" help:"How well the search does on a set of passages and questions; needs no database."`
}

// ofOrganisation is whose content a command is about.
type ofOrganisation struct {
	Organisation string `required:"" placeholder:"NAME" help:"Whose content."`
}

// shelf is the content of one organisation, opened.
type shelf struct {
	*books
	organisation int64
}

// open finds the organisation and opens its content.
func (o ofOrganisation) open(ctx context.Context, p program) (*shelf, error) {
	settings, err := p.load()
	if err != nil {
		return nil, err
	}
	h, err := p.open(ctx, settings, p.now)
	if err != nil {
		return nil, err
	}
	defer h.db.Close()
	organisation, err := h.db.FindOrganisation(ctx, o.Organisation)
	if errors.Is(err, store.ErrNotFound) {
		return nil, advise(fmt.Errorf("there is no organisation %q", o.Organisation), "write its name as it is in ORGANISATION")
	}
	if err != nil {
		return nil, err
	}
	b, err := openBooks(ctx, settings, 2, p.now)
	return &shelf{b, organisation}, err
}
