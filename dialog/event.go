package dialog

import (
	"time"

	"stapmaat/dialog/risk"
)

// Event is a fact that leaves a turn. The store keeps every event and feeds the
// tables from it; Person.Apply feeds the snapshot. Events are JSON with the
// field names below; words in them are sealed by the store.
type Event interface {
	// Kind names the event in the database, "placed".
	Kind() string
}

// The events of a participant.
type (
	// CameIn says that an invitation was used.
	CameIn struct{ Invitation int64 }
	// Consented records an answer to one ask, with the version of the text that was shown.
	Consented struct {
		What        ConsentKind
		Given       bool
		TextVersion string
	}
	// Refused says no to taking part, or takes it back: what was received is wiped within the hour.
	Refused struct{}
	// Erased asks for the end of everything about this person.
	Erased struct{}
	// SaidUnder18 says that the person is a minor.
	SaidUnder18 struct{}
	// NameChosen sets how the bot calls the person.
	NameChosen struct{ Name string }
	// PhoneSaid tells who reads along.
	PhoneSaid struct{ Phone Phone }
	// PushChosen sets what an unasked message shows.
	PushChosen struct{ Words PushWords }
	// StoryTold is what weighs most.
	StoryTold struct{ Pillar, Words string }
	// Placed is a place on the bridge.
	Placed struct {
		Bridge   string
		Sub      string
		Rung     int
		NotForMe bool
		Words    string
	}
	// DebtHelpSaid tells how help with debts stands.
	DebtHelpSaid struct{ Status DebtHelp }
	// LinkDrawn says what holds back or helps what.
	LinkDrawn struct {
		From, To string
		Helps    bool
		Words    string
	}
	// LinkSaid is what somebody sees hang together, in words that fit no two places on the bridge.
	LinkSaid struct{ Words string }
	// DreamTold is how life looks when it is calm.
	DreamTold struct{ Words string }
	// GoalSet is a new near goal.
	GoalSet struct {
		Goal  int
		Sub   string
		Words string
	}
	// GoalSaid adds one thing to a goal: "why", "notice", "helper", "obstacle", "then", "celebrate".
	GoalSaid struct {
		Goal   int
		Aspect string
		Words  string
	}
	// GoalEnded closes a goal.
	GoalEnded struct {
		Goal  int
		State GoalState
	}
	// StepSet is a new small step.
	StepSet struct {
		Step, Goal int
		Words      string
		Day        time.Time
		By         By
		ByName     string
		FoundBy    FoundBy
	}
	// StepMoved gives a step another day.
	StepMoved struct {
		Step int
		Day  time.Time
	}
	// StepChanged makes a step smaller or other; the day stays.
	StepChanged struct {
		Step  int
		Words string
	}
	// ReminderSet chooses when the one reminder of a step goes out; a zero time takes it away.
	ReminderSet struct {
		Step int
		At   time.Time
	}
	// StepEnded is a step that was done or let go, with what the person said about it.
	StepEnded struct {
		Step  int
		State StepState
		Words string
	}
	// StepNotYet is a step that did not happen, and what did.
	StepNotYet struct {
		Step  int
		Words string
	}
	// StepHelped is what helped with a step that was done.
	StepHelped struct {
		Step  int
		Words string
	}
	// StepAnswered is the mentor's yes or no to a step that asked for it.
	StepAnswered struct {
		Step     int
		Accepted bool
	}
	// SaidAside is what the person said or asked in passing, beside the question that waited.
	SaidAside struct {
		Words    string
		Question bool
	}
	// SummedUp are points that the mentor could talk about, made by a model of lines that were
	// shared; each names the events it stands on.
	SummedUp struct{ Points []SummaryPoint }
	// AskedHuman wants a human; the mentor is told.
	AskedHuman struct{ Words string }
	// RightPerson is the mentor's answer to "did the right person open the link?"
	RightPerson struct{ Right bool }
	// TalkOffered puts the record in front of the person: "dit zet ik klaar".
	TalkOffered struct{}
	// TalkShared is the person's yes; Without lists the entries that were taken out.
	TalkShared struct{ Without []int64 }
	// TalkWithheld is "deel dit niet": what was offered stays with the person.
	TalkWithheld struct{}
	// TalkBared is 48 hours without an answer: of what was offered the mentor sees the bare lines.
	TalkBared struct{}
	// Mistaken says that an own word was a mistake: it leaves every view.
	Mistaken struct {
		Event int64
		Of    string    // its kind
		At    time.Time // when it was recorded
	}
	// DangerAsked is the one direct question about danger that was put.
	DangerAsked struct {
		Category risk.Category
		Urgency  risk.Urgency
		Sub      risk.Sub
		Words    string // what the screen saw it in
	}
	// DangerAnswered ends the question that waits; Day is the date that was told.
	DangerAnswered struct {
		Answer DangerAnswer
		Day    time.Time
	}
	// ContactSaved is somebody whom the person can call in a bad moment.
	ContactSaved Contact
	// ContactRemoved takes one away.
	ContactRemoved Contact
	// FollowUpChosen asks for one message, in these words; a zero time takes it back.
	FollowUpChosen struct {
		At    time.Time
		Words string // "" for the usual line
	}
	// PauseSet starts or ends a pause.
	PauseSet struct{ Paused bool }
	// Discussed says that a place on the bridge was talked over: the newest one on that rung.
	Discussed struct {
		Sub  string
		Rung int
	}
	// SafetyNoted is what staff should know who come to somebody's door: opened only on an
	// alarm. With Replace it takes the place of what stood there.
	SafetyNoted struct {
		Words   string
		Replace bool
	}
	// MentorChanged gives the person another mentor.
	MentorChanged struct {
		Mentor int64
		Name   string // first name
	}
	// StaffWrote are words of a human to the person. Without Shown they wait behind a door.
	StaffWrote struct {
		Staff int64
		Name  string // first name
		Words string
		Shown bool
	}
	// StaffWordsShown opens the door: all that waited behind it was shown.
	StaffWordsShown struct{}
	// ToldHuman are words of the person to the human who has the talk in hand.
	ToldHuman struct{ Words string }
	// HandedBack says that a human gave the talk back, and what was agreed, in her words.
	HandedBack struct {
		Staff int64
		Name  string // first name
		Words string // "" when nothing was said
	}
	// HandEnded ends a talk in hand from this side: the person rather talks with the bot,
	// or the human let nothing hear of herself.
	HandEnded struct{ By string } // "person", "clock", or "left": she takes part no more
	// AppointmentSet is a new appointment, or an earlier one with other particulars.
	AppointmentSet struct {
		Appointment  int
		Staff        int64
		With         string // first name
		When         time.Time
		Place, Bring string
	}
	// AppointmentCancelled takes an appointment away: staff did.
	AppointmentCancelled struct{ Appointment int }
	// AppointmentCannot says that an appointment does not suit: the person did.
	AppointmentCannot struct {
		Appointment int
		Words       string
	}
)

