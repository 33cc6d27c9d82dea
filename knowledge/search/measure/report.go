package measure

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sort"
	"time"

	"stapmaat/knowledge/search"
)

// depth is how many documents a run lists.
const depth = 50

// Run is what the search made of all questions: each leg alone, and fused.
type Run struct {
	Lexical, Vector, Fused []Outcome
	Built, Asked           time.Duration // building; the mean question
	Passages, Documents    int
}

// Ask asks every question. now tells the time.
func Ask(passages []search.Passage, questions []Question, right Right, o search.Options, now func() time.Time) (Run, error) {
	began := now()
	ix, err := search.Build(passages, o)
	if err != nil {
		return Run{}, fmt.Errorf("building the index: %w", err)
	}
	run := Run{Built: now().Sub(began), Passages: len(passages)}
	docs := map[string]bool{}
	for _, p := range passages {
		docs[p.Doc] = true
	}
	run.Documents = len(docs)
	began = now()
	for _, q := range questions {
		r := ix.Search(q.Text, 2*depth)
		o := Outcome{ID: q.ID, Answered: r.Answered, Right: right[q.ID], HasRights: len(right[q.ID]) > 0}
		run.Fused = append(run.Fused, o.ranked(r.Hits))
		run.Lexical = append(run.Lexical, o.ranked(byLeg(r.Hits, func(h search.Hit) int { return h.Lexical.Rank })))
		run.Vector = append(run.Vector, o.ranked(byLeg(r.Hits, func(h search.Hit) int { return h.Vector.Rank })))
	}
	run.Asked = now().Sub(began) / time.Duration(max(1, len(questions)))
	return run, nil
}

func (o Outcome) ranked(hits []search.Hit) Outcome {
	o.Ranked = make([]string, 0, depth)
	for _, h := range hits[:min(depth, len(hits))] {
		o.Ranked = append(o.Ranked, h.Doc)
	}
	return o
}

// byLeg is the hits that a leg found, in its own order.
func byLeg(hits []search.Hit, rank func(search.Hit) int) []search.Hit {
	var out []search.Hit
	for _, h := range hits {
		if rank(h) > 0 {
			out = append(out, h)
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return rank(out[a]) < rank(out[b]) })
	return out
}

// Write writes a line for each question: {"id","ranked","answered"}.
func (r Run) Write(out io.Writer) error {
	enc := json.NewEncoder(out)
	for _, o := range r.Fused {
		line := struct {
			ID       string   `json:"id"`
			Ranked   []string `json:"ranked"`
			Answered bool     `json:"answered"`
		}{o.ID, o.Ranked, o.Answered}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("writing the run of %s: %w", o.ID, err)
		}
	}
	return nil
}

// Print prints the figures. Without judgements only what was done is told.
func (r Run) Print(out io.Writer, judged bool) error {
	p := &printer{out: out}
	p.line("%d passages of %d documents, %d questions", r.Passages, r.Documents, len(r.Fused))
	p.line("index built in %s, a question takes %s in the mean", r.Built.Round(time.Millisecond), r.Asked.Round(10*time.Microsecond))
	if !judged {
		p.line("no judgements: %d of %d questions answered", count(r.Fused, func(o Outcome) bool { return o.Answered }), len(r.Fused))
		return p.err
	}
	p.line("")
	p.line("%-8s %-22s %-22s %-22s %-22s %-22s", "", "MRR@10", "nDCG@10", "recall@5", "right one in 5", "right one first")
	for _, leg := range []struct {
		name     string
		outcomes []Outcome
	}{{"lexical", r.Lexical}, {"vector", r.Vector}, {"fused", r.Fused}} {
		yes := filter(leg.outcomes, func(o Outcome) bool { return o.HasRights })
		p.line("%-8s %-22s %-22s %-22s %-22s %-22s", leg.name, Mean(yes, Outcome.MRR10), Mean(yes, Outcome.NDCG10),
			Mean(yes, Outcome.Recall5), Mean(yes, Outcome.Hit5), Mean(yes, Outcome.First))
	}
	yes := filter(r.Fused, func(o Outcome) bool { return o.HasRights })
	no := filter(r.Fused, func(o Outcome) bool { return !o.HasRights })
	p.line("")
	p.line("answerable and answered:    %s of %d", Mean(yes, answered), len(yes))
	p.line("answered, right one in 5:   %s", Mean(filter(yes, func(o Outcome) bool { return o.Answered }), Outcome.Hit5))
	p.line("unanswerable and refused:   %s of %d", Mean(no, func(o Outcome) float64 { return 1 - answered(o) }), len(no))
	p.line("in brackets: 95%% intervals, Wilson for shares, bootstrap for means")
	return p.err
}

func answered(o Outcome) float64 {
	if o.Answered {
		return 1
	}
	return 0
}

// String is the mean and its interval.
func (f Figure) String() string {
	if math.IsNaN(f.Mean) {
		return "–"
	}
	return fmt.Sprintf("%.3f (%.3f-%.3f)", f.Mean, f.Low, f.High)
}

type printer struct {
	out io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format+"\n", args...)
	}
}

func filter(all []Outcome, keep func(Outcome) bool) []Outcome {
	var out []Outcome
	for _, o := range all {
		if keep(o) {
			out = append(out, o)
		}
	}
	return out
}

func count(all []Outcome, is func(Outcome) bool) int { return len(filter(all, is)) }
