package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stapmaat/store/library"
)

type contentReleaseCommand struct {
	ofOrganisation
	DryRun bool `help:"Say what it would change, and make nothing."`
}

// Run makes a release and waits until it is live, or says which questions it did not answer.
func (c contentReleaseCommand) Run(ctx context.Context, p program) error {
	s, err := c.open(ctx, p)
	if err != nil {
		return err
	}
	defer s.close()
	if err := printDifference(ctx, p, s); err != nil || c.DryRun {
		return err
	}
	wanted, err := s.Want(ctx, s.organisation, library.BecauseApproved, 0)
	if err != nil {
		return err
	}
	if _, err := s.librarian.Work(ctx); err != nil {
		return err
	}
	all, err := s.Releases(ctx, s.organisation)
	if err != nil {
		return err
	}
	made := all[slices.IndexFunc(all, func(r library.Release) bool { return r.ID == wanted.ID })]
	if made.State != "ready" {
		for _, f := range made.Faults {
			fmt.Fprintln(p.out, "not found:", f)
		}
		return advise(fmt.Errorf("release %d is not live: %d golden questions do not find their document", made.Number, len(made.Faults)), "mend the passages or the questions, approve, and release again")
	}
	fmt.Fprintf(p.out, "Release %d is live.\n", made.Number)
	return nil
}

type contentRollbackCommand struct {
	ofOrganisation
	Number int `arg:"" help:"Number of the release to make live."`
}

// Run moves the pointer. What was withdrawn since stays out of reach.
func (c contentRollbackCommand) Run(ctx context.Context, p program) error {
	s, err := c.open(ctx, p)
	if err != nil {
		return err
	}
	defer s.close()
	err = s.RollBack(ctx, s.organisation, c.Number, 0)
	if errors.Is(err, library.ErrState) {
		return advise(fmt.Errorf("there is no release %d that can be live", c.Number), "see the numbers with 'bot content diff'")
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "Release %d is live.\n", c.Number)
	return nil
}

type contentDiffCommand struct {
	ofOrganisation
}

// Run prints the releases and what a new one would change.
func (c contentDiffCommand) Run(ctx context.Context, p program) error {
	s, err := c.open(ctx, p)
	if err != nil {
		return err
	}
	defer s.close()
	all, err := s.Releases(ctx, s.organisation)
	if err != nil {
		return err
	}
	for _, r := range all {
		live := ""
		if r.Live {
			live = ", live"
		}
		fmt.Fprintf(p.out, "release %d: %s (%s)%s\n", r.Number, r.State, r.Why, live)
	}
	return printDifference(ctx, p, s)
}

func printDifference(ctx context.Context, p program, s *shelf) error {
	d, err := s.librarian.Difference(ctx, s.organisation)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		what string
		keys []string
	}{{"new", d.New}, {"changed", d.Changed}, {"gone", d.Gone}, {"past their date", d.Expired}} {
		if len(part.keys) > 0 {
			fmt.Fprintf(p.out, "%s: %s\n", part.what, strings.Join(part.keys, ", "))
		}
	}
	if d.Same() {
		fmt.Fprintln(p.out, "A release made now would change nothing.")
	}
	return nil
}
