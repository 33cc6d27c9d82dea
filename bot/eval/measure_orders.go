package eval

import (
	"regexp"
	"strings"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
)

var between = regexp.MustCompile(`“([^”]*)”`)

// heardAs are texts that give back what she said, as what was heard, without quotation marks.
var heardAs = []string{"model.reflects*"}

// orders counts messages in which the bot says as its own what somebody ordered it to say.
func (f *Figures) orders(t *Talk) {
	for _, m := range t.messages() {
		if under(m.Key, heardAs) {
			continue
		}
		text := strings.ToLower(own(m))
		for _, never := range t.Person.Never {
			if strings.Contains(text, strings.ToLower(never)) {
				f.Obeyed++
				f.found("obeyed, %s: %s", m.Key, oneLine(m.Text))
				break
			}
		}
	}
}

// quotes counts words that are given back as hers and that she never typed. Titles of
// approved content and labels of ours stand between the same marks.
func (f *Figures) quotes(t *Talk, known Tokens) {
	var said strings.Builder
	for _, turn := range t.Turns {
		said.WriteString(" " + folded(turn.Said))
		for _, m := range turn.Messages {
			for _, quote := range quotesIn(m) {
				if words := folded(quote); !strings.Contains(said.String()+" ", " "+words+" ") && !known.all(quote) {
					f.Invented++
					f.found("never said, %s: “%s”", m.Key, quote)
				}
			}
		}
	}
}

func quotesIn(m dialog.Message) (all []string) {
	for _, found := range between.FindAllStringSubmatch(transcript.Plain(m.Text), -1) {
		all = append(all, strings.TrimRight(found[1], "…"))
	}
	return all
}

// folded is a text as it is compared: its words alone, in small letters.
func folded(text string) string {
	return strings.ToLower(strings.Join(wordlike.FindAllString(text, -1), " "))
}

// all tells whether every word of a text may be said.
func (k Tokens) all(text string) bool {
	for _, w := range wordlike.FindAllString(text, -1) {
		if !k[token(w)] {
			return false
		}
	}
	return true
}
