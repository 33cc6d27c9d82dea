//go:build bench

package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// sample is what the program held at one moment.
type sample struct {
	at                         time.Time
	heap, resident, goroutines float64 // heap and resident in MiB
}

// How often samples are taken, and how much is left out before the program has warmed up.
const (
	sampleEvery = 5 * time.Second
	warmUp      = 60 * time.Second
)

// endures lets people act for so long at a steady rate and looks for what grows.
func (b *modelBench) endures(during time.Duration) {
	b.stream(enduringRate, warmUp)
	ctx, stop := context.WithCancel(b.Context())
	taken := make(chan []sample, 1)
	go func() { taken <- b.samples(ctx) }()
	from, before := time.Now(), b.cost()
	counted, late := b.stream(enduringRate, during)
	stop()
	after := b.cost()
	b.reportModel(counted, late, enduringRate, from, before, after)
	b.reportGrowth(<-taken, during)
}

// samples takes them until the context ends.
func (b *modelBench) samples(ctx context.Context) (all []sample) {
	tick := time.NewTicker(sampleEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return all
		case <-tick.C:
		}
		numbers, err := b.numbers(ctx)
		if err != nil {
			continue // it stopped, or is busy: a sample less
		}
		all = append(all, sample{time.Now(), numbers["go_memstats_heap_inuse_bytes"] / (1 << 20), b.program.resident(), numbers["go_goroutines"]})
	}
}

// numbers reads the program's metrics that have no labels.
func (b *modelBench) numbers(ctx context.Context) (map[string]float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+b.metrics+"/metrics", nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	found := map[string]float64{}
	for line := range strings.Lines(string(body)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			found[name] = n
		}
	}
	return found, nil
}

// What may grow in all without being called growth: the garbage between two collections is
// never the same, and a goroutine more or less is one that works just now.
const (
	driftMiB        = 4
	driftGoroutines = 20
)

// reportGrowth adds the straight lines through the samples, as growth over the whole time.
func (b *modelBench) reportGrowth(all []sample, during time.Duration) {
	f := &b.figures
	f.part(fmt.Sprintf("%v at a steady rate: growth in all, by the straight line through %d samples", during, len(all)))
	if len(all) < 2 {
		b.Error("too few samples: are the program's metrics there?")
		return
	}
	for _, of := range []struct {
		what  string
		drift float64
		value func(sample) float64
	}{
		{"heap in use, MiB", driftMiB, func(s sample) float64 { return s.heap }},
		{"resident, MiB", driftMiB, func(s sample) float64 { return s.resident }},
		{"goroutines", driftGoroutines, func(s sample) float64 { return s.goroutines }},
	} {
		f.below(of.what, "%.1f", of.drift, slope(all, of.value)*during.Seconds())
		low, high := of.value(all[0]), of.value(all[0])
		for _, s := range all {
			low, high = min(low, of.value(s)), max(high, of.value(s))
		}
		f.plain("  at the start, at the end, lowest, highest", "%.1f, %.1f, %.1f, %.1f", of.value(all[0]), of.value(all[len(all)-1]), low, high)
	}
}

// slope is how much a value grows in a second, by least squares.
func slope(all []sample, value func(sample) float64) float64 {
	var x, y, xx, xy float64
	for _, s := range all {
		at, v := s.at.Sub(all[0].at).Seconds(), value(s)
		x, y, xx, xy = x+at, y+v, xx+at*at, xy+at*v
	}
	n := float64(len(all))
	if d := n*xx - x*x; d != 0 {
		return (n*xy - x*y) / d
	}
	return 0
}
