// Package terminal is the terminal face: the same talk, with a keyboard and a
// screen. What is typed becomes inbox rows, outbox rows are printed, and turns,
// sender and receiver are those of every face. It knows no Telegram.
package terminal

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"stapmaat/bot/receive"
	"stapmaat/bot/send"
	"stapmaat/dialog"
	"stapmaat/store"
)

// Options of Run. DB, Bot, Chat, In, Out, Screen and Turns are needed.
type Options struct {
	DB   *store.DB
	Bot  int64 // a bot of channel "terminal", for this talk alone
	Chat int64 // the talk
	In   io.Reader
	Out  io.Writer
	// TTY is for people: buttons have numbers, bold is bold, a line can be typed at any
	// time. Without it the output is a transcript, and the next line is read only when
	// nothing of this talk is open, so that a program can talk.
	TTY  bool
	Role dialog.Role // who types: a participant, a mentor or a supervisor; names the lines
	// Screen reads every input for danger: dialog.ScreenIn.
	Screen store.Screen
	// Turns starts the turns, which run until ctx ends. They call sent when there is
	// something to send; the func they give wakes them.
	Turns func(ctx context.Context, sent func()) (wake func())
	// Draw makes a picture: bytes and media type. Without it pictures are only named.
	Draw func(dialog.Picture) ([]byte, string, error)
	// Pictures is the folder for pictures and files; it is made when needed.
	Pictures string
	Save     io.Writer        // gets the transcript, line by line; may be nil
	Now      func() time.Time // the person's clock; time.Now when nil
}

// Run talks until In ends or ctx does, then waits for the last answer. It returns
// nil in both cases; an error means that the terminal or the database failed.
func Run(ctx context.Context, o Options) error {
	if o.Now == nil {
		o.Now = time.Now
	}
	t := &talk{o: o, screen: newScreen(o)}
	sender := send.New(send.Options{
		DB:     o.DB,
		Face:   t,
		Bots:   func() []int64 { return []int64{o.Bot} },
		Limits: unlimited,
		Grace:  2 * time.Second,
	})
	running, stop := context.WithCancel(ctx)
	var background sync.WaitGroup
	defer background.Wait()
	defer stop()
	background.Go(func() { sender.Run(running) })
	receiver := &receive.Receiver{DB: o.DB, Screen: o.Screen, Poke: o.Turns(running, func() { sender.Poke() })}
	return t.run(ctx, receiver)
}

// unlimited is the pace of a screen: nobody counts.
var unlimited = send.Limits{BotRate: 1e6, BotBurst: 1000, ChatRate: 1e6, ChatBurst: 1000}

// talk is one Run.
type talk struct {
	o      Options
	screen *screen
	count  int // inputs so far
}

func (t *talk) run(ctx context.Context, receiver *receive.Receiver) error {
	reading, done := context.WithCancel(ctx)
	defer done()
	lines := read(reading, t.o.In)
	for {
		if err := t.settle(ctx); err != nil {
			return err
		}
		t.screen.ask()
		select {
		case <-ctx.Done():
			return nil
		case line, more := <-lines:
			if !more {
				t.screen.end()
				return nil
			}
			if err := t.take(ctx, receiver, line); err != nil {
				return err
			}
		}
	}
}

// take makes an input of a line and has it received.
func (t *talk) take(ctx context.Context, receiver *receive.Receiver, line string) error {
	in, said, err := Parse(line, t.screen.newest())
	if err != nil {
		t.screen.remark(err.Error())
		return nil
	}
	t.screen.typed(said)
	t.count++
	now := t.o.Now()
	arrival := store.Arrival{Ref: fmt.Sprintf("%d.%d", time.Now().UnixNano(), t.count), Chat: t.o.Chat, Input: in, At: now}
	if err := receiver.Receive(ctx, t.o.Bot, []store.Arrival{arrival}, 0); err != nil && ctx.Err() == nil {
		return fmt.Errorf("talking in the terminal: %w", err)
	}
	return nil
}

const (
	look     = 5 * time.Millisecond
	patience = 15 * time.Second
)

// settle waits until nothing of this talk is open: no input that waits for its
// turn, no message that waits to be printed. A message that may not be sent now (a
// human has the talk) is not waited for for ever.
func (t *talk) settle(ctx context.Context) error {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for begun := time.Now(); time.Since(begun) < patience; {
		inputs, messages, err := t.o.DB.Waiting(ctx, t.o.Bot, t.o.Chat)
		if ctx.Err() != nil || err == nil && inputs+messages == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("waiting for an answer: %w", err)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}
