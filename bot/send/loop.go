package send

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"stapmaat/dialog"
	"stapmaat/store"
)

// loop is the one goroutine that decides what goes next. Rows are not claimed in the
// database: the role makes this process the only sender of its bots, and flying
// keeps a talk from having two messages on their way.
type loop struct {
	s      *Sender
	flight context.Context // of posts; outlives the loop by the grace
	gate   *gate
	brakes brakes
	posts  sync.WaitGroup

	flying map[int64]bool // talks with a message that is not yet recorded
	held   map[int64]hold // talks whose chat must wait
	dirty  map[int64]bool // bots that may have something to send
	wake   time.Time      // when something that waited may go; zero for nothing
}

// hold says until when a talk must wait.
type hold struct {
	bot   int64
	until time.Time
}

func newLoop(s *Sender, flight context.Context) *loop {
	return &loop{
		s:      s,
		flight: flight,
		gate:   newGate(s.o.Limits),
		brakes: brakes{},
		flying: map[int64]bool{},
		held:   map[int64]hold{},
		dirty:  map[int64]bool{},
	}
}

func (l *loop) run(ctx context.Context) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	wake := time.NewTimer(0)
	defer wake.Stop()
	l.mark(l.s.o.Bots()...)
	for {
		select {
		case <-ctx.Done():
			return
		case done := <-l.s.settled:
			l.settle(done)
		case <-l.s.pokes.signal:
			l.mark(l.s.pokes.take(l.s.o.Bots())...)
		case <-ticker.C:
			l.mark(l.s.o.Bots()...)
		case <-wake.C:
		}
		l.drain()
		l.look(ctx)
		wake.Reset(l.pause())
		l.rest(ctx)
	}
}

func (l *loop) mark(bots ...int64) {
	for _, b := range bots {
		l.dirty[b] = true
	}
}

// rest lets some rows gather while much is on its way; a poke alone does not wait.
func (l *loop) rest(ctx context.Context) {
	if len(l.flying) >= 2*reserved {
		sleep(ctx, breath)
	}
}

// pause is how long to wait when nobody pokes.
func (l *loop) pause() time.Duration {
	if l.wake.IsZero() {
		return tick
	}
	return max(0, l.wake.Sub(l.s.o.Now()))
}

// drain takes all that was recorded meanwhile.
func (l *loop) drain() {
	for {
		select {
		case done := <-l.s.settled:
			l.settle(done)
		default:
			return
		}
	}
}

// settle frees the talks of recorded messages, and slows down where the face said so.
func (l *loop) settle(done []attempt) {
	now := l.s.o.Now()
	for _, a := range done {
		delete(l.flying, a.out.Conversation)
		l.mark(a.out.Bot)
		if a.lost {
			l.held[a.out.Conversation] = hold{a.out.Bot, now.Add(lostPause)}
		}
		l.heed(a, now)
	}
}

func (l *loop) heed(a attempt, now time.Time) {
	bot := a.out.Bot
	switch a.delivery.Code {
	case CodeFlood:
		l.gate.stopChat(chatOf{bot, a.out.Chat}, a.delivery.RetryAt, now)
	case CodeToken:
		l.gate.stopBot(bot, a.delivery.RetryAt)
	case CodeNetwork, CodeServer:
		l.gate.stopBot(bot, now.Add(l.brakes.failed(bot)))
		return
	}
	l.brakes.answered(bot)
}

// look asks for what may go now, and starts it.
func (l *loop) look(ctx context.Context) {
	now := l.s.o.Now()
	l.wake = time.Time{}
	l.release(now)
	room := l.s.o.AtOnce - len(l.flying)
	if room <= 0 {
		return // the next message that is recorded brings us here again
	}
	bots := l.ready(now)
	if len(bots) == 0 {
		return
	}
	limit := min(room, 4*len(bots)+reserved)
	rows := l.s.take(ctx, bots, l.busy(), limit)
	started := 0
	for _, o := range rows {
		if l.start(o, now) {
			started++
		}
	}
	if len(rows) == limit && started > 0 { // there may be more
		l.mark(bots...)
		l.wait(now)
	}
}

// release lets go of the talks that waited long enough.
func (l *loop) release(now time.Time) {
	for talk, h := range l.held {
		if h.until.After(now) {
			l.wait(h.until)
			continue
		}
		delete(l.held, talk)
		l.mark(h.bot)
	}
}

// ready takes the marked bots that may send now; the others stay marked.
func (l *loop) ready(now time.Time) []int64 {
	var bots []int64
	for _, bot := range l.s.o.Bots() {
		if !l.dirty[bot] {
			continue
		}
		if at := l.gate.botReady(bot, now); at.After(now) {
			l.wait(at)
			continue
		}
		bots = append(bots, bot)
		delete(l.dirty, bot)
	}
	return bots
}

// busy lists the talks that nothing may be taken of.
func (l *loop) busy() []int64 {
	busy := slices.AppendSeq(make([]int64, 0, len(l.flying)+len(l.held)), maps.Keys(l.flying))
	return slices.AppendSeq(busy, maps.Keys(l.held))
}

// start posts a message if its bot and its chat may send now. One that may not stays
// in the database: an alarm may overtake it there.
func (l *loop) start(o store.Outgoing, now time.Time) bool {
	c := chatOf{o.Bot, o.Chat}
	if at := l.gate.botReady(o.Bot, now); at.After(now) {
		l.mark(o.Bot)
		l.wait(at)
		return false
	}
	if at := l.gate.chatReady(c, now); at.After(now) {
		l.held[o.Conversation] = hold{o.Bot, at}
		l.wait(at)
		return false
	}
	if o.Lane > dialog.LaneSafety && len(l.flying) >= l.s.o.AtOnce-min(reserved, l.s.o.AtOnce/2) {
		l.mark(o.Bot)
		return false
	}
	l.gate.pass(c, now)
	l.flying[o.Conversation] = true
	l.posts.Go(func() { l.s.post(l.flight, o) })
	return true
}

// wait remembers the earliest time at which something may go.
func (l *loop) wait(until time.Time) {
	if l.wake.IsZero() || until.Before(l.wake) {
		l.wake = until
	}
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
