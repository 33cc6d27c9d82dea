package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"

	"stapmaat/dialog/risk"
	"stapmaat/dialog/risk/measure"
)

// RiskCmd measures the crisis screen. It needs no database and no settings.
type RiskCmd struct {
	Report riskReportCmd `cmd:"" help:"How well the screen does on labelled messages."`
	Screen riskScreenCmd `cmd:"" help:"What the screen makes of each message, one JSON line each."`
}

type riskReportCmd struct {
	File string `arg:"" help:"JSONL: {\"id\",\"lang\",\"text\",\"category\",\"urgency\"} a line; - is standard input."`
}

type riskScreenCmd struct {
	File string `arg:"" help:"JSONL: {\"id\",\"text\"} a line, more is ignored; - is standard input."`
}

// Run reports on the file.
func (c riskReportCmd) Run(k *kong.Context) error { return withFile(c.File, k.Stdout, riskReport) }

// Run screens the file.
func (c riskScreenCmd) Run(k *kong.Context) error { return withFile(c.File, k.Stdout, riskScreen) }

func withFile(name string, out io.Writer, do func(io.Reader, io.Writer) error) error {
	in := os.Stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("opening the messages: %w", err)
		}
		defer file.Close()
		in = file
	}
	w := bufio.NewWriter(out)
	if err := do(in, w); err != nil {
		w.Flush() // the other lines are good; the error is the one to tell
		return fmt.Errorf("%s: %w", name, err)
	}
	return w.Flush()
}

// riskReport prints recall, false alarms and the worst cell of labelled messages.
func riskReport(in io.Reader, out io.Writer) error {
	if err := risk.Check(); err != nil {
		return err
	}
	counts, bad := measure.Count(in) // a bad line is told after the report on the others
	return errors.Join(counts.Report(out), bad)
}

// riskScreen prints what the screen makes of each message.
func riskScreen(in io.Reader, out io.Writer) error {
	if err := risk.Check(); err != nil {
		return err
	}
	return measure.Screen(in, out)
}
