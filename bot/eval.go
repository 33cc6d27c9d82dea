package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"stapmaat/bot/config"
	"stapmaat/bot/eval"
	"stapmaat/knowledge"
	"stapmaat/prompts"
	"stapmaat/store/seal"
)

type evalCommand struct {
	People   []string `placeholder:"WHO" help:"Who is played: files, or the ids of those that ship; all of those when nobody is named."`
	Mode     string   `enum:"off,scripted,live,dir" default:"off" help:"Which language model: none, one that is scripted, the one of the settings, or somebody who plays it through --model-dir."`
	Behaves  string   `default:"well" placeholder:"HOW" help:"How a scripted model behaves: well, obeys, lies, raves, refuses, breaks, late or mixed."`
	ModelDir string   `name:"model-dir" placeholder:"DIR" help:"The folder through which a person or a program plays the model; it makes the mode dir."`
	Seed     uint64   `default:"1" help:"Of all chance: the same seed plays the same talks."`
	JSON     bool     `name:"json" help:"Print one JSON object."`
	Talks    string   `placeholder:"DIR" help:"Keep every talk as a transcript in this folder."`

	refused atomic.Pointer[error] // what a scripted model found wrong with a request
}

// Run plays the people on a database of its own and prints what was measured. It ends in
// failure when somebody did not come to a first step.
func (c *evalCommand) Run(ctx context.Context, p program) error {
	people, err := eval.Find(c.People)
	if err != nil {
		return err
	}
	settings, err := config.Load(p.environ, config.NeedDatabase)
	if err != nil {
		return err
	}
	m, close, err := c.model(settings)
	if err != nil {
		return err
	}
	defer close()
	report, talks, err := c.play(ctx, p, settings, people, m)
	if err != nil {
		return err
	}
	if err := c.keep(talks); err != nil {
		return err
	}
	if refused := c.refused.Load(); refused != nil {
		return *refused
	}
	if c.JSON {
		encoder := json.NewEncoder(p.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(report)
	}
	_, err = fmt.Fprint(p.out, report)
	return err
}

// play puts the program together on a database of its own, with a key that nobody keeps.
func (c *evalCommand) play(ctx context.Context, p program, settings config.Config, people []eval.Person, m models) (report eval.Report, talks []*eval.Talk, err error) {
	address, drop, err := eval.Scratch(ctx, settings.DatabaseURL.Reveal())
	if err != nil {
		return report, nil, advise(err, "give a login that may make databases, or see 'make eval'")
	}
	defer func() { err = errors.Join(err, drop(context.WithoutCancel(ctx))) }()
	settings.DatabaseURL = config.Secret(address)
	forget, err := withKey(&settings)
	if err != nil {
		return report, nil, err
	}
	defer forget()
	clock := eval.NewClock()
	log, err := newLogger(p.err, settings)
	if err != nil {
		return report, nil, err
	}
	ctx = log.WithContext(ctx)
	h, err := p.openWith(ctx, settings, clock.Now, m)
	if err != nil {
		return report, nil, err
	}
	defer h.db.Close()
	b, err := openBooks(ctx, config.Config{DatabaseURL: settings.DatabaseURL}, demoTurns, clock.Now) // a play asks no endpoint for vectors
	if err != nil {
		return report, nil, err
	}
	defer b.close()
	d := &demo{house: h, moved: true, search: b.librarian.ForTalk}
	rings := d.parts()
	crew := newCrew(ctx)
	defer crew.stop(stopsWithin)
	d.work(crew)
	talks, err = eval.Play(ctx, eval.Program{DB: h.db, Model: m.talk != nil, Clock: clock, Receiver: d.receiver, Ring: rings.Ring,
		Sender: func(poke func()) { d.wired(ctx, poke) },
		Ready:  func(ctx context.Context) error { return b.look(ctx, h.organisations) }},
		eval.Options{People: people, Seed: c.Seed, Settle: c.settles(), ByHand: c.ModelDir != "", Progress: c.progress(p)})
	if err != nil {
		return report, nil, err
	}
	report, err = h.measure(talks)
	return report, talks, err
}

// measure reads talks with the words that the program may say.
func (h *house) measure(talks []*eval.Talk) (eval.Report, error) {
	gate, err := prompts.NewGate()
	if err != nil {
		return eval.Report{}, err
	}
	documents, err := knowledge.Documents()
	if err != nil {
		return eval.Report{}, err
	}
	return eval.Measure(talks, gate, eval.Sayable(h.engine.Texts["nl"], h.engine.Bridges, documents)), nil
}

// withKey makes a master key that goes with the play.
func withKey(settings *config.Config) (forget func(), err error) {
	folder, err := os.MkdirTemp("", "stapmaat-eval-")
	if err != nil {
		return nil, fmt.Errorf("making a key for the play: %w", err)
	}
	forget = func() { _ = os.RemoveAll(folder) } // a key to nothing
	settings.MasterKeyFile = filepath.Join(folder, "master.key")
	master, err := seal.NewMaster()
	if err == nil {
		err = master.Write(settings.MasterKeyFile)
	}
	if err != nil {
		forget()
		return nil, err
	}
	return forget, nil
}

// progress tells on one line how far the play is, at most some times a second.
func (c *evalCommand) progress(p program) func(eval.Progress) {
	if !isTerminal(p.err) {
		return nil
	}
	var last time.Time
	return func(n eval.Progress) {
		if p.now().Sub(last) < 200*time.Millisecond {
			return
		}
		last = p.now()
		fmt.Fprintf(p.err, "\r\033[K%s, %d turns, %d of %d have a first step", n.Clock.Format("Mon 2 Jan 15:04"), n.Turns, n.Steps, n.People)
	}
}

// keep writes the talks.
func (c *evalCommand) keep(talks []*eval.Talk) error {
	if c.Talks == "" {
		return nil
	}
	if err := os.MkdirAll(c.Talks, 0o700); err != nil {
		return fmt.Errorf("making a folder for the talks: %w", err)
	}
	for _, t := range talks {
		if err := os.WriteFile(filepath.Join(c.Talks, t.Person.ID+".txt"), []byte(t.Transcript()), 0o600); err != nil {
			return fmt.Errorf("keeping a talk: %w", err)
		}
	}
	return nil
}
