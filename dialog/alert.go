package dialog

import (
	"html"

	"stapmaat/dialog/risk"
)

// AlertNews is all that an alert may tell: no name and no word of anybody.
type AlertNews struct {
	Kind          string // "alarm", "more" (the person wrote again), "yours" (a colleague handed it over), "second" (a second person must look), "overdue", "drill" (one failed), by letter also "silent"
	Alarm, Person int64  // Person is the case number
	Urgency       risk.Urgency
	Drill         bool   // nobody is in danger
	Link          string // where the alarm stands on the desk, "" when there is none
}

// Alert is what staff get about an open alarm: how urgent, which case, and what
// to tap. Name and words come after taking it.
func (e *Engine) Alert(language string, n AlertNews) Message {
	texts := e.textsFor(language)
	id := "a:" + numeral(int(n.Alarm))
	m := Message{Key: "alert", Text: texts.message(alertKey(n), alertVars(texts, n)), Lane: LaneSafety, Protect: true}
	if n.Link != "" {
		m.Text += "\n" + n.Link
	}
	button := func(label, act string) []Button { return []Button{{texts.label(label, nil), id + ":" + act}} }
	switch n.Kind {
	case "alarm":
		m.Buttons = [][]Button{button("alert.take", "take"), button("alert.pass", "pass")}
	case "second":
		m.Buttons = [][]Button{button("alert.look", "look")}
	case "drill": // there is no alarm to open
	default:
		m.Buttons = [][]Button{button("alarm.again", "take")}
	}
	return m
}

// AlertLetter is the same as a letter: by e-mail it carries no more than in a chat.
func (e *Engine) AlertLetter(language, organisation string, n AlertNews) (subject, body string) {
	texts := e.textsFor(language)
	vars := alertVars(texts, n)
	vars["organisation"] = organisation
	vars["link"] = n.Link
	if n.Kind == "silent" { // the program itself stands still: there is no one case
		return html.UnescapeString(texts.message("alert.letter_silent", vars)), html.UnescapeString(texts.message("alert.letter_silent_body", vars))
	}
	if n.Kind == "drill" {
		return html.UnescapeString(texts.message("alert.drill", vars)), html.UnescapeString(texts.message("alert.letter_drill_body", vars))
	}
	key := "alert.letter"
	if n.Link == "" {
		key = "alert.letter_chat"
	}
	return html.UnescapeString(texts.message(alertKey(n), vars)), html.UnescapeString(texts.message(key, vars))
}

func (e *Engine) textsFor(language string) *Texts {
	if texts := e.Texts[language]; texts != nil {
		return texts
	}
	return e.Texts["nl"]
}

// alertKey is the text of an alert. One of a drill says so, whatever it is about.
func alertKey(n AlertNews) string {
	if n.Drill {
		return "alert.practice"
	}
	return "alert." + n.Kind
}

// DrillWords is what the test person of a drill writes: it must raise an alarm.
func (e *Engine) DrillWords(language string) string {
	return html.UnescapeString(e.textsFor(language).message("alert.drill_words", nil))
}

func alertVars(texts *Texts, n AlertNews) Vars {
	return Vars{"urgency": texts.label("urgency."+string(n.Urgency), nil), "case": numeral(int(n.Person))}
}
