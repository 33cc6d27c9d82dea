//go:build bench

package bench

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"stapmaat/store/storetest"
)

// The size of a run.
const (
	bots    = 80
	seats   = 4000
	mentors = 400 // some ten people each
	warm    = 5 * time.Second
	rate    = 200 // a second, of the open loop
)

// TestBench measures the program as it is run, and prints a table. It fails on wrong
// results only.
func TestBench(t *testing.T) {
	measured := 30 * time.Second
	if os.Getenv("BENCH_LONG") != "" {
		measured = 5 * time.Minute
	}
	debug.SetGCPercent(400) // the double shares the cores with what is measured: its own housekeeping should cost little
	b := &bench{T: t, binary: build(t), town: found(t, bots), measured: measured}
	b.enter()
	b.latency()
	c := b.crowd()
	b.rate = b.throughput(c, "fresh database")
	b.floor()
	must(t, b.town.age(t.Context(), 200_000), "making old rows")
	b.throughput(c, "after 200,000 done rows")
	b.program.stop(t)
	b.checked()
	b.figures.print(os.Stdout)
}

// bench is one run.
type bench struct {
	*testing.T
	binary   string
	town     *town
	program  *process
	measured time.Duration
	figures  figures
	mix      mix
	open     int     // connections that the program held
	rate     float64 // turns a second on the fresh database
}

// crowd fills all seats, each at a place of its own in the talk.
func (b *bench) crowd() *crowd {
	people := 2*seats + int((b.measured+warm).Seconds())*2*150
	c := newCrowd(2, b.town.bots, seats, b.town.invitations(b.T, people), 100_000)
	b.town.listen(c.heard)
	if there := c.spread(90 * time.Second); there < seats {
		b.Logf("only %d of %d seats got to their place in the talk: the mix is of openings", there, seats)
	}
	b.settled(c)
	return c
}

// enter starts the program once so that mentors can come in, and makes invitations.
func (b *bench) enter() {
	p := b.town.serve(b.T, b.binary)
	b.town.hire(b.T, mentors)
	time.Sleep(time.Second) // their last messages leave
	p.stop(b.T)
}

// latency starts the program anew and takes its time, then lets people act at a fixed rate.
func (b *bench) latency() {
	b.program = b.town.serve(b.T, b.binary)
	c := newCrowd(1, b.town.bots, 400, b.town.invitations(b.T, 3000), 0)
	b.town.listen(c.heard)
	start := b.firstAnswer(c)
	c.spread(30 * time.Second)
	b.settled(c)
	c.count()
	ctx, stop := context.WithCancel(b.Context())
	resident := make(chan float64, 1)
	go func() { resident <- b.program.most(ctx) }()
	before := b.cost()
	late := c.stream(rate, b.measured*2/3, 1200*time.Millisecond)
	after := b.cost()
	stop()
	b.settled(c)
	counted := c.count()
	b.reportLatency(counted, start, <-resident, shares(before, after, float64(counted.turns)))
	b.figures.plain("turns; acts nobody was free for", "%d; %d", counted.turns, late)
}

// firstAnswer is how long the program takes from its start to its first message.
func (b *bench) firstAnswer(c *crowd) time.Duration {
	c.seats[0].act()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		if c.seats[0].idle(time.Now(), 0) {
			return c.seats[0].answeredAt().Sub(b.program.began)
		}
		if time.Now().After(end) {
			b.program.alive(b.T)
			b.Fatalf("no answer after 20 seconds; the program's last words:\n%s", b.program.log.String())
		}
	}
}

// throughput lets everybody talk as fast as people and limits allow, and gives turns a second.
func (b *bench) throughput(c *crowd, title string) float64 {
	c.chat(500*time.Millisecond, 1500*time.Millisecond)
	time.Sleep(warm)
	c.count()
	before, rows, floods := b.cost(), b.rows(), b.town.flooded()
	time.Sleep(b.measured)
	after, counted := b.cost(), c.count()
	floods = b.town.flooded() - floods
	time.Sleep(time.Second) // Postgres counts rows with some delay
	m, err := b.town.mixed(b.Context(), rows)
	must(b.T, err, "learning what a turn writes")
	resident := b.program.resident()
	b.settled(c)
	b.report(title, counted, before, after, m)
	b.figures.plain("answers 429 from the double; resident, MiB", "%d; %.0f", floods, resident)
	b.mix, b.open = m, after.Connections
	return float64(counted.turns) / after.at.Sub(before.at).Seconds()
}

// floor writes the same rows by hand, with the program at rest.
func (b *bench) floor() {
	rate, err := floor(b.Context(), storetest.URL(b.T), b.mix, b.open, 8*time.Second)
	must(b.T, err, "measuring the floor")
	b.figures.part("floor: the rows of such a turn written by hand, one pipelined transaction each")
	b.figures.plain(fmt.Sprintf("turns a second over %d connections", b.open), "%.0f", rate)
	b.figures.atLeast("the program's share of it", "%.2f", 0.4, b.rate/rate)
}

// settled lets nobody act any more and waits for all answers: one that does not come is lost.
func (b *bench) settled(c *crowd) {
	b.Helper()
	if stuck := c.rest(60 * time.Second); len(stuck) > 0 {
		b.Errorf("%d people have no answer after a minute, such as %s", len(stuck), strings.Join(stuck[:min(5, len(stuck))], "\n"))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, wrong := range c.errors {
		b.Error(wrong)
	}
	b.program.alive(b.T)
}

func (b *bench) cost() cost {
	b.Helper()
	c, err := b.town.cost(b.Context(), b.program)
	must(b.T, err, "asking what was used")
	return c
}

func (b *bench) rows() map[string]float64 {
	b.Helper()
	rows, err := b.town.written(b.Context())
	must(b.T, err, "counting rows")
	return rows
}
