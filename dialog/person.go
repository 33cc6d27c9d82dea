package dialog

import (
	"time"

	"stapmaat/dialog/risk"
)

// Person is what the talk may know about somebody: a read-only snapshot, taken
// under the lock of the turn. Staff have one too; for them Desk is set.
//
// Events change a snapshot through Apply, so that what a turn decides late knows
// what it decided early; the store keeps the same facts in tables, and a test
// plays every transcript through both and compares.
type Person struct {
	ID       int64 // the case number, too: what alerts and colleagues see
	Role     Role
	Name     string    // how the bot calls this person; "" when not known
	Language string    // BCP 47, "nl"
	Now      time.Time // in the person's own zone

	Organisation Organisation
	Mentor       Mentor
	Invited      bool // came in by a valid invitation

	Consents map[ConsentKind]Consent
	Under18  bool
	Phone    Phone
	DebtHelp DebtHelp
	Words    PushWords // what an unasked message may show

	BridgeVersion string // the version this person got when she came in; "" for the usual one

	Bridge    *Bridge    // the instrument this person uses; nil before it is needed
	Story     []Told     // what the person said weighs most, newest last
	Positions []Position // every placing, oldest first
	Links     []Link
	Dream     string
	Goals     []Goal
	Steps     []Step
	// Appointments are with staff, by number.
	Appointments []Appointment
	// Unshown are words of staff that wait behind a door, oldest first.
	Unshown []Letter
	Record  []Entry // facts that wait for the person's word on sharing, oldest first
	Alarm   bool    // an alarm about this person is open
	Suicide bool    // an open alarm is about suicide: no bridge word or picture
	Guarded bool    // an open alarm is about violence, a child or a threat: nothing tells who was called
	Paused  bool

	// Model says that there is a language model for this talk now: the organisation uses one and its budget is
	// not spent. It is used only with the consent ByModel.
	Model bool

	AlarmTaken  bool         // a human took the open alarm
	AlarmBy     string       // her first name; "" when it is not known
	AlarmKind   risk.Verdict // the worst of the open alarm, or of the one that was closed last: category and urgency
	AlarmInCare bool         // one human closed it, a second one must still agree
	AlarmBefore bool         // an alarm was closed less than 90 days ago
	WasGuarded  bool         // and one of those was about violence, a child or a threat
	Asked       []Asked      // questions about danger of the last seven days, oldest first, and the one that waits
	Leaving     bool         // said no, or asked to be wiped: nothing more is kept

	Contacts []Contact // whom she can call in a bad moment, by her own word; nothing for staff
	FollowUp FollowUp  // the one message she asked for; zero for none

	Looks []Look // who of the staff looked, newest first; only when Needs.Looks asked for it
	Owner *Owner // the human who has this talk in hand; nil when the bot has it

	Desk   *Desk     // what staff may see; nil for participants
	Said   []Said    // own messages, oldest first; only when Needs.Said asked for them
	Shared []LogLine // what the mentor can read now, oldest first; only when Needs.Shared asked for it
}

// Said is one message of the person, for "mijn gegevens".
type Said struct {
	Words string
	At    time.Time
}

// Role is what somebody is to the program.
type Role string

// The roles. Unknown is a chat that has not come in by an invitation.
const (
	Unknown       Role = "unknown"
	Participant   Role = "participant"
	MentorRole    Role = "mentor"
	Supervisor    Role = "supervisor"
	Administrator Role = "administrator" // settings and people of one organisation; no cases, no alarms
	Former        Role = "former"        // worked here; access has ended
)

// Organisation is where the participant gets help.
type Organisation struct {
	ID         int64
	Name       string
	MentorWord string // what its people call a mentor: "begeleider"
	Demo       bool   // made by make run, to look around in
	Duty       Duty   // whether somebody is awake who answers alarms
	KeepDays   int    // how long texts of messages are kept; 0 when that is not known

	// Numbers are places near by, as two of the staff have checked them.
	Numbers []LocalNumber
}

// LocalNumber is a telephone number that an organisation has checked itself.
type LocalNumber struct {
	Name          string    `json:"name"`
	Number        string    `json:"number"`
	For           string    `json:"for"` // for whom or what
	Hours         string    `json:"hours"`
	Cost          string    `json:"cost"`
	WithoutCredit *bool     `json:"without_credit"` // a phone without credit reaches it; nil when nobody knows
	CheckedOn     time.Time `json:"-"`
}

// Mentor is the fixed contact person of a participant.
type Mentor struct {
	ID      int64     // 0 when nobody is assigned
	Name    string    // first name
	Reached bool      // has a chat with the bot and did not block it
	Open    bool      // is at work at this moment
	Opens   time.Time // when somebody is back; zero when not known
}

// ConsentKind is one of the things that are asked apart.
type ConsentKind string

// What is asked, each can be refused or withdrawn alone.
const (
	Informed  ConsentKind = "informed"  // was told what this is
	Joined    ConsentKind = "joined"    // takes part
	Sensitive ConsentKind = "sensitive" // health and free words about it may be kept
	Sharing   ConsentKind = "sharing"   // the mentor may see what the person shares
	ByModel   ConsentKind = "model"     // a language model may read along; asked only where there is one
)

// Consent is an answer to one ask, with the text that was shown.
type Consent struct {
	Given       bool
	TextVersion string
	At          time.Time
}

// Phone says who reads along.
type Phone string

// The answers to "Leest er iemand mee op deze telefoon?"
const (
	PhoneUnknown Phone = ""
	PhoneOwn     Phone = "own"     // nobody reads along
	PhoneTrusted Phone = "trusted" // somebody does, and that is fine
	PhoneWatched Phone = "watched" // somebody does, and that is not wanted
)

// PushWords says what an unasked message shows before it is opened.
type PushWords string

// What a push shows.
const (
	PushDull  PushWords = ""      // only that a message waits
	PushWordy PushWords = "words" // the step itself: chosen by the person
)

// DebtHelp is the state of help with debts: a fact beside the bridge, asked before any step about money.
type DebtHelp string

// The states of debt help.
const (
	DebtHelpNotAsked DebtHelp = ""         // the bot did not ask yet
	DebtHelpNone     DebtHelp = "none"     // nog geen hulp
	DebtHelpApplied  DebtHelp = "applied"  // aangevraagd
	DebtHelpGuardian DebtHelp = "guardian" // bewindvoerder of budgetbeheer
	DebtHelpScheme   DebtHelp = "scheme"   // schuldregeling of Wsnp loopt
	DebtHelpUnsure   DebtHelp = "unsure"   // weet ik niet
)
