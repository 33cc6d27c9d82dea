package dialog

import (
	"maps"
	"strconv"
)

// noted gives staff something from another talk to read. It asks nothing, so a
// question that the reader has open stays open.
func (t *turn) noted(n Note) {
	if t.p.Desk == nil {
		return
	}
	if n.Key == "hand.line" { // taken at the desk: from here on words are for the person
		t.rest()
		t.sayHand(n.Key, &Hand{Person: n.Person, Name: n.Name})
		return
	}
	text := t.texts.message(n.Key, t.vars(t.noteVars(n)))
	if t.p.Role == Supervisor && n.To == ToMentor {
		text += "\n" + t.texts.message("note.instead", t.vars(nil))
	}
	t.send(Message{Key: n.Key, Text: text, Buttons: t.noteButtons(n), Lane: n.Lane})
}

// noteVars name the person; supervisors, who have no list of cases, read the case number too.
func (t *turn) noteVars(n Note) Vars {
	vars := Vars{"person": t.personName(n.Name, n.Person)}
	if t.p.Role == Supervisor && n.Name != "" && n.Key != "note.mentor_unreached" {
		vars["person"] = t.texts.label("note.person", Vars{"person": n.Name, "number": strconv.FormatInt(n.Person, 10)})
	}
	maps.Copy(vars, n.Vars)
	return vars
}

// noteButtons are what a mentor can do at once. Supervisors see no files, so they get none.
func (t *turn) noteButtons(n Note) [][]Button {
	if t.p.Role != MentorRole {
		return nil
	}
	switch n.Key {
	case "note.came_in":
		return [][]Button{{{t.label("mentor.is_right"), caseData(n.Person, "right")}, {t.label("mentor.is_wrong"), caseData(n.Person, "wrong")}}}
	case "note.asks_human":
		return [][]Button{{t.calledButton(n.Person)}}
	case "note.step_asked":
		return t.askedButtons(n.Person, n.Step)
	}
	return nil
}
