package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"stapmaat/knowledge/content"
	"stapmaat/prompts"
)

type contentLintCommand struct {
	Paths []string `arg:"" placeholder:"PATH" help:"Files or folders: .md, .txt, .html, .docx, .pdf."`
	Brief bool     `help:"Only what keeps a document from being released."`
}

// Run prints a report a document, and fails when one can't be released as it is.
func (c contentLintCommand) Run(ctx context.Context, p program) error {
	names, err := filesAt(c.Paths)
	if err != nil {
		return err
	}
	gate, err := shortGate()
	if err != nil {
		return err
	}
	refused := false
	var passages []content.Passage
	for _, name := range names {
		d, err := document(ctx, name)
		if err != nil {
			refused = true
			fmt.Fprintf(p.out, "%s: refused: %s\n", name, oneLine(err))
			continue
		}
		r := content.Lint(d, gate, p.now())
		passages = append(passages, r.Passages...)
		refused = refused || r.Stops()
		printReport(p.out, name, r, c.Brief)
	}
	printAlike(p.out, passages)
	if refused {
		return errSaid
	}
	return nil
}

// shortGate measures a short form as the talk will say it.
func shortGate() (content.Gate, error) {
	gate, err := prompts.NewGate()
	if err != nil {
		return nil, err
	}
	return func(text string) []string { return gate.Check("answer.short", text) }, nil
}

// lintSentences are the sentences of what content.Lint found.
var lintSentences = map[string]string{
	"missing":            "%s is missing: put it in the head",
	"empty":              "there is no passage in it%s",
	"unchecked":          "nobody checked its facts at the source %s",
	"expired":            "it was valid until %s",
	"pinned_without_end": "it is pinned (%s) and has no date to look at it again: add valid_until",
	"long":               "%s words: more than a passage should have; add a heading",
	"small":              "%s words: little for a passage of its own",
	"no_short":           "no short form: add a line > kort: …%s",
	"few_questions":      "%s questions: write at least three lines > vraag: …",
	"short_long":         "the short form has %s words, at most 40",
	"gate":               "the short form: %s",
	"number_not_in_text": "the short form says %s, the text does not",
	"dated":              "%s will be out of date: say from when it holds, or leave it out",
	"no_golden":          "no golden question: add at least one under golden:%s",
	"golden_lost":        "a golden question points at the heading %s, which is not there",
}

func printReport(out io.Writer, name string, r content.Report, brief bool) {
	if !brief {
		fmt.Fprintf(out, "%s: %d passages, %d words, %.1f words a sentence, longest %d\n", name, len(r.Passages), r.Words, r.Mean, r.Longest)
		printList(out, "amounts", r.Amounts)
		printList(out, "dates", r.Dates)
		printList(out, "dropped", r.Dropped)
	}
	for _, f := range r.Findings {
		if brief && !f.Stops {
			continue
		}
		mark := "note"
		if f.Stops {
			mark = "STOP"
		}
		fmt.Fprintf(out, "%s:%d: %s: %s\n", name, f.Line, mark, fmt.Sprintf(lintSentences[f.Key], f.What))
	}
}

func printList(out io.Writer, what string, list []string) {
	if len(list) > 0 {
		fmt.Fprintf(out, "  %s: %s\n", what, strings.Join(list, " · "))
	}
}

// nearlyTheSame is from which share of common pieces on two passages are told.
const nearlyTheSame = 0.6

func printAlike(out io.Writer, passages []content.Passage) {
	for _, a := range content.NearDuplicates(passages, nearlyTheSame) {
		fmt.Fprintf(out, "nearly the same (%.0f%%): %s and %s\n", 100*a.Share, a.A, a.B)
	}
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
