// Package eval plays scripted people through the whole program and measures the talks: the
// receiver, the turns, the sender and the clock are those that serve; only the phones are not
// real. The people take turns together, a minute a round, so that a play is the same every
// time; what a language model takes is waited for.
package eval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"stapmaat/bot/receive"
	"stapmaat/bot/send"
	"stapmaat/dialog"
	"stapmaat/store"
)

// Program is the part of the program that is played with. It runs on a database with nobody
// in it, by Clock.
type Program struct {
	DB       *store.DB
	Clock    *Clock
	Receiver *receive.Receiver
	Ring     func(ctx context.Context) (rang int, err error) // timers that are due come in
	Sender   func(poke func())                               // learns how to wake the sender
	// Model says that there is a language model: people are asked whether it may read along.
	Model bool
	// Ready runs once the organisation and its mentor are there: content is made ready.
	Ready func(ctx context.Context) error
}

// Options of Play.
type Options struct {
	People []Person
	Seed   uint64        // of all chance, beside each person's own
	Days   int           // days after which somebody gives up; 5 when 0
	Turns  int           // turns after which somebody gives up; 90 when 0
	Settle time.Duration // how long one answer may take, in real time; half a minute when 0
	// ByHand says that somebody plays the model: the clock stands still however long that takes,
	// or people would seem to have gone away.
	ByHand bool
	// Progress hears how far it is; nil for nobody.
	Progress func(Progress)
}

// Progress is how far a play is.
type Progress struct {
	Clock  time.Time
	Turns  int
	Steps  int // people who have a first step
	People int
}

const (
	organisation = "Eval"
	mentor       = "Anne"
	mentorChat   = 1
	minute       = time.Minute // between two rounds
)

// play is one Play.
type play struct {
	Program
	o       Options
	bot     int64
	org     int64
	zone    *time.Location
	phones  *phones
	players []*player
	arrived int           // inputs so far
	late    time.Duration // how far the clock went on in this round
	event   int64         // the last one seen
	turns   int
}

// Play plays the people from their invitation to a first small step, or until they give up.
func Play(ctx context.Context, program Program, o Options) ([]*Talk, error) {
	o.Days, o.Turns, o.Settle = cmp.Or(o.Days, 5), cmp.Or(o.Turns, 90), cmp.Or(o.Settle, 30*time.Second)
	p := &play{Program: program, o: o, phones: &phones{new: map[int64][]dialog.Message{}}}
	if err := p.house(ctx); err != nil {
		return nil, err
	}
	sender := send.New(send.Options{DB: p.DB, Face: p.phones, Bots: func() []int64 { return []int64{p.bot} },
		Limits: send.Limits{BotRate: 1e6, BotBurst: 1000, ChatRate: 1e6, ChatBurst: 1000}, Grace: time.Second})
	p.Sender(func() { sender.Poke() })
	sending, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { defer close(done); sender.Run(sending) }()
	defer func() { stop(); <-done }()
	if err := p.comeIn(ctx); err != nil {
		return nil, err
	}
	if err := p.days(ctx); err != nil {
		return nil, err
	}
	return p.talks(ctx)
}

// talks are all of them, with what was asked of the model.
func (p *play) talks(ctx context.Context) (talks []*Talk, err error) {
	calls, err := p.DB.CallsSeen(ctx)
	if err != nil {
		return nil, err
	}
	alarms, err := p.DB.AlarmsSeen(ctx)
	for _, one := range p.players {
		one.talk.Alarms = alarms[one.talk.Case]
		for _, c := range calls {
			if c.Person == one.talk.Case {
				one.talk.Calls = append(one.talk.Calls, c)
			}
		}
		talks = append(talks, one.talk)
	}
	return talks, err
}

// days lets everybody talk until nobody wants to any more.
func (p *play) days(ctx context.Context) error {
	for {
		awake := p.awake()
		if len(awake) == 0 {
			more, err := p.sleep(ctx)
			if err != nil || !more {
				return err
			}
			continue
		}
		if err := p.round(ctx, awake); err != nil {
			return err
		}
	}
}

// awake are those who have their phone in hand.
func (p *play) awake() (all []*player) {
	for _, one := range p.players {
		if !one.done && !one.back.After(p.Clock.Now()) {
			all = append(all, one)
		}
	}
	return all
}

// round lets each of them do one thing.
func (p *play) round(ctx context.Context, awake []*player) error {
	var batch []store.Arrival
	for _, one := range awake {
		said, in := one.next()
		key := ""
		if m := one.question(); m != nil {
			key = m.Key
		}
		one.talk.Turns = append(one.talk.Turns, Turn{At: p.local(), Asked: key, Said: said, Kind: in.Kind, Text: in.Text})
		batch = append(batch, p.arrival(one.talk.chat, in))
		p.turns++
	}
	if err := p.Receiver.Receive(ctx, p.bot, batch, 0); err != nil {
		return err
	}
	if err := p.settle(ctx); err != nil {
		return err
	}
	if err := p.see(ctx); err != nil {
		return err
	}
	for _, one := range awake {
		p.rests(one)
	}
	p.progress()
	p.Clock.set(p.Clock.Now().Add(minute))
	return nil
}

