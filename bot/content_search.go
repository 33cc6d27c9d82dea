package main

import (
	"context"
	"fmt"
)

type contentSearchCommand struct {
	ofOrganisation
	Question string `arg:"" help:"As somebody would ask it."`
	Most     int    `default:"5" help:"How many passages."`
}

// Run prints what would be said, and what else was found.
func (c contentSearchCommand) Run(ctx context.Context, p program) error {
	s, err := c.open(ctx, p)
	if err != nil {
		return err
	}
	defer s.close()
	found, err := s.librarian.Search(ctx, s.organisation, c.Question, c.Most)
	if err != nil {
		return err
	}
	if !found.Answered {
		fmt.Fprintf(p.out, "not answered (%.2f, %s)\n", found.Confidence, found.Why)
	} else {
		fmt.Fprintf(p.out, "answered (%.2f): %s\n", found.Confidence, found.Hits[0].Short)
	}
	for i, h := range found.Hits {
		fmt.Fprintf(p.out, "%d. %.3f %s (words %.2f at %d, likeness %.2f at %d)\n", i+1, h.Score, h.ID, h.Lexical.Score, h.Lexical.Rank, h.Vector.Score, h.Vector.Rank)
	}
	return nil
}
