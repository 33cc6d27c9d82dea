package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"stapmaat/bot/duty"
	"stapmaat/bot/picture"
	"stapmaat/bot/receive"
	"stapmaat/bot/send"
	"stapmaat/bot/terminal"
	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
	"stapmaat/store"
)

// The demo organisation and who works there. They come in by invitations, as everybody does.
const (
	demoName       = "Demo"
	demoMentor     = "Anne"
	demoSupervisor = "Bas"
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

	turns    *turn.Turns
	receiver *receive.Receiver

	mu   sync.Mutex
	sent func() // wakes the sender of the talk, once there is one
}

// seat is somebody's place at a terminal: a bot of its own and its one chat.
type seat struct {
	name string
	role dialog.Role
	bot  int64
	who  store.Somebody
	came bool // came in just now
}

// chatID is the one chat of each terminal bot.
const chatID = 1

// talk brings everybody in and opens the talk.
func (c *chatCommand) talk(ctx context.Context, d *demo) error {
	d.turns = turn.New(turn.Options{DB: d.db, Engine: d.engine, Workers: demoTurns, Fault: d.fault, Poke: d.poke})
	d.receiver = &receive.Receiver{DB: d.db, Screen: dialog.Screen, Poke: d.turns.Wake, Fault: d.fault}
	clock := duty.New(duty.Options{DB: d.db, Connect: d.connect, Now: d.clock, Rang: d.turns.Wake, NoTidying: d.moved})
	if d.moved {
		if _, err := clock.Ring(ctx); err != nil {
			return err
		}
	}
	crew := newCrew(ctx)
	defer crew.stop(stopsWithin)
	crew.start("clock", clock.Run)
	crew.start("turns", func(ctx context.Context) { _ = d.turns.Run(ctx) }) // a newer program on this database makes them instead
	s, err := d.seats(ctx, c)
	if err != nil {
		return err
	}
	release, err := d.occupy(ctx, s)
	if err != nil {
		return err
	}
	defer release()
	return d.run(ctx, c, s)
}

// seats makes sure of the demo people and gives the place of who talks.
func (d *demo) seats(ctx context.Context, c *chatCommand) (seat, error) {
	organisation, err := d.db.EnsureOrganisation(ctx, demoName, true)
	if err != nil {
		return seat{}, err
	}
	if _, err := d.seat(ctx, organisation, 0, demoSupervisor, dialog.Supervisor); err != nil {
		return seat{}, err
	}
	mentor, err := d.seat(ctx, organisation, 0, demoMentor, dialog.MentorRole)
	if err != nil || c.role() == dialog.MentorRole {
		return mentor, err
	}
	return d.seat(ctx, organisation, mentor.who.ID, c.Person, dialog.Participant)
}

// seat finds somebody's place, and brings in by an invitation who is new.
func (d *demo) seat(ctx context.Context, organisation, by int64, name string, role dialog.Role) (seat, error) {
	s := seat{name: name, role: role}
	var err error
	if s.bot, err = d.db.AddBot(ctx, organisation, store.Terminal, "", username(name, role)); err != nil {
		return s, err
	}
	s.who, err = d.db.InChat(ctx, s.bot, chatID)
	if err == nil && s.who.Role == role {
		return s, nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return s, err
	}
	token, err := d.db.Invite(ctx, organisation, role, by, store.Details{Name: name})
	if err != nil {
		return s, err
	}
	if err := d.start(ctx, s, token); err != nil {
		return s, err
	}
	s.came = true
	s.who, err = d.db.InChat(ctx, s.bot, chatID)
	return s, err
}

// username names a terminal bot after its person without saying the name, which is sealed everywhere else.
func username(name string, role dialog.Role) string {
	sum := sha256.Sum256([]byte(name))
	return "demo-" + string(role) + "-" + hex.EncodeToString(sum[:6])
}

// start opens a link as that person and waits until its turn was made.
func (d *demo) start(ctx context.Context, s seat, token string) error {
	arrival := store.Arrival{Ref: fmt.Sprintf("start.%d", time.Now().UnixNano()), Chat: chatID, At: d.clock(),
		Input: dialog.Input{Kind: dialog.Started, Token: token}}
	if err := d.receiver.Receive(ctx, s.bot, []store.Arrival{arrival}, 0); err != nil {
		return err
	}
	return d.turned(ctx, s)
}

// turned waits until all that came in for a seat has had its turn.
func (d *demo) turned(ctx context.Context, s seat) error {
	for {
		inputs, _, err := d.db.Waiting(ctx, s.bot, chatID)
		if err != nil || inputs == 0 {
			return err
		}
		pause(ctx, 5*time.Millisecond)
	}
}

// occupy keeps a second terminal from the same seat: each would print half of the talk.
func (d *demo) occupy(ctx context.Context, s seat) (release func(), err error) {
	conn, err := d.connect(ctx)
	if err != nil {
		return nil, fmt.Errorf("connecting for the seat at the terminal: %w", err)
	}
	release = func() { _ = conn.Close(context.WithoutCancel(ctx)) } // the server lets go of the lock either way
	var free bool
	err = conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1, $2)`, send.LockClass, s.bot).Scan(&free)
	switch {
	case err != nil:
		release()
		return nil, fmt.Errorf("taking the seat at the terminal: %w", err)
	case !free:
		release()
		return nil, advise(fmt.Errorf("%s is talking in another terminal", s.name), "end that talk, or be somebody else with --person")
	}
	return release, nil
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
		DB: d.db, Bot: s.bot, Chat: chatID, In: d.in, Out: d.out, TTY: d.tty, Role: c.role(), Screen: dialog.Screen,
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

func (d *demo) poke() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sent != nil {
		d.sent()
	}
}
