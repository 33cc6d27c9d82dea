//go:build bench

package bench

import (
	"os"
	"runtime/debug"
	"testing"
	"time"

	modeldouble "stapmaat/bot/model/double"
	"stapmaat/bot/telegram/double"
)

// The size of a run with a model.
const (
	modelBots    = 40
	modelSeats   = 1600 // a chat may hear one message a second, and an answer is two or three
	modelMentors = 80
	modelLatency = 300 * time.Millisecond
	modelRate    = 200 // turns a second: 400 calls
	enduringRate = 100 // of ten minutes
	modelPause   = 1500 * time.Millisecond
)

// TestBenchModel measures the program with a language model that takes its time: people
// type freely, and each of their turns asks for a reply and a second opinion on danger. With
// BENCH_LONG it goes on for ten minutes and looks for what grows. It fails on wrong results only.
func TestBenchModel(t *testing.T) {
	debug.SetGCPercent(400) // the doubles share the cores with what is measured
	b := newModelBench(t)
	b.open()
	if os.Getenv("BENCH_LONG") != "" {
		b.endures(10 * time.Minute)
	} else {
		b.answers(20*time.Second, 8*time.Second)
	}
	b.program.stop(t)
	b.whole()
	b.checked()
	b.figures.print(os.Stdout)
}

// modelBench is a bench with a model beside it.
type modelBench struct {
	*bench
	model   *modeldouble.Server
	letters *letters
	crowd   *crowd
	metrics string // address of the program's numbers
}

func newModelBench(t *testing.T) *modelBench {
	b := &modelBench{bench: &bench{T: t, binary: build(t), town: found(t, modelBots)}, letters: newLetters()}
	b.model = modeldouble.New(modeldouble.Options{Fail: b.town.unforeseen, Latency: modelLatency, Answer: b.letters.read, Forget: true})
	t.Cleanup(b.model.Close)
	return b
}

// open starts the program and brings everybody to the bridge, with a yes to the model.
func (b *modelBench) open() {
	ctx := b.Context()
	o, err := b.town.db.FindOrganisation(ctx, organisation)
	must(b.T, err, "finding the organisation")
	must(b.T, b.town.db.UseModel(ctx, o), "letting it use a model")
	_, err = b.town.sql.Exec(ctx, `UPDATE organisation SET model_month_tokens = 1000000000000, model_day_tokens = 1000000000`)
	must(b.T, err, "giving it a budget")
	b.metrics = freeAddress(b.T)
	b.program = b.town.serve(b.T, b.binary, "LISTEN_ADDR="+b.metrics,
		"MODEL_URL="+b.model.URL(), "MODEL_KEY="+modeldouble.Key, "MODEL_NAME="+modeldouble.Model, "MODEL_REGION=nl")
	b.town.hire(b.T, modelMentors)
	b.crowd = newCrowd(3, b.town.bots, modelSeats, b.town.invitations(b.T, modelSeats), 0)
	b.crowd.tells = b.letters.write
	b.town.listen(func(p double.Post) { b.letters.posted(p); b.crowd.heard(p) })
	if there := b.crowd.arrive(60 * time.Second); there < modelSeats {
		b.Errorf("only %d of %d people came to the bridge", there, modelSeats)
	}
	b.settled(b.crowd)
}

// answers lets people type at a fixed rate, and then once more with the model switched off:
// what a call costs is the difference.
func (b *modelBench) answers(with, without time.Duration) {
	b.stream(modelRate, 2*time.Second) // warm
	from, before := time.Now(), b.cost()
	counted, late := b.stream(modelRate, with)
	after := b.cost()
	b.switched(false)
	plainBefore := b.cost()
	rules, _ := b.stream(modelRate, without)
	plainAfter := b.cost()
	b.reportModel(counted, late, modelRate, from, before, after)
	own := ownWork(counted, before, after) - ownWork(rules, plainBefore, plainAfter)
	b.figures.below("own work a call, beyond the same talk without, ms of CPU", "%.2f", 3, own/callsATurn)
}

// stream lets people act and waits for the last answers.
func (b *modelBench) stream(rate float64, during time.Duration) (counted tally, late int) {
	b.crowd.count()
	late = b.crowd.stream(rate, during, modelPause)
	b.settled(b.crowd)
	return b.crowd.count(), late
}

// switched turns the model on or off for the organisation.
func (b *modelBench) switched(on bool) {
	_, err := b.town.sql.Exec(b.Context(), `UPDATE organisation SET model_on = $1`, on)
	must(b.T, err, "switching the model")
}

// whole looks for calls that did not end in exactly one input.
func (b *modelBench) whole() {
	uneven, err := b.town.uneven(b.Context())
	must(b.T, err, "checking calls")
	b.figures.below("calls without exactly one end", "%.0f", 0, float64(uneven))
	if uneven > 0 {
		b.Errorf("%d calls did not end in exactly one input", uneven)
	}
}
