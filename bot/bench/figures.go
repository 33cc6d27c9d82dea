//go:build bench || faults

package bench

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// figures is the table that a run ends with.
type figures struct{ rows []figure }

// figure is one row: what, how much, and what was aimed at.
type figure struct{ what, aim, measured, verdict string }

// atLeast adds a figure that should not be lower than its aim.
func (f *figures) atLeast(what, form string, aim, measured float64) {
	f.add(what, "≥ "+fmt.Sprintf(form, aim), fmt.Sprintf(form, measured), measured >= aim)
}

// below adds a figure that should not be higher than its aim.
func (f *figures) below(what, form string, aim, measured float64) {
	f.add(what, "≤ "+fmt.Sprintf(form, aim), fmt.Sprintf(form, measured), measured <= aim)
}

// plain adds a figure without an aim.
func (f *figures) plain(what, form string, measured ...any) {
	f.rows = append(f.rows, figure{what, "", fmt.Sprintf(form, measured...), ""})
}

// part begins a group of figures.
func (f *figures) part(title string) {
	f.rows = append(f.rows, figure{what: title})
	fmt.Printf("%s measured: %s\n", time.Now().Format(time.TimeOnly), title)
}

func (f *figures) add(what, aim, measured string, met bool) {
	verdict := "short of the aim"
	if met {
		verdict = "met"
	}
	f.rows = append(f.rows, figure{what, aim, measured, verdict})
}

func (f *figures) print(w io.Writer) {
	fmt.Fprintf(w, "\n%-58s %10s %10s\n", "", "measured", "aim")
	for _, r := range f.rows {
		switch {
		case r.measured == "":
			fmt.Fprintf(w, "\n%s\n", r.what)
		case r.aim == "":
			fmt.Fprintf(w, "  %-56s %s\n", r.what, r.measured)
		default:
			fmt.Fprintf(w, "  %-56s %10s %10s  %s\n", r.what, r.measured, r.aim, r.verdict)
		}
	}
}

// durations are latencies of one kind.
type durations []time.Duration

// at gives the latency that a share of all stays below, in milliseconds; 0 without any.
func (d durations) at(share float64) float64 {
	if len(d) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(d))
	return float64(sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]) / float64(time.Millisecond)
}
