package eval

import (
	"slices"
	"strings"

	"stapmaat/dialog"
	"stapmaat/store"
)

// Calls are those to a language model by prompt. Above 5% of fixed texts is a fault in the
// prompt. What a play showed stands in deploy/eval.md.
type Calls struct {
	Prompt    string  `json:"prompt"`
	Calls     int     `json:"calls"`
	Failed    int     `json:"failed"`  // no answer, or none that could be read
	Fixed     int     `json:"fixed"`   // fixed texts spoke instead
	Dropped   int     `json:"dropped"` // the answer came to what was no longer asked
	FixedPart float64 `json:"fixed_share"`
	TokensIn  int64   `json:"tokens_in"`
	TokensOut int64   `json:"tokens_out"`
}

// byPrompt adds up calls.
func byPrompt(all []store.SeenCalls) []Calls {
	var sums []Calls
	for _, c := range all {
		at := slices.IndexFunc(sums, func(s Calls) bool { return s.Prompt == string(c.Kind) })
		if at < 0 {
			at, sums = len(sums), append(sums, Calls{Prompt: string(c.Kind)})
		}
		s := &sums[at]
		s.Calls, s.Failed, s.Dropped = s.Calls+c.Calls, s.Failed+c.Failed, s.Dropped+c.Dropped
		s.TokensIn, s.TokensOut = s.TokensIn+c.TokensIn, s.TokensOut+c.TokensOut
		s.Fixed += c.Fixed
		if c.Kind == dialog.CallScreen { // a talk makes nothing of these but danger: what failed was the rules' alone
			s.Fixed += c.Failed
		}
		s.FixedPart = share(s.Fixed, s.Calls)
	}
	slices.SortFunc(sums, func(a, b Calls) int { return strings.Compare(a.Prompt, b.Prompt) })
	return sums
}

// calls counts tokens.
func (f *Figures) calls(t *Talk) {
	for _, c := range byPrompt(t.Calls) {
		f.Tokens += c.TokensIn + c.TokensOut
	}
}
