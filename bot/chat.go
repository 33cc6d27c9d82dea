package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/mattn/go-isatty"

	"stapmaat/dialog"
	"stapmaat/store"
)

type chatCommand struct {
	Person   string `default:"Fatima" placeholder:"NAME" help:"Who talks; a new name comes in by an invitation of the demo mentor."`
	Role     string `default:"participant" enum:"participant,mentor" help:"participant, or mentor to be the demo mentor."`
	Clock    string `placeholder:"'2026-12-01 09:00'" help:"What time it is in the talk, in Amsterdam; timers that are due by then ring first."`
	Save     string `placeholder:"FILE" help:"Write the talk to a new file, as a transcript."`
	ModelDir string `name:"model-dir" placeholder:"DIR" help:"Let a person or a program play the language model through this folder, and ask no endpoint."`
	Files    string `placeholder:"DIR" help:"Where pictures, files and the log go; .local/chat, or a folder for temporary files."`
}

// Run opens a talk in the terminal, or on a pipe. It works alone: turns, sender and
// clock run in this process, for the demo organisation only as far as others serve the rest.
func (c *chatCommand) Run(ctx context.Context, p program) error {
	settings, err := p.load()
	if err != nil {
		return err
	}
	clock, err := c.clock(p.now)
	if err != nil {
		return err
	}
	tty := isTerminal(p.in) && isTerminal(p.out)
	logs, err := c.logs(p)
	if err != nil {
		return err
	}
	defer logs.Close()
	log, err := newLogger(logs, settings)
	if err != nil {
		return err
	}
	ctx = log.WithContext(ctx)
	m, err := openModels(settings, c.ModelDir)
	if err != nil {
		return err
	}
	h, err := p.openWith(ctx, settings, clock, m)
	if err != nil {
		return err
	}
	defer h.db.Close()
	if c.Clock != "" {
		if err := h.mayMoveClock(ctx); err != nil {
			return err
		}
	}
	save, err := c.saveTo()
	if err != nil {
		return err
	}
	defer save.Close()
	return c.talk(ctx, &demo{house: h, in: p.in, out: p.out, save: save, tty: tty, files: c.folder(), moved: c.Clock != ""})
}

// clock is the domain's time: the given moment, going on from there as time does.
func (c *chatCommand) clock(now func() time.Time) (func() time.Time, error) {
	if c.Clock == "" {
		return now, nil
	}
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return nil, fmt.Errorf("loading the time zone of the talk: %w", err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", c.Clock, zone)
	if err != nil {
		return nil, advise(fmt.Errorf("--clock %q is no moment", c.Clock), "write it as '2026-12-01 09:00'")
	}
	began := now()
	return func() time.Time { return at.Add(now().Sub(began)) }, nil
}

// mayMoveClock refuses to bend time where real people are: their timers would ring
// before their day, and their turns be made at the wrong hour.
func (h *house) mayMoveClock(ctx context.Context) error {
	all, err := h.db.Bots(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(b store.Bot) bool { return b.Channel == store.Telegram }) {
		return advise(errors.New("--clock would ring the timers of everybody in this database, and it serves Telegram"), "give a database of its own in DATABASE_URL")
	}
	return nil
}

// folder is where files go.
func (c *chatCommand) folder() string {
	if c.Files != "" {
		return c.Files
	}
	if info, err := os.Stat(".local"); err == nil && info.IsDir() {
		return filepath.Join(".local", "chat")
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("stapmaat-chat-%d", os.Getuid()))
}

// logs keeps the log away from the talk: on a terminal the two would mix.
func (c *chatCommand) logs(p program) (io.WriteCloser, error) {
	if !isTerminal(p.err) {
		return staysOpen{p.err}, nil
	}
	if err := os.MkdirAll(c.folder(), 0o700); err != nil {
		return nil, fmt.Errorf("making a folder for the log: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(c.folder(), "log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the log: %w", err)
	}
	return file, nil
}

// saveTo opens a new file for the transcript; without one it goes nowhere.
func (c *chatCommand) saveTo() (io.WriteCloser, error) {
	if c.Save == "" {
		return staysOpen{io.Discard}, nil
	}
	file, err := os.OpenFile(c.Save, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil, advise(fmt.Errorf("%s is there already", c.Save), "name a new file")
	}
	if err != nil {
		return nil, fmt.Errorf("saving the talk: %w", err)
	}
	return file, nil
}

// staysOpen is a writer that is not ours to close.
type staysOpen struct{ io.Writer }

func (staysOpen) Close() error { return nil }

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}

func (c *chatCommand) role() dialog.Role {
	if c.Role == "mentor" {
		return dialog.MentorRole
	}
	return dialog.Participant
}
