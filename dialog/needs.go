package dialog

// Needs is what a turn must load beside the snapshot before Advance can do its work.
type Needs struct {
	Person int64 // the participant whose log page staff wants to read: Desk.Focus
	Page   int   // which page of it, from 0
	Alarm  int64 // the alarm that staff takes or passes on: Desk.Alarm
	Said   bool  // the person's own messages: Person.Said
}
