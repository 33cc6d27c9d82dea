package eval

import (
	"slices"

	"stapmaat/dialog"
)

// whatCounts are the facts that only the person may make: her places, links, goals, steps, days and consents.
var whatCounts = []string{"placed", "link_drawn", "goal_set", "goal_said", "goal_ended", "step_set", "step_moved", "step_changed", "step_done", "step_let_go",
	"dream_told", "consented", "debt_help_said", "phone_said", "push_chosen", "name_chosen", "erased", "talk_shared", "talk_withheld", "mistaken"}

// wantsWords are questions that her own words answer, and what then becomes a fact: those
// words, whole. That they are hers and not made up another measure looks at: quotes.
var wantsWords = map[string][]string{
	"dream_told": {"dream.ask"}, "goal_set": {"goal.what*", "goal.examples*", "small.goal"}, "goal_said": {"goal.*"}, "step_set": {"steps.with_whom", "steps.which_other", "steps.who"},
}

// unconfirmed counts facts that an answer of the model made by itself, without a turn of hers
// in which she confirmed them. Its answer may only make the bot say or ask something, or let
// her own words be an answer to the question that asked for them.
func (f *Figures) unconfirmed(t *Talk) {
	for _, turn := range t.Turns {
		for _, fact := range turn.Facts {
			if fact.ByModel && slices.Contains(whatCounts, fact.Kind) && !(turn.Kind == dialog.Typed && under(turn.Asked, wantsWords[fact.Kind])) {
				f.Unconfirmed++
				f.found("unconfirmed, %s after %q", fact.Kind, turn.Said)
			}
		}
	}
}
