package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"time"

	"stapmaat/knowledge/search"
	"stapmaat/knowledge/search/measure"
)

type contentMeasureCommand struct {
	Passages string `required:"" placeholder:"P.jsonl" help:"JSONL: passage_id, doc_id, title, text, and if there: short, questions."`
	Queries  string `required:"" placeholder:"Q.jsonl" help:"JSONL: query_id or id, text."`
	Qrels    string `placeholder:"R.tsv" help:"TSV: query_id, doc_id, relevance; a question without a line is one that nothing answers."`
	Runs     string `required:"" placeholder:"OUT.jsonl" help:"Written: {\"id\",\"ranked\",\"answered\"}, a line a question."`
}

// Run measures, prints and writes the run.
func (c contentMeasureCommand) Run(p program) error {
	passages, err := fromFile(c.Passages, "the passages", measure.Passages)
	if err != nil {
		return err
	}
	questions, err := fromFile(c.Queries, "the questions", measure.Questions)
	if err != nil {
		return err
	}
	var right measure.Right
	if c.Qrels != "" {
		if right, err = fromFile(c.Qrels, "the judgements", measure.Judgements); err != nil {
			return err
		}
		if err := right.Check(passages, questions); err != nil {
			return fmt.Errorf("%s: %w", c.Qrels, err)
		}
	}
	run, err := measure.Ask(passages, questions, right, search.Options{}, time.Now)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Passages, err)
	}
	if err := writeRun(c.Runs, run); err != nil {
		return err
	}
	return run.Print(p.out, c.Qrels != "")
}

// fromFile reads a whole file by one of measure's readers.
func fromFile[T any](name, what string, read func(io.Reader) (T, error)) (T, error) {
	file, err := os.Open(name)
	if err != nil {
		var none T
		return none, fmt.Errorf("opening %s: %w", what, err)
	}
	defer file.Close()
	got, err := read(file)
	if err != nil {
		return got, fmt.Errorf("%s: %w", name, err)
	}
	return got, nil
}

func writeRun(name string, run measure.Run) error {
	file, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("making the file of the run: %w", err)
	}
	w := bufio.NewWriter(file)
	if err := run.Write(w); err != nil {
		file.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		file.Close()
		return fmt.Errorf("writing the run: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("writing the run: %w", err)
	}
	return nil
}
