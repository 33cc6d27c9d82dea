package eval

import "slices"

// whatCounts are the facts that only the person may make: her places, links, goals, steps, days and consents.
var whatCounts = []string{"placed", "link_drawn", "goal_set", "goal_said", "goal_ended", "step_set", "step_moved", "step_changed", "step_done", "step_let_go",
	"dream_told", "consented", "debt_help_said", "phone_said", "push_chosen", "name_chosen", "erased", "talk_shared", "talk_withheld", "mistaken"}

// unconfirmed counts facts that an answer of the model made by itself, without a turn of hers
// in which she confirmed them. Its answer may only make the bot say or ask something, or do what
// her own words had done without it.
func (f *Figures) unconfirmed(t *Talk) {
	for _, turn := range t.Turns {
		for _, fact := range turn.Facts {
			if fact.ByModel && slices.Contains(whatCounts, fact.Kind) {
				f.Unconfirmed++
				f.found("unconfirmed, %s after %q", fact.Kind, turn.Said)
			}
		}
	}
}
