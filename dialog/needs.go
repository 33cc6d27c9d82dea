package dialog

import (
	"strconv"
	"strings"
)

// Needs is what a turn must load beside the snapshot before Advance can do its work.
type Needs struct {
	Person int64 // the participant whose log page staff wants to read: Desk.Focus
	Page   int   // which page of it, from 0
	Alarm  int64 // the alarm that staff takes or passes on: Desk.Alarm
	Whole  bool  // all pages of it at once, for a file: Desk.Focus
	Said   bool  // the person's own messages: Person.Said
	Taking int64 // the participant whose talk staff wants to take over: Desk.Taking
	Answer int64 // the message that staff answers: Desk.Answer
	Looks  bool  // who of the staff looked: Person.Looks
	Shared bool  // what the mentor can read of this person: Person.Shared
	Staff  bool  // the colleagues to whom an alarm can be handed: Desk.Staff
}

// needs reads them off the button that was pressed, the wish that was typed, and
// off what is being talked about.
func (e *Engine) needs(s State, in Input) Needs {
	press := in.Press
	for _, texts := range e.Texts {
		if typed, ok := s.onCard(texts, in.Text); ok && press == "" {
			press = typed
		}
	}
	n := pressNeeds(press)
	n.Answer = in.ReplyTo
	wish, _ := strings.CutPrefix(press, "m:")
	for _, texts := range e.Texts {
		if typed, ok := texts.wish(in.Text); ok {
			wish = typed
		}
	}
	for _, f := range s.Flows {
		if (f.Flow == "alarm" || f.Flow == "alarmhand") && n.Alarm == 0 {
			n.Alarm, _ = strconv.ParseInt(f.Draft["alarm"], 10, 64)
		}
		n.Staff = n.Staff || f.Flow == "alarmhand"
		n.Said = n.Said || f.Flow == "mydata"
		n.Shared = n.Shared || f.Flow == "sees" || f.Flow == "mydata" || f.Flow == "mistake"
	}
	n.Said = n.Said || wish == "data"
	n.Shared = n.Shared || wish == "data" || wish == "sees" || wish == "mistake"
	n.Shared = n.Shared || in.Call != nil && in.Call.Kind == CallSumUp
	n.Looks = n.Said || wish == "looked"
	return n
}

// pressNeeds is what a button of staff is about: "p:4711:log:1", "st:4711.3:yes",
// "a:17:take". Odd ones need nothing.
func pressNeeds(press string) Needs {
	var n Needs
	kind, rest, _ := strings.Cut(press, ":")
	id, act, _ := strings.Cut(rest, ":")
	switch kind {
	case "a":
		n.Alarm, _ = strconv.ParseInt(id, 10, 64)
		n.Staff = act == "hand"
	case "p":
		n.Person, _ = strconv.ParseInt(id, 10, 64)
		_, n.Page = cutPage(act)
		if act == "talk" || act == "talkover" {
			n.Taking = n.Person
		}
		n.Whole = act == "file" || act == "pdf"
	case "st":
		person, _, _ := strings.Cut(id, ".")
		n.Person, _ = strconv.ParseInt(person, 10, 64)
	}
	return n
}
