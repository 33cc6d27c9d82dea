//go:build bench

package bench

import (
	"fmt"
	"strings"
	"time"
)

// reportLatency adds what the open loop showed.
func (b *bench) reportLatency(counted tally, start time.Duration, resident float64, processor string) {
	f := &b.figures
	f.part(fmt.Sprintf("open loop, %d acts a second; from the moment Telegram has the update to the message posted", rate))
	f.below("to the first message, p99, ms", "%.1f", 25, counted.first.at(.99))
	f.plain("  p50, p95, highest, ms", "%.1f, %.1f, %.1f", counted.first.at(.5), counted.first.at(.95), counted.first.at(1))
	f.plain("to the whole answer, p50, p95, p99, ms", "%.1f, %.1f, %.1f", counted.whole.at(.5), counted.whole.at(.95), counted.whole.at(.99))
	f.plain("answers with a picture, p50, p99, ms", "%.0f, %.0f of %d", counted.pictures.at(.5), counted.pictures.at(.99), len(counted.pictures))
	f.below("resident, the program alone, MiB", "%.0f", 96, resident)
	f.below("start to first answer, s", "%.2f", 1, start.Seconds())
	f.plain("processor, ms a turn", "%s", processor)
}

// report adds what a steady state showed.
func (b *bench) report(title string, counted tally, before, after cost, m mix) {
	seconds, turns := after.at.Sub(before.at).Seconds(), float64(counted.turns)
	f := &b.figures
	f.part(fmt.Sprintf("steady state, %s: %d chats over %d bots, limiter on", title, seats, bots))
	f.atLeast("turns posted a second", "%.0f", 1500, turns/seconds)
	f.plain("messages a second; pictures a second", "%.0f; %.1f", float64(counted.messages)/seconds, float64(counted.photos)/seconds)
	f.plain("commits, WAL, disk a turn", "%.2f, %.0f bytes, %.0f bytes", float64(after.Commits-before.Commits)/turns, float64(after.WAL-before.WAL)/turns, float64(after.Disk-before.Disk)/turns)
	f.plain("a turn writes", "%s", m)
	f.plain("processor, ms a turn", "%s", shares(before, after, turns))
	f.plain("picture answers, act to posted, p50, p99, ms", "%.0f, %.0f", counted.pictures.at(.5), counted.pictures.at(.99))
}

// checked holds what Telegram saw against the database.
func (b *bench) checked() {
	v, err := b.town.check(b.Context())
	must(b.T, err, "checking")
	b.figures.part("results")
	b.figures.plain("updates; messages", "%d; %d", v.updates, v.messages)
	b.figures.below("lost in + lost out + out of order + repeated", "%.0f", 0, float64(v.lostIn+v.lostOut+v.misordered+len(v.repeats)))
	if wrong := v.lostIn + v.lostOut + v.misordered + len(v.repeats); wrong > 0 {
		b.Errorf("%d lost in, %d lost out, %d out of order, %d repeated:\n%s", v.lostIn, v.lostOut, v.misordered, len(v.repeats), strings.Join(v.where, "\n"))
	}
	for _, strange := range b.town.problems() {
		b.Errorf("the double did not foresee: %s", strange)
	}
}
