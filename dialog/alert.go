package dialog

import "stapmaat/dialog/risk"

// Alert is what staff get about an open alarm: how urgent, which case, and what
// to tap. No word of the person and no name is in it; those come after taking it.
func (e *Engine) Alert(language string, alarm, person int64, urgency risk.Urgency) Message {
	texts := e.Texts[language]
	if texts == nil {
		texts = e.Texts["nl"]
	}
	id := "a:" + numeral(int(alarm))
	vars := Vars{"urgency": texts.label("urgency."+string(urgency), nil), "case": numeral(int(person))}
	return Message{
		Key: "alert", Text: texts.message("alert", vars), Lane: LaneSafety, Protect: true,
		Buttons: [][]Button{{{texts.label("alert.take", nil), id + ":take"}}, {{texts.label("alert.pass", nil), id + ":pass"}}},
	}
}
