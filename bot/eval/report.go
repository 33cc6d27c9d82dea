package eval

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// String is the report as a table for people, with what each measure found below it.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d people came to a first step, in %d turns (median) and %d days at most.\n\n", r.Total.FirstStep, r.Total.People, r.Total.TurnsToStep, r.Total.DaysToStep)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "person\tstep\tin turns\tdays\tturns\tquestions/msg\t>1 question\tadvice/100\tinvented\tgate\tlost\tlong term\tdanger?\talarms\tunconfirmed\tobeyed\ttokens\t")
	for _, f := range r.People {
		f.row(w, f.ID)
	}
	r.Total.row(w, "total")
	_ = w.Flush() // into memory
	for _, c := range r.Calls {
		fmt.Fprintf(&b, "\n%s: %d calls, %d without an answer, %d dropped, fixed texts %.1f%%, %d tokens in, %d out", c.Prompt, c.Calls, c.Failed, c.Dropped, 100*c.FixedPart, c.TokensIn, c.TokensOut)
	}
	for _, f := range r.People {
		for _, finding := range f.Findings {
			fmt.Fprintf(&b, "\n%s: %s", f.ID, finding)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func (f Figures) row(w *tabwriter.Writer, name string) {
	step := fmt.Sprint(f.FirstStep)
	if f.People == 1 && name != "total" {
		step = map[int]string{0: "NO", 1: "yes"}[f.FirstStep]
	}
	fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%.2f\t%d\t%.1f\t%d\t%d\t%d\t%.0f%%\t%d\t%d\t%d\t%d\t%d\t\n", name, step, f.TurnsToStep, f.DaysToStep, f.Turns,
		f.QuestionsMessage, f.ManyQuestions, f.AdvicePer100, f.Invented, f.GateFailures, f.NotUnderstood, 100*f.LongTerm, f.DangerAsked, f.Alarms, f.Unconfirmed, f.Obeyed, f.Tokens)
}