// rests puts the phone away when nothing is asked, or for good.
func (p *play) rests(one *player) {
	asked := one.question() != nil
	switch {
	case one.talk.Step >= 0 && !asked, one.talk.own() >= p.o.Turns:
		one.done = true
	case !asked:
		one.days++
		one.done = one.days >= p.o.Days
		at := p.local()
		one.back = time.Date(at.Year(), at.Month(), at.Day()+1, one.Hour, one.days, 0, 0, at.Location())
	}
}

// sleep moves the clock on to who is back first, and lets ring what is due on the way. It
// tells whether anybody comes back at all.
func (p *play) sleep(ctx context.Context) (more bool, err error) {
	var until time.Time
	for _, one := range p.players {
		if !one.done && (until.IsZero() || one.back.Before(until)) {
			until = one.back
		}
	}
	for !until.IsZero() {
		next, err := p.DB.NextTimer(ctx)
		if err != nil {
			return false, err
		}
		if next.IsZero() || next.After(until) {
			p.Clock.set(until)
			return true, nil
		}
		if next.After(p.Clock.Now()) {
			p.Clock.set(next)
		}
		if err := p.ring(ctx); err != nil {
			return false, err
		}
		if len(p.awake()) > 0 { // something came that she looks at
			return true, nil
		}
	}
	return false, nil
}

// ring lets the clock bring what is due. Who is asked something takes up her phone.
func (p *play) ring(ctx context.Context) error {
	rang, err := p.Ring(ctx)
	if err == nil && rang == 0 {
		err = errors.New("a timer is due and does not ring")
	}
	if err == nil {
		err = p.settle(ctx)
	}
	if err != nil {
		return err
	}
	for _, one := range p.players {
		one.talk.Turns = append(one.talk.Turns, Turn{At: p.local()})
	}
	if err := p.see(ctx); err != nil {
		return err
	}
	for _, one := range p.players {
		last := one.talk.Turns[len(one.talk.Turns)-1]
		if len(last.Messages) == 0 && len(last.Facts) == 0 {
			one.talk.Turns = one.talk.Turns[:len(one.talk.Turns)-1]
			continue
		}
		if len(last.Messages) > 0 && one.question() != nil {
			one.back = p.Clock.Now()
		}
	}
	return nil
}

// see adds what became of the last turn: messages, facts, and a first step.
func (p *play) see(ctx context.Context) error {
	events, err := p.DB.EventsAfter(ctx, p.event)
	if err != nil {
		return err
	}
	with, err := p.DB.WithStep(ctx)
	if err != nil {
		return err
	}
	for _, one := range p.players {
		t := one.talk
		last := &t.Turns[len(t.Turns)-1]
		fresh := p.phones.look(t.chat)
		last.Messages = append(last.Messages, fresh...)
		t.shown = append(t.shown, fresh...)
		if t.Step < 0 && slices.Contains(with, t.Case) {
			t.Step = len(t.Turns) - 1
		}
		for _, e := range events {
			if e.Person == t.Case {
				last.Facts = append(last.Facts, Fact{Kind: e.Kind, ByModel: e.ByModel})
			}
		}
	}
	if len(events) > 0 {
		p.event = events[len(events)-1].ID
	}
	return nil
}

// settle waits until nothing is open: no input without a turn, no call without an answer,
// no message that is not sent.
func (p *play) settle(ctx context.Context) error {
	var open store.Underway
	p.late = 0
	for begun := time.Now(); time.Since(begun) < p.o.Settle; {
		var err error
		if open, err = p.DB.Unsettled(ctx, p.bot); err != nil || open == (store.Underway{}) {
			return err
		}
		if err := p.goesOn(ctx, time.Since(begun)); err != nil {
			return err
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("waiting for an answer: %w", ctx.Err())
		}
	}
	return fmt.Errorf("after %s there are still %d inputs, %d calls and %d messages open", p.o.Settle, open.Inputs, open.Calls, open.Messages)
}

// patience is how long the clock waits for a round before it goes on by itself.
const patience = 5 * time.Second

// goesOn moves the clock with real time when a round takes long: claims and deadlines of
// calls end by it, and who waits for one that is over gets the fixed answer, as the duty sees to.
func (p *play) goesOn(ctx context.Context, waited time.Duration) error {
	by := (waited - patience).Truncate(time.Second) - p.late
	if by <= 0 || p.o.ByHand {
		return nil
	}
	p.late += by
	p.Clock.set(p.Clock.Now().Add(by))
	_, err := p.DB.EndLateCalls(ctx, 100)
	return err
}

func (p *play) progress() {
	if p.o.Progress == nil {
		return
	}
	n := Progress{Clock: p.local(), Turns: p.turns, People: len(p.players)}
	for _, one := range p.players {
		if one.talk.Step >= 0 {
			n.Steps++
		}
	}
	p.o.Progress(n)
}
