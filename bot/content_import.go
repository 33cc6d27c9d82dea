package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"stapmaat/knowledge/content"
	"stapmaat/store/library"
)

type contentImportCommand struct {
	ofOrganisation
	Paths  []string `arg:"" placeholder:"PATH" help:"Files or folders: .md, .txt, .html, .docx, .pdf."`
	DryRun bool     `help:"Say what would happen, and keep nothing."`
}

// Run brings in every file that can be read, each by itself: one that is refused keeps
// nobody out, and nothing of it is stored.
func (c contentImportCommand) Run(ctx context.Context, p program) error {
	names, err := filesAt(c.Paths)
	if err != nil {
		return err
	}
	gate, err := shortGate()
	if err != nil {
		return err
	}
	s, err := c.open(ctx, p)
	if err != nil {
		return err
	}
	defer s.close()
	in := importing{shelf: s, gate: gate, p: p, dry: c.DryRun}
	bar := progress(p.err, len(names))
	for _, name := range names {
		if err := in.one(ctx, name); err != nil {
			return err
		}
		_ = bar.Add(1) // a bar that can't be drawn is no failure
	}
	_ = bar.Finish()
	fmt.Fprintf(p.out, "%d new, %d the same as before, %d refused; %d passages, %d to look at before they can be approved.\n",
		in.fresh, in.same, in.refused, in.passages, in.stopped)
	if c.DryRun {
		fmt.Fprintln(p.out, "Nothing was kept: this was a dry run.")
	}
	if in.refused > 0 {
		return errSaid
	}
	return nil
}

// importing counts what happens to the files.
type importing struct {
	shelf                                   *shelf
	gate                                    content.Gate
	p                                       program
	dry                                     bool
	fresh, same, refused, passages, stopped int
}

func (in *importing) one(ctx context.Context, name string) error {
	d, err := document(ctx, name)
	if err != nil {
		in.refused++
		fmt.Fprintf(in.p.out, "%s: refused: %s\n", name, oneLine(err))
		return ctx.Err()
	}
	r := content.Lint(d, in.gate, in.p.now())
	in.passages += len(r.Passages)
	if r.Stops() {
		in.stopped++
	}
	if in.dry {
		in.fresh++
		return nil
	}
	_, changed, err := in.shelf.BringIn(ctx, in.shelf.organisation, d, library.Imported, 0)
	if changed {
		in.fresh++
	} else {
		in.same++
	}
	return err
}

// progress draws a bar where somebody watches.
func progress(w io.Writer, n int) *progressbar.ProgressBar {
	if f, ok := w.(*os.File); !ok || !isatty.IsTerminal(f.Fd()) {
		w = io.Discard
	}
	return progressbar.NewOptions(n, progressbar.OptionSetWriter(w), progressbar.OptionShowCount(), progressbar.OptionSetDescription("reading"))
}