// The events of staff.
type (
	// InvitationMade lets somebody in. The token came with Desk.FreshToken; only its hash is kept.
	InvitationMade struct {
		Role      Role
		TokenHash string // hex SHA-256
		Name      string
		Phone     string
		Address   string
		Contact   string // somebody to call
		Language  string // as the mentor says it, for who calls: the bot itself writes Dutch
		Safety    string // opened only on an alarm
	}
	// LogRead is a look into a log, and is itself logged. With ToEnd all that was new has been seen.
	LogRead struct {
		Person int64
		ToEnd  bool
	}
	// HumanTaken says that a mentor calls somebody who asked for a human.
	HumanTaken struct{ Person int64 }
	// TookOver puts a person's talk into the hands of who did this, at once.
	TookOver struct{ Person int64 }
	// Wrote says that words went to the person whose talk is in hand.
	Wrote struct{ Person int64 }
	// GaveBack gives a talk back to the bot.
	GaveBack struct{ Person int64 }
	// DigestChosen sets the time of the one digest.
	DigestChosen struct{ Time DigestTime }
	// AlarmTaken is a named human who takes an alarm.
	AlarmTaken struct{ Alarm int64 }
	// AlarmActed is what the owner of an alarm did: "called", "spoke", "wrote", "emergency".
	AlarmActed struct {
		Alarm int64
		What  string
	}
	// AlarmHanded gives an alarm to a colleague, who owns it from then on.
	AlarmHanded struct{ Alarm, To int64 }
	// AlarmClosed ends an alarm; only who took it can. Where it takes two people it is in
	// care after it. Nothing else ends one.
	AlarmClosed struct {
		Alarm   int64
		Reason  string // "safe", "solved", "emergency", "handed", "unreached" or "false_alarm"
		Promise string // who calls when, in the human's words; "" for nothing
	}
	// AlarmConfirmed is the second person who closes it.
	AlarmConfirmed struct{ Alarm int64 }
	// AlarmPassed is "ik kan niet".
	AlarmPassed struct{ Alarm int64 }
)
