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
	Said   bool  // the person's own messages: Person.Said
}

// needs reads them off the button that was pressed, and off what staff is busy with.
func needs(s State, in Input) Needs {
	var n Needs
	if len(s.Flows) > 0 {
		draft := s.Flows[len(s.Flows)-1].Draft
		n.Person, _ = strconv.ParseInt(draft["person"], 10, 64)
		n.Page, _ = strconv.Atoi(draft["page"])
	}
	kind, rest, _ := strings.Cut(in.Press, ":")
	id, act, _ := strings.Cut(rest, ":")
	switch kind {
	case "a":
		n.Alarm, _ = strconv.ParseInt(id, 10, 64)
	case "p":
		n.Person, _ = strconv.ParseInt(id, 10, 64)
		_, page, _ := strings.Cut(act, ":")
		n.Page, _ = strconv.Atoi(page)
	}
	for _, f := range s.Flows {
		n.Said = n.Said || f.Flow == "mydata"
	}
	n.Said = n.Said || in.Press == "m:data"
	n.Page = max(n.Page, 0)
	return n
}
