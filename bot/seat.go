package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"stapmaat/bot/send"
	"stapmaat/dialog"
	"stapmaat/store"
)

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

// seats makes sure of the demo people and gives the place of who talks.
func (d *demo) seats(ctx context.Context, c *chatCommand) (seat, error) {
	organisation, err := d.db.EnsureOrganisation(ctx, demoName, true)
	if err == nil && d.models.talk != nil {
		err = d.db.UseModel(ctx, organisation)
	}
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
