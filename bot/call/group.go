package call

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/store"
)

// group does what one turn asked for, all at once. What a screen says is recorded as soon
// as it is there; a reply waits for that, or for the end of the screen's time.
func (r *Runner) group(ctx context.Context, g []store.TakenCall) {
	defer r.typing(g)()
	screened := make(chan struct{})
	var screenEnds <-chan time.Time
	for _, c := range g {
		if c.Kind == dialog.CallScreen {
			timer := time.NewTimer(c.Within)
			defer timer.Stop()
			screenEnds = timer.C
		}
	}
	r.o.Fault.At(fault.CallTaken)
	each(ctx, g, func(ctx context.Context, c store.TakenCall) {
		e := r.ask(ctx, c)
		r.o.Fault.At(fault.CallAnswered)
		switch {
		case c.Kind == dialog.CallScreen:
			defer close(screened)
		case e.Answer.Failed == "" && screenEnds != nil:
			select {
			case <-screened:
			case <-screenEnds:
			case <-ctx.Done():
			}
		}
		if r.record(ctx, c, e) {
			r.own([]store.TakenCall{c}, false)
		}
	})
}

// each does something with every call of a group at the same time. A panic of one ends the
// others, and is then the caller's.
func each(ctx context.Context, g []store.TakenCall, do func(context.Context, store.TakenCall)) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	var calls sync.WaitGroup
	broke := make(chan any, len(g))
	for _, c := range g {
		calls.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					broke <- p
					end()
				}
			}()
			do(ctx, c)
		})
	}
	calls.Wait()
	select {
	case p := <-broke:
		panic(p)
	default:
	}
}

// ask has one call done within its time. Nothing is asked that may not be asked any more.
func (r *Runner) ask(ctx context.Context, c store.TakenCall) (e store.EndedCall) {
	begun := time.Now()
	defer func() { e.ID, e.Took = c.ID, time.Since(begun) }()
	if c.Fail != "" {
		e.Answer.Failed = c.Fail
		return e
	}
	within, cancel := context.WithTimeout(ctx, c.Within)
	defer cancel()
	e = r.do(within, c)
	if e.Answer.Failed != "" && within.Err() != nil {
		e.Answer.Failed = dialog.CallLate
	}
	return e
}

// do is Do that never breaks. What it panics with may quote a person, so only that it did is told.
func (r *Runner) do(ctx context.Context, c store.TakenCall) (e store.EndedCall) {
	defer func() {
		if p := recover(); p != nil {
			if _, dies := p.(fault.Crash); dies {
				panic(p)
			}
			zerolog.Ctx(ctx).Error().Int64("call", c.ID).Str("kind", string(c.Kind)).Type("panic", p).Msg("a call broke")
			e = store.EndedCall{Answer: dialog.CallAnswer{Failed: dialog.CallDown}}
		}
	}()
	return r.o.Doer.Do(ctx, c)
}

// How long to wait before recording once more.
const (
	pauseFirst = 50 * time.Millisecond
	pauseLast  = 2 * time.Second
)

// mostFaults is how often recording may fail for a reason that does not pass.
const mostFaults = 5

// record writes down what came of a call, however long the database is away, and tells
// whether this process is done with it. What was cut off by the end of the process is left
// to the next one, and what can't be written to the clock.
func (r *Runner) record(ctx context.Context, c store.TakenCall, e store.EndedCall) (done bool) {
	faults := 0
	for pause := pauseFirst; ctx.Err() == nil; pause = min(2*pause, pauseLast) {
		out, err := r.write(ctx, e)
		if err == nil {
			r.o.Fault.At(fault.CallRecorded)
			r.tell(c, e, out)
			return true
		}
		if !errors.Is(err, store.ErrScreenWaits) && ctx.Err() == nil { // another process has its screen
			zerolog.Ctx(ctx).Error().Err(err).Int64("call", c.ID).Msg("an answer was not recorded; trying again")
			if !store.Transient(err) {
				faults++
			}
		}
		if faults == mostFaults {
			return true
		}
		wait(ctx, pause)
	}
	return false
}

func (r *Runner) write(ctx context.Context, e store.EndedCall) (store.Recorded, error) {
	select {
	case r.pens <- struct{}{}:
	case <-ctx.Done():
		return store.Recorded{}, ctx.Err()
	}
	defer func() { <-r.pens }()
	return r.o.DB.RecordCall(ctx, e, r.o.Screen)
}

// tell wakes whoever has something to do now.
func (r *Runner) tell(c store.TakenCall, e store.EndedCall, out store.Recorded) {
	if !out.Fresh {
		return
	}
	if out.Alerted {
		r.o.Alerted()
	}
	r.o.Poke()
	r.o.Ended(c.Kind, e.Answer.Failed, e.Took)
}

func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
