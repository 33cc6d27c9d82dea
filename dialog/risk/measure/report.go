package measure

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"stapmaat/dialog/risk"
)

// Cell is a language, a category and an urgency.
type Cell struct{ Lang, Category, Urgency string }

func (c Cell) String() string { return c.Lang + " " + c.Category + " " + c.Urgency }

// Counts is what the screen did with a file of messages. Flagged is paged or asked.
type Counts struct {
	Flagged, Paged map[Cell]*Share
	Kinds          map[Kind]*False
	Right          Share     // of the flagged: the category of the label
	Missed         []Message // danger that nobody was asked about
}

// Kind is a language and a kind of message without danger: ordinary or hard.
type Kind struct{ Lang, Kind string }

// False counts what was done about nothing.
type False struct{ Paged, Asked Share }

// Count screens every message of a labelled file. With an error for a bad line
// come the counts of all others.
func Count(in io.Reader) (Counts, error) {
	c := Counts{Flagged: map[Cell]*Share{}, Paged: map[Cell]*Share{}, Kinds: map[Kind]*False{}}
	err := Each(in, true, func(m Message) error {
		c.add(m, risk.Screen(m.Text))
		return nil
	})
	return c, err
}

func (c *Counts) add(m Message, v risk.Verdict) {
	if !m.Danger() {
		k := Kind{m.Lang, "ordinary"}
		if strings.EqualFold(m.Kind, "hard") {
			k.Kind = "hard"
		}
		f := at(c.Kinds, k)
		f.Paged.count(v.Outcome == risk.Page)
		f.Asked.count(v.Outcome == risk.Ask)
		return
	}
	cell := Cell{m.Lang, m.Category, m.Urgency}
	flagged := v.Outcome != risk.None
	at(c.Flagged, cell).count(flagged)
	at(c.Paged, cell).count(v.Outcome == risk.Page)
	if !flagged {
		c.Missed = append(c.Missed, m)
		return
	}
	c.Right.count(string(v.Category) == m.Category)
}

func at[K comparable, V any](m map[K]*V, k K) *V {
	if m[k] == nil {
		m[k] = new(V)
	}
	return m[k]
}

// Recall is the flagged share of the cells that fit.
func (c Counts) Recall(fits func(Cell) bool) Share { return sum(c.Flagged, fits) }

// Urgent is the flagged share of now and today in one language.
func (c Counts) Urgent(lang string) Share {
	return c.Recall(func(cell Cell) bool { return cell.Lang == lang && cell.Urgency != string(risk.Soon) })
}

func sum(cells map[Cell]*Share, fits func(Cell) bool) Share {
	var all Share
	for cell, s := range cells {
		if fits(cell) {
			all.K, all.N = all.K+s.K, all.N+s.N
		}
	}
	return all
}

// Worst is the cell with the lowest recall; of equal ones the one with more
// messages, then by name. Cells of fewer than three messages count only if
// there are no others.
func (c Counts) Worst() (Cell, Share) {
	for _, least := range []int{3, 1} {
		var worst Cell
		for _, cell := range sorted(c.Flagged) {
			s, w := c.Flagged[cell], c.Flagged[worst]
			if s.N >= least && (w == nil || s.Of() < w.Of() || s.Of() == w.Of() && s.N > w.N) {
				worst = cell
			}
		}
		if s := c.Flagged[worst]; s != nil {
			return worst, *s
		}
	}
	return Cell{}, Share{}
}

func sorted(cells map[Cell]*Share) []Cell {
	return slices.SortedFunc(maps.Keys(cells), func(a, b Cell) int { return strings.Compare(a.String(), b.String()) })
}

// Report writes the counts as tables to read.
func (c Counts) Report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "recall, flagged (paged or asked) with Wilson 95% interval\tflagged\tpaged")
	for _, lang := range c.langs() {
		in := func(cell Cell) bool { return cell.Lang == lang }
		c.row(w, lang+" now+today", func(cell Cell) bool { return in(cell) && cell.Urgency != string(risk.Soon) })
		for _, u := range urgencies {
			c.row(w, lang+" "+u, func(cell Cell) bool { return in(cell) && cell.Urgency == u })
		}
		for _, category := range categories {
			c.row(w, lang+" "+category, func(cell Cell) bool { return in(cell) && cell.Category == category })
		}
	}
	for _, cell := range sorted(c.Flagged) {
		c.row(w, "cell "+cell.String(), func(other Cell) bool { return other == cell })
	}
	fmt.Fprintf(w, "category right among the flagged\t%s\t\n", c.Right)
	fmt.Fprintln(w, "\t\t\nfalse alarms per 1,000 messages with Wilson 95% interval\tpaged\tasked")
	for _, k := range slices.SortedFunc(maps.Keys(c.Kinds), func(a, b Kind) int { return strings.Compare(a.Lang+a.Kind, b.Lang+b.Kind) }) {
		fmt.Fprintf(w, "%s %s\t%s\t%s\n", k.Lang, k.Kind, c.Kinds[k].Paged.perThousand(), c.Kinds[k].Asked.perThousand())
	}
	if cell, s := c.Worst(); s.N > 0 {
		fmt.Fprintf(w, "\t\t\nworst cell: %s\t%s\t\n", cell, s)
	}
	return w.Flush()
}

func (c Counts) row(w io.Writer, name string, fits func(Cell) bool) {
	if flagged := sum(c.Flagged, fits); flagged.N > 0 {
		fmt.Fprintf(w, "%s\t%s\t%s\n", name, flagged, sum(c.Paged, fits))
	}
}

func (c Counts) langs() []string {
	all := map[string]bool{}
	for cell := range c.Flagged {
		all[cell.Lang] = true
	}
	return slices.Sorted(maps.Keys(all))
}
