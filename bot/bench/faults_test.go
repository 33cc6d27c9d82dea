//go:build faults

package bench

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The size of a run: some 300 turns a second.
const (
	faultBots    = 40
	faultSeats   = 400
	faultMentors = 40
	kills        = 20
	restarts     = 3
	apart        = 10 * time.Second // two disturbances, on average
)

// TestFaults kills the program and its database under load, at moments that the printed
// seed decides, and looks for what was lost, doubled or misordered. FAULTS_SEED repeats a run.
func TestFaults(t *testing.T) {
	f := &faults{T: t, binary: build(t), town: found(t, faultBots), chance: seeded(t)}
	f.program = f.town.serve(t, f.binary)
	f.town.hire(t, faultMentors)
	c := newCrowd(f.chance.Uint64(), f.town.bots, faultSeats, f.town.invitations(t, 12_000), 0)
	c.eager = true
	f.town.listen(c.heard)
	began := time.Now()
	c.chat(600*time.Millisecond, 1400*time.Millisecond)
	f.disturb()
	time.Sleep(apart)
	stuck := c.rest(time.Minute)
	took := time.Since(began)
	f.rest()
	f.report(c, stuck, took)
}

// seeded gives the chance of this run and prints what repeats it.
func seeded(t *testing.T) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if given := os.Getenv("FAULTS_SEED"); given != "" {
		var err error
		seed, err = strconv.ParseUint(given, 10, 64)
		must(t, err, "reading FAULTS_SEED")
	}
	fmt.Printf("seed %d (FAULTS_SEED=%d repeats the moments)\n", seed, seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// faults is one run.
type faults struct {
	*testing.T
	binary  string
	town    *town
	program *process
	chance  *rand.Rand
	killed  []time.Time // when the program or the database had died
}

// disturb kills and restarts, in an order and at moments of chance.
func (f *faults) disturb() {
	acts := make([]func(), 0, kills+restarts)
	for range kills {
		acts = append(acts, f.kill)
	}
	for range restarts {
		acts = append(acts, f.restart)
	}
	f.chance.Shuffle(len(acts), func(i, j int) { acts[i], acts[j] = acts[j], acts[i] })
	for _, act := range acts {
		time.Sleep(apart/2 + time.Duration(f.chance.Int64N(int64(apart))))
		f.program.alive(f.T)
		act()
	}
}

// kill ends the program as kill -9 does, and starts it again at once.
func (f *faults) kill() {
	f.program.kill()
	f.killed = append(f.killed, time.Now())
	f.program = f.town.serve(f.T, f.binary)
}

const script = "../../deploy/postgres.sh"

// restart ends the database as a crash does. Only that of this checkout may be treated so.
func (f *faults) restart() {
	own, err := exec.CommandContext(f.Context(), script, "url", "postgres").Output()
	if err != nil || strings.TrimSpace(string(own)) != os.Getenv("TEST_DATABASE_URL") {
		fmt.Println("the database is not the private one of this checkout (deploy/postgres.sh): it was not restarted")
		return
	}
	command := exec.CommandContext(f.Context(), script, "restart", "hard")
	out, err := command.CombinedOutput()
	if err != nil {
		f.Fatalf("restarting the database: %v\n%s", err, out)
	}
	f.killed = append(f.killed, time.Now())
	f.town.connect(f.T)
}

// rest waits until nothing is left to do, and stops the program.
func (f *faults) rest() {
	const open = `SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL) + (SELECT count(*) FROM outbox WHERE state = 'waiting')`
	left := -1
	for end := time.Now().Add(time.Minute); left != 0 && time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		must(f.T, f.town.sql.QueryRow(f.Context(), open).Scan(&left), "asking what is left")
	}
	if left != 0 {
		f.Errorf("%d rows are still open after a minute", left)
	}
	f.program.stop(f.T)
}

func (f *faults) report(c *crowd, stuck []string, took time.Duration) {
	v, err := f.town.check(f.Context())
	must(f.T, err, "checking")
	counted := c.count()
	most := f.repeats(v)
	var t figures
	t.part(fmt.Sprintf("%d chats over %d bots for %.0f s, %d times killed", faultSeats, faultBots, took.Seconds(), len(f.killed)))
	t.plain("turns a second, outages included", "%.0f", float64(counted.turns)/took.Seconds())
	t.plain("longest wait for an answer, s", "%.1f", counted.whole.at(1)/1000)
	t.plain("updates; messages", "%d; %d", v.updates, v.messages)
	t.below("lost on the way in", "%.0f", 0, float64(v.lostIn+len(stuck)))
	t.below("lost on the way out", "%.0f", 0, float64(v.lostOut))
	t.below("out of order", "%.0f", 0, float64(v.misordered))
	t.below("most repeats in a chat for one kill", "%.0f", 1, float64(most))
	t.plain("repeats in all", "%d", len(v.repeats))
	t.print(os.Stdout)
	f.judge(c, v, stuck, most)
}

// inFlight is how long after a kill the double may still take what the program had posted:
// the request lies in the kernel, and on a busy machine the double comes to it late.
const inFlight = time.Second

// repeats gives the highest number of repeats that one chat had for one kill: a message
// that Telegram has twice belongs to the first kill after it, or just before it.
func (f *faults) repeats(v *verdict) (most int) {
	type cause struct {
		at   place
		kill int
	}
	counts := map[cause]int{}
	for _, r := range v.repeats {
		kill := 0
		for kill < len(f.killed) && f.killed[kill].Add(inFlight).Before(r.time) {
			kill++
		}
		if kill == len(f.killed) {
			v.find(&v.misordered, "%v: a message came twice though nothing was killed after it", r.at)
		}
		counts[cause{r.at, kill}]++
		most = max(most, counts[cause{r.at, kill}])
	}
	return most
}

func (f *faults) judge(c *crowd, v *verdict, stuck []string, most int) {
	if v.lostIn+v.lostOut+v.misordered > 0 || most > 1 {
		f.Errorf("wrong results, such as:\n%s", strings.Join(v.where, "\n"))
	}
	for _, who := range stuck[:min(5, len(stuck))] {
		f.Error(who)
	}
	for _, wrong := range append(c.errors, f.town.problems()...) {
		f.Error(wrong)
	}
}
