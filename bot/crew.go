package main

import (
	"context"
	"sync"
	"time"
)

// stopsWithin is how long everything may take to finish after the signal: the
// systemd unit and compose kill some seconds later.
const stopsWithin = 10 * time.Second

// crew is loops that run together and stop in the order in which they were
// started: first what brings work in, last what carries it out.
type crew struct {
	base context.Context // goes on after the signal, until force
	cut  context.CancelFunc
	jobs []*job
}

type job struct {
	name string
	stop context.CancelFunc
	done sync.WaitGroup
}

// newCrew makes a crew whose work survives the end of ctx, but keeps its values.
func newCrew(ctx context.Context) *crew {
	base, cut := context.WithCancel(context.WithoutCancel(ctx))
	return &crew{base: base, cut: cut}
}

// start runs a loop until its turn to stop has come.
func (c *crew) start(name string, run func(context.Context)) {
	ctx, stop := context.WithCancel(c.base)
	j := &job{name: name, stop: stop}
	j.done.Go(func() { run(ctx) })
	c.jobs = append(c.jobs, j)
}

// stop ends the loops one after another and waits for each; after the time is up
// it takes their database and network away.
func (c *crew) stop(within time.Duration) {
	timer := time.AfterFunc(within, c.cut)
	defer timer.Stop()
	defer c.cut()
	for _, j := range c.jobs {
		j.stop()
		j.done.Wait()
	}
}
