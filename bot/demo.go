package main

import (
	"context"
	"fmt"
	"io"
	"sync"

	calls "stapmaat/bot/call"
	"stapmaat/bot/duty"
	"stapmaat/bot/picture"
	"stapmaat/bot/receive"
	"stapmaat/bot/terminal"
	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
)

// The demo organisation and who works there. They come in by invitations, as everybody does.
const (
	demoName          = "Demo"
	demoMentor        = "Anne"
	demoSupervisor    = "Bas"
	demoAdministrator = "Dewi"
)

// demoTurns is how many turns are made at once: one person types.
const demoTurns = 2

// demo is a talk in the terminal with all that it needs in this process.
type demo struct {
	*house
	in    io.Reader
	out   io.Writer
	save  io.Writer
	tty   bool
	files string
	moved bool // the clock is not the real one

	search   func(context.Context, int64, dialog.Search) (dialog.Found, error) // of approved content; nil finds nothing
	turns    *turn.Turns
	calls    *calls.Runner
	receiver *receive.Receiver

	mu   sync.Mutex
	sent func() // wakes the sender of the talk, once there is one
}

// talk brings everybody in and opens the talk.
func (c *chatCommand) talk(ctx context.Context, d *demo) error {
	b, err := openBooks(ctx, d.config, demoTurns, d.clock)
	if err != nil {
		return err
	}
	defer b.close()
	d.search = b.librarian.ForTalk
	clock := d.parts()
	if d.moved {
		if _, err := clock.Ring(ctx); err != nil {
			return err
		}
	}
	crew := d.begin(ctx, clock)
	defer crew.stop(stopsWithin)
	s, err := d.seats(ctx, c)
	if err != nil {
		return err
	}
	if err := b.look(ctx, d.organisations); err != nil {
		return err
	}
	release, err := d.occupy(ctx, s)
	if err != nil {
		return err
	}
	defer release()
	return d.run(ctx, c, s)
}

// parts makes what the demo needs in this process, and gives the clock.
func (d *demo) parts() *duty.Duty {
	d.turns = turn.New(turn.Options{DB: d.db, Engine: d.engine, Workers: demoTurns, Fault: d.fault, Poke: d.poke, Search: d.search,
		Called: func() { d.calls.Wake() }})
	d.calls = d.caller(calls.Options{Poke: d.turns.Wake, Alerted: func() { d.poke() }}, nil)
	d.receiver = &receive.Receiver{DB: d.db, Screen: dialog.ScreenIn, Poke: d.turns.Wake, Fault: d.fault}
	return duty.New(duty.Options{DB: d.db, Connect: d.connect, Now: d.clock, Rang: d.turns.Wake, NoTidying: d.moved})
}

// begin starts the clock and the turns.
func (d *demo) begin(ctx context.Context, clock *duty.Duty) *crew {
	crew := newCrew(ctx)
	crew.start("clock", clock.Run)
	d.work(crew)
	return crew
}

// work starts what makes turns, and the calls that they ask for.
func (d *demo) work(crew *crew) {
	crew.start("calls", d.calls.Run)
	crew.start("turns", func(ctx context.Context) { _ = d.turns.Run(ctx) }) // a newer program on this database makes them instead
}

// run opens the talk. Somebody who was here before says /start, unless the clock has brought something.
func (d *demo) run(ctx context.Context, c *chatCommand, s seat) error {
	if err := d.turned(ctx, s); err != nil { // what the clock brought
		return err
	}
	_, waits, err := d.db.Waiting(ctx, s.bot, chatID)
	starts := waits == 0 && !s.came
	if err == nil && starts {
		err = d.start(ctx, s, "")
	}
	if err != nil {
		return err
	}
	d.head(c, s, starts)
	return terminal.Run(ctx, terminal.Options{
		DB: d.db, Bot: s.bot, Chat: chatID, In: d.in, Out: d.out, TTY: d.tty, Role: c.role(), Screen: dialog.ScreenIn,
		Turns: d.wired, Draw: picture.Draw, Pictures: d.files, Save: d.save, Now: d.clock,
	})
}

// head begins the transcript so that it can be played, and tells people what to do.
func (d *demo) head(c *chatCommand, s seat, starts bool) {
	var lines []transcript.Line
	if c.Clock != "" {
		lines = append(lines, transcript.Line{Who: "clock", Text: c.Clock})
	}
	switch {
	case s.role != dialog.Participant:
	case s.came:
		lines = append(lines, transcript.Line{Who: "person", Text: "/start geldig"}) // what the transcripts call a link that opens
	case starts:
		lines = append(lines, transcript.Line{Who: "person", Text: "/start"})
	}
	text := transcript.Format(lines)
	_, _ = io.WriteString(d.save, text) // the talk goes on without its copy
	if d.tty {
		text = fmt.Sprintf("# %s, in the organisation %s. Tap with [1] or [Label], or type. Ctrl-D ends it.\n", s.name, demoName)
	}
	_, _ = io.WriteString(d.out, text)
}

// wired joins the turns that run already to the sender of the talk.
func (d *demo) wired(_ context.Context, sent func()) (wake func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sent = sent
	return d.turns.Wake
}

func (d *demo) poke(...int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sent != nil {
		d.sent()
	}
}
