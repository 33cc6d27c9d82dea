//go:build bench

package bench

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"stapmaat/dialog"
)

// ownWork is the processor time that the program took for a turn of a person, in milliseconds.
func ownWork(counted tally, before, after cost) float64 {
	return (after.program - before.program).Seconds() * 1000 / max(float64(counted.turns), 1)
}

// callsATurn are a reply and a screen.
const callsATurn = 2

// reportModel adds what people and the model saw.
func (b *modelBench) reportModel(counted tally, late int, rate float64, from time.Time, before, after cost) {
	w, err := b.town.ways(b.Context(), b.letters, from)
	must(b.T, err, "holding calls against what the model saw")
	f := &b.figures
	f.part(fmt.Sprintf("open loop, %.0f turns a second, each with a reply and a screen; the model answers after %v", rate, modelLatency))
	f.below("update to the first message, p95, ms", "%.0f", 400, counted.first.at(.95))
	f.plain("  p50, p99, highest, ms", "%.0f, %.0f, %.0f", counted.first.at(.5), counted.first.at(.99), counted.first.at(1))
	f.plain("turns a second; acts nobody was free for", "%.0f; %d", float64(counted.turns)/after.at.Sub(before.at).Seconds(), late)
	f.plain("processor, ms a turn", "%s", shares(before, after, float64(counted.turns)))
	parts := func(d durations) []any { return []any{d.at(.5), d.at(.95), d.at(.99), len(d)} }
	f.plain("a call: its turn begins to asked, p50, p95, p99, ms", "%.1f, %.1f, %.1f of %d", parts(w.out)...)
	f.plain("  asking and reading, less the model's time", "%.1f, %.1f, %.1f of %d", parts(w.waits)...)
	f.plain("  answered to being recorded", "%.1f, %.1f, %.1f of %d", parts(w.back)...)
	f.plain("  recorded to the first message, of replies", "%.1f, %.1f, %.1f of %d", parts(w.posted)...)
	f.plain("most requests at once at the model", "%d", b.model.Busiest())
	b.reportPrompts(w)
}

func (b *modelBench) reportPrompts(w *ways) {
	f := &b.figures
	b.letters.mu.Lock()
	defer b.letters.mu.Unlock()
	for _, kind := range []dialog.CallKind{dialog.CallReply, dialog.CallScreen} {
		sizes := slices.Sorted(slices.Values(b.letters.sizes[kind]))
		if len(sizes) == 0 {
			b.Errorf("the model was never asked for a %s", kind)
			continue
		}
		f.below(fmt.Sprintf("prompt of a %s with its schema, median, bytes", kind), "%.0f", 5000, float64(sizes[len(sizes)/2]))
		bare := slices.Sorted(slices.Values(b.letters.bare[kind]))
		f.plain("  the same without the schema; the longest with it", "%d; %d", bare[len(bare)/2], sizes[len(sizes)-1])
	}
	f.plain("answers used, fixed words instead, dropped", "%d, %d, %d", w.used, w.fixed, w.dropped)
	failed := 0
	for _, verdict := range slices.Sorted(maps.Keys(w.failed)) {
		failed += w.failed[verdict]
		f.plain("  calls that ended "+verdict, "%d", w.failed[verdict])
	}
	f.below("calls that got no answer", "%.0f", 0, float64(failed))
}
