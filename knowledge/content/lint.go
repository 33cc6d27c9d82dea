package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Report is what a curator should know about a document before it is approved.
type Report struct {
	Key      string
	Passages []Passage
	Words    int
	Mean     float64   // words a sentence, in the mean
	Longest  int       // words in the longest sentence
	Dates    []string  // as they stand in the text
	Amounts  []string  // sums of money and percentages
	Findings []Finding // what is wrong, or should be looked at
	Dropped  []string  // what had no words: pictures, code
}

// Finding is one thing about a document or a passage, as a sentence in Dutch for the curator.
type Finding struct {
	Passage string // its id; "" for the document as a whole
	Line    int    // in the file, from 1; 0 when it is about no line
	Stops   bool   // it can't be released like this
	Key     string // names the sentence in the words of the desk and the command line
	What    string // what it is about: a number, a word, the gate's finding
}

// Stops tells whether something keeps the document from being released.
func (r Report) Stops() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Stops })
}

// Limits of short forms and questions.
const (
	MaxShort     = 40 // words
	MinQuestions = 3
)

// Gate measures what a participant would read; it gives its findings, none when it passes.
type Gate func(text string) []string

// Lint reads a document as a curator would. today decides what is out of date.
func Lint(d Document, gate Gate, today time.Time) Report {
	l := linter{document: d, gate: gate, today: today}
	l.report.Key = d.Key
	l.report.Passages, l.report.Dropped = d.Cut()
	l.head()
	l.measure()
	for _, p := range l.report.Passages {
		l.passage(p)
	}
	l.golden()
	return l.report
}

type linter struct {
	document Document
	gate     Gate
	today    time.Time
	report   Report
}

func (l *linter) find(p Passage, stops bool, key, format string, args ...any) {
	l.report.Findings = append(l.report.Findings, Finding{Passage: p.ID, Line: p.Line, Stops: stops, Key: key, What: fmt.Sprintf(format, args...)})
}

// head looks at what must be known about a document.
func (l *linter) head() {
	d := l.document
	for name, value := range map[string]string{"title": d.Title, "source": d.Source, "licence": d.Licence, "author": d.Author} {
		if strings.TrimSpace(value) == "" {
			l.find(Passage{}, true, "missing", "%s", name)
		}
	}
	slices.SortFunc(l.report.Findings, func(a, b Finding) int { return strings.Compare(a.What, b.What) })
	if len(l.report.Passages) == 0 {
		l.find(Passage{}, true, "empty", "")
	}
	if d.CheckedOn.IsZero() {
		l.find(Passage{}, false, "unchecked", "%s", d.Source)
	}
	if d.Expired(l.today) {
		l.find(Passage{}, true, "expired", "%s", d.ValidUntil.Format(time.DateOnly))
	}
	if d.Pinned != NotPinned && d.ValidUntil.IsZero() {
		l.find(Passage{}, false, "pinned_without_end", "%s", d.Pinned)
	}
}

// measure counts words and sentences, and finds what goes out of date.
func (l *linter) measure() {
	sum, count := 0, 0
	for _, p := range l.report.Passages {
		l.report.Words += p.Words()
		for _, line := range strings.Split(p.Text, "\n") {
			for _, s := range sentences(line) {
				n := wordCount(s)
				sum, count = sum+n, count+1
				l.report.Longest = max(l.report.Longest, n)
			}
		}
		l.report.Dates = append(l.report.Dates, datesIn(p.Text)...)
		l.report.Amounts = append(l.report.Amounts, amountsIn(p.Text)...)
	}
	if count > 0 {
		l.report.Mean = float64(sum) / float64(count)
	}
}

func (l *linter) passage(p Passage) {
	if n := p.Words(); n > MaxWords {
		l.find(p, false, "long", "%d", n)
	} else if n < MinWords {
		l.find(p, false, "small", "%d", n)
	}
	if l.document.Audience == ForParticipants {
		if p.Short == "" {
			l.find(p, true, "no_short", "")
		}
		if n := len(p.Questions); n < MinQuestions {
			l.find(p, true, "few_questions", "%d", n)
		}
	}
	if n := wordCount(p.Short); n > MaxShort {
		l.find(p, true, "short_long", "%d", n)
	}
	if p.Short != "" && l.gate != nil {
		for _, what := range l.gate(p.Short) {
			l.find(p, true, "gate", "%s", what)
		}
	}
	known := numbersIn(p.Text)
	for _, number := range numbersIn(p.Short) {
		if !slices.Contains(known, number) {
			l.find(p, true, "number_not_in_text", "%s", number)
		}
	}
	for _, year := range yearly.FindAllString(p.Text+"\n"+p.Short, -1) {
		l.find(p, false, "dated", "%s", strings.TrimSpace(year))
	}
}

// golden looks whether the golden questions point at something.
func (l *linter) golden() {
	d := l.document
	if len(d.Golden) == 0 && d.Audience == ForParticipants {
		l.find(Passage{}, true, "no_golden", "")
	}
	for _, g := range d.Golden {
		if g.Heading != "" && !slices.ContainsFunc(l.report.Passages, func(p Passage) bool { return p.Under(g.Heading) }) {
			l.find(Passage{}, true, "golden_lost", "%s", g.Heading)
		}
	}
}

// Under tells whether a passage stands under a heading.
func (p Passage) Under(heading string) bool {
	return slices.ContainsFunc(p.Heading, func(h string) bool { return sameWords(h, heading) })
}

var (
	dates   = regexp.MustCompile(`(?i)\b\d{1,2}[ -](?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|\d{1,2})(?:[ -]\d{2,4})?\b`)
	yearly  = regexp.MustCompile(`\b(?:20[2-4]\d)\b`)
	amounts = regexp.MustCompile(`€ ?\d[\d.]*(?:,(?:\d{2}|-))?|\b\d[\d.]*(?:,\d{2})? euro\b|\b\d+(?:,\d+)? ?(?:%|procent\b)`)
	numbers = regexp.MustCompile(`\d[\d.,-]*\d|\d`)
)

func datesIn(text string) []string   { return dates.FindAllString(text, -1) }
func amountsIn(text string) []string { return amounts.FindAllString(text, -1) }

// numbersIn are the numbers of a text, without the marks between digits.
func numbersIn(text string) (all []string) {
	for _, n := range numbers.FindAllString(text, -1) {
		all = append(all, bare(n))
	}
	return all
}

// bare is a text without what may stand between the digits of a number.
func bare(text string) string {
	return strings.NewReplacer(".", "", ",", "", "-", "", " ", "").Replace(text)
}
