package eval

import (
	"regexp"
	"slices"
	"strings"

	"stapmaat/dialog"
)

// advising is how Dutch tells somebody what to do: the words for it, or an order at the
// beginning of a sentence. Orders about the buttons and the keyboard are no advice.
var (
	advising = regexp.MustCompile(`(?i)\b(je moet|je kunt beter|je kan beter|je zou kunnen|je zou moeten|ik raad|mijn advies|het is verstandig|het is slim|het beste is|zorg dat|zorg ervoor|vergeet niet|probeer (om|eens|het|te)|waarom ga je niet|waarom bel je niet)\b`)
	order    = regexp.MustCompile(`^(Bel|Ga|Vraag|Schrijf|Neem|Leg|Maak|Zoek|Betaal|Stuur|Open|Mail|Praat|Lees|Stop|Begin|Kijk|Haal|Regel|Houd|Meld|Breng|Laat|Pak|Doe) `)
	sentence = regexp.MustCompile(`[^.?!:\n]+[.?!:]*`)
)

// askedFor are texts that answer a question of hers, say what to do in danger, tell of the bot itself, or list her own things.
var askedFor = []string{"answer.*", "sees.*", "crisis.*", "practical*", "bridge.caption", "bridge.rung", "sharing.ask", "danger.*", "human.*", "door.*", "erase.*", "mydata.*", "contacts.*", "minor.*", "followup.*", "menu.*", "about*",
	"day.*", "remind.*", "repair.*", "media.*", "words.own", "steps.no_name", "steps.set_together", "steps.not_here", "welcome.*", "name.*", "stop.*", "later.*", "plan.*", "push.*", "bridge.waits", "thread.*", "links.choose", "links.where", "health.not_kept"}

// advice counts sentences that tell her what to do though she did not ask.
func (f *Figures) advice(t *Talk) {
	for _, turn := range t.Turns {
		if asks(turn) {
			continue
		}
		for _, m := range turn.Messages {
			if under(m.Key, askedFor) {
				continue
			}
			for _, s := range sentence.FindAllString(own(m), -1) {
				if s = strings.TrimSpace(s); advising.MatchString(s) || order.MatchString(s) && !strings.HasSuffix(s, "?") {
					f.Advice++
					f.found("advice, %s: %s", m.Key, s)
				}
			}
		}
	}
}

// asks tells whether she asked something or said yes to being told.
func asks(turn Turn) bool {
	return turn.Kind == dialog.Typed && strings.Contains(turn.Text, "?") || slices.Contains([]string{"answer.offer"}, turn.Asked)
}
