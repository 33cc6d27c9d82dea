package main

import (
	"context"
	"fmt"
	"net"

	caseload "stapmaat/bot/desk/demo"
	"stapmaat/dialog"
	"stapmaat/store/door"
	"stapmaat/store/seal"
)

type deskCommand struct {
	Addr   string `default:"127.0.0.1:8081" help:"Where to listen, on this machine only."`
	People int    `default:"24" help:"How many invented people the mentor accompanies, at most 60; 0 for none."`
}

// Run opens the desk for the demo organisation and prints a link for each of its staff.
// Participants talk in another terminal: bot chat.
func (c *deskCommand) Run(ctx context.Context, p program) error {
	settings, err := p.load()
	if err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(c.Addr)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return advise(fmt.Errorf("--addr %q is no address of this machine alone", c.Addr), "write it as 127.0.0.1:8081; others reach the desk by 'bot serve' with DESK_URL")
	}
	settings.DeskURL, settings.DeskAddr = "http://"+net.JoinHostPort(host, port), c.Addr
	settings.SMTPURL = "" // the demo mails nobody
	log, err := newLogger(p.err, settings)
	if err != nil {
		return err
	}
	ctx = log.WithContext(ctx)
	h, err := p.open(ctx, settings, p.now)
	if err != nil {
		return err
	}
	defer h.db.Close()
	return c.open(ctx, p, &demo{house: h})
}

func (c *deskCommand) open(ctx context.Context, p program, d *demo) error {
	if err := c.fill(ctx, p, d); err != nil {
		return err
	}
	b, err := openBooks(ctx, d.config, 2, d.clock)
	if err != nil {
		return err
	}
	defer b.close()
	crew := d.begin(ctx, d.parts())
	defer crew.stop(stopsWithin)
	crew.start("content", func(ctx context.Context) { b.keep(ctx, d.organisations, d.db.Enqueue) })
	mentor, err := d.seats(ctx, &chatCommand{Role: "mentor"})
	if err != nil {
		return err
	}
	supervisor, err := d.seat(ctx, mentor.who.Organisation, 0, demoSupervisor, dialog.Supervisor)
	if err != nil {
		return err
	}
	administrator, err := d.seat(ctx, mentor.who.Organisation, 0, demoAdministrator, dialog.Administrator)
	if err != nil {
		return err
	}
	pages, err := d.openDesk(ctx, b.librarian, d.turns.Wake)
	if err != nil {
		return err
	}
	for _, s := range []seat{mentor, supervisor, administrator} {
		link, err := pages.door.MakeLink(ctx, door.Account{Organisation: s.who.Organisation, Staff: s.who.ID}, door.ByCommand, "", door.NewCode())
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%-14s%-8s%s/in/%s\n", s.role, s.name, d.config.DeskURL, link.Token)
	}
	fmt.Fprintln(p.err, "Each link works once, for ten minutes. Participants talk in another terminal: make chat. Ctrl-C closes the desk.")
	pages.run(ctx, crew.base)
	return nil
}

// fill brings in invented people, so that there is something to see. Nobody else makes
// turns of this demo meanwhile: the mentor comes in first, and then its turns rest.
func (c *deskCommand) fill(ctx context.Context, p program, d *demo) error {
	if c.People <= 0 {
		return nil
	}
	crew := d.begin(ctx, d.parts())
	mentor, err := d.seats(ctx, &chatCommand{Role: "mentor"})
	crew.stop(stopsWithin)
	if err != nil {
		return err
	}
	master, err := seal.ReadMaster(d.config.MasterKeyFile)
	if err != nil {
		return err
	}
	n, err := caseload.Fill(ctx, caseload.Options{URL: d.config.DatabaseURL.Reveal(), Master: master, Engine: d.engine, Organisation: mentor.who.Organisation,
		Mentor: mentor.who.ID, Now: d.clock(), People: c.People})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.err, "%s accompanies %d people, all of them invented.\n", demoMentor, n)
	return nil
}
