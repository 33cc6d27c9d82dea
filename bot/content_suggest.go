package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"stapmaat/bot/librarian/curate"
	"stapmaat/store"
)

type contentSuggestCommand struct {
	ofOrganisation
	Document string `arg:"" placeholder:"FILE" help:"A document; its passages without short form or questions are asked about."`
	Write    bool   `help:"Put the drafts into the file, which must be Markdown; else they are printed only."`
	ModelDir string `name:"model-dir" placeholder:"DIR" help:"Let a person or a program play the language model through this folder, and ask no endpoint."`
}

// Run prints what the model proposes. Tokens count for the organisation's month.
func (c contentSuggestCommand) Run(ctx context.Context, p program) error {
	if c.Write && filepath.Ext(c.Document) != ".md" {
		return advise(errors.New("only Markdown is written"), "import the file, and use the desk")
	}
	d, err := document(ctx, c.Document)
	if err != nil {
		return err
	}
	h, err := c.house(ctx, p)
	if err != nil {
		return err
	}
	defer h.db.Close()
	organisation, err := h.db.FindOrganisation(ctx, c.Organisation)
	if errors.Is(err, store.ErrNotFound) {
		return advise(fmt.Errorf("there is no organisation %q", c.Organisation), "write its name as it is in ORGANISATION")
	}
	if err != nil {
		return err
	}
	helper, err := curate.New(h.models.talk, h.db)
	if err != nil {
		return err
	}
	draft, err := helper.Draft(ctx, organisation, 0, d)
	switch {
	case errors.Is(err, curate.ErrFull):
		fmt.Fprintln(p.out, "Every passage has a short form and questions.")
		return nil
	case errors.Is(err, curate.ErrOff), errors.Is(err, curate.ErrSpent):
		return advise(err, "an administrator changes that on the desk, under Instellingen")
	case err != nil:
		return err
	}
	return c.tell(p, draft)
}

// house opens what is needed, with a model to ask.
func (c contentSuggestCommand) house(ctx context.Context, p program) (*house, error) {
	settings, err := p.load()
	if err != nil {
		return nil, err
	}
	m, err := openModels(settings, c.ModelDir)
	if err != nil {
		return nil, err
	}
	if m.talk == nil {
		return nil, advise(errors.New("there is no language model"), "set MODEL_URL, or give --model-dir")
	}
	return p.openWith(ctx, settings, p.now, m)
}

func (c contentSuggestCommand) tell(p program, draft curate.Draft) error {
	for _, piece := range draft.Pieces {
		fmt.Fprintf(p.out, "## %s\n", piece.Heading)
		if piece.Why != "" {
			fmt.Fprintf(p.out, "nothing: %s\n", piece.Why)
		}
		if piece.Short != "" {
			fmt.Fprintf(p.out, "> kort: %s\n", piece.Short)
		}
		for _, q := range piece.Questions {
			fmt.Fprintf(p.out, "> vraag: %s\n", q)
		}
	}
	if draft.More > 0 {
		fmt.Fprintf(p.out, "%d more passages were not asked about: use --write, and ask again.\n", draft.More)
	}
	if !c.Write || draft.Filled == 0 {
		fmt.Fprintln(p.out, "Drafts by a language model: nothing was kept.")
		return nil
	}
	text, err := draft.Document.Markdown()
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Document, text, 0o644); err != nil {
		return fmt.Errorf("writing the drafts: %w", err)
	}
	fmt.Fprintf(p.out, "Drafts by a language model are in %s: read every word before it is imported.\n", c.Document)
	return nil
}
