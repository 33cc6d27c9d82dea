package dialog

import "time"

// Search is what a turn wants to know of approved content before it can go on. The turn
// is taken once more, from the beginning, with what was found in its input; what the first
// taking wanted to happen is forgotten.
type Search struct {
	Words   string // a question as it was asked, or what a step plan is looked for; or
	Passage string // the id of a passage to read again
	// Outside lets the question, in the library's own words alone, go to an embedding endpoint:
	// she said yes to a model.
	Outside bool
	Plan    bool // it is about steps to take: only a passage with steps will do
}

// mostSearches is how often a turn may want to know something: an answer, and a step plan.
const mostSearches = 2

// Taken takes a turn to its end: once more for each thing that it wants to know.
func Taken(in Input, advance func(Input) (State, Effects), search func(Search) Found) (State, Effects) {
	state, out := advance(in)
	for n := 0; out.Search != nil && n < mostSearches; n++ {
		in = in.with(*out.Search, search(*out.Search))
		state, out = advance(in)
	}
	return state, out
}

// with is an input for the next taking of the turn, with what a search found.
func (in Input) with(s Search, f Found) Input {
	f.Of = s
	if s.Plan {
		in.Plan = &f
	} else {
		in.Found = &f
	}
	return in
}

// Found is what approved content says. What is in it may be read by people now.
type Found struct {
	Of       Search
	Failed   bool // nobody could look: the library did not answer in time
	Release  int
	Answered bool // the first passage is good enough to be said
	Passages []Passage
	// Topic is the question in words of the library's own: no name, no number, nothing
	// that could point at a person. Gaps are grouped by it.
	Topic []string
}

// Passage is a piece of approved content.
type Passage struct {
	ID        string // at most 51 bytes: it must fit a button
	Title     string // of the document
	Kind      string // "explanation", "plan", "checklist", "tip", "exercise", "right", "story"
	Money     bool   // it is about money: a case of one's own is the mentor's
	FitsWhen  []DebtHelp
	Source    string
	CheckedOn time.Time // zero: nobody checked it at its source
	Short     string    // what is said first
	Words     string    // the whole
	Steps     []string
	// Plan is the passage of its document with steps that somebody can take: this one or another; "" when there is none.
	Plan  string
	Score float64
}

// AskedLibrary is a question of the person and what became of it.
type AskedLibrary struct {
	Words    string
	Verdict  Verdict
	Release  int
	Passages []string // ids, the one that was said first
	Scores   []float64
	Topic    []string
}

// Withdrawn is the Media of a Failed input whose message quoted words that were withdrawn before it was sent.
const Withdrawn = "withdrawn"

// Verdict is what became of a question.
type Verdict string

// The verdicts.
const (
	VerdictAnswered   Verdict = "answered"
	VerdictUnanswered Verdict = "unanswered"
	VerdictDisagree   Verdict = "disagree" // two good passages say different things
	VerdictNotFit     Verdict = "not_fit"  // the passage does not hold in the person's state of debt help
	VerdictDoubted    Verdict = "doubted"  // the person said that the answer is not right
	VerdictOffered    Verdict = "offered"  // nobody asked: a step plan that fits a goal or a step was offered
)

// Kind implements Event.
func (AskedLibrary) Kind() string { return "asked_library" }
