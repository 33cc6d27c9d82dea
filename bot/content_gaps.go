package main

import (
	"context"
	"fmt"
	"time"

	"stapmaat/dialog"
)

type contentGapsCommand struct {
	ofOrganisation
}

// Run prints the groups, the largest first. There is nothing in them of who asked.
func (c contentGapsCommand) Run(ctx context.Context, p program) error {
	s, err := c.open(ctx, p)
	if err != nil {
		return err
	}
	defer s.close()
	all, err := s.Gaps(ctx, s.organisation)
	if err != nil {
		return err
	}
	for _, g := range all {
		name := g.Name()
		if name == "" {
			name = "(no word of the library)"
		}
		fmt.Fprintf(p.out, "%4d  %s  %s  (unanswered %d, not right %d, disagreeing %d, not fitting %d)\n", g.Count, g.Newest.Format(time.DateOnly), name,
			g.Verdicts[dialog.VerdictUnanswered], g.Verdicts[dialog.VerdictDoubted], g.Verdicts[dialog.VerdictDisagree], g.Verdicts[dialog.VerdictNotFit])
	}
	if len(all) == 0 {
		fmt.Fprintln(p.out, "Every question was answered.")
	}
	return nil
}
