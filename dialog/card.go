package dialog

import "strings"

// A card is what can be tapped beside the question that waits: steps, people, the
// menu. Who types such a label means the button.

// mostOnCard bounds what a state keeps.
const mostOnCard = 24

// card is what can be tapped after this turn. What came unasked stands beside what was there.
func (t *turn) card() []Button {
	var card []Button
	switch t.in.Kind {
	case TimerDue, Noted, Acted:
		card = append(card, t.s.Card...)
	default:
		if len(t.out.Messages) == 0 {
			return t.s.Card
		}
	}
	for _, m := range t.out.Messages {
		for _, row := range m.Buttons {
			for _, b := range row {
				if !strings.HasPrefix(b.Data, "q:") && b.Data != "m:more" {
					card = append(card, b)
				}
			}
		}
	}
	return card[max(0, len(card)-mostOnCard):]
}

// onCard is the button that typed words name: by its label, or by its number
// where no question waits for one. Of two with one label it is the newest.
func (s *State) onCard(t *Texts, text string) (string, bool) {
	words := plain(text)
	for i := len(s.Card) - 1; i >= 0 && words != ""; i-- {
		if plain(s.Card[i].Label) == words {
			return s.Card[i].Data, true
		}
	}
	if n, ok := t.ordinal(words); ok && s.Pending == nil && n <= len(s.Card) {
		return s.Card[n-1].Data, true
	}
	return "", false
}

// cardTyped presses the button that was typed. Where staff was asked for words, a
// name is a name.
func (t *turn) cardTyped(text string) bool {
	data, ok := t.s.onCard(t.texts, text)
	if !ok || t.p.Suicide {
		return false
	}
	if t.s.Pending != nil {
		if _, s := t.here(); s.words && t.p.Desk != nil {
			return false
		}
	}
	t.pressed(data)
	return true
}
