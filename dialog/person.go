package dialog

import "time"

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

	Bridge    *Bridge    // the instrument this person uses; nil before it is needed
	Story     []Told     // what the person said weighs most, newest last
	Positions []Position // every placing, oldest first
	Links     []Link
	Dream     string
	Goals     []Goal
	Steps     []Step
	Record    []Entry // facts that wait for the person's word on sharing, oldest first
	Alarm     bool    // an alarm about this person is open
	Suicide   bool    // an open alarm is about suicide: no bridge word or picture
	Paused    bool

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
	Unknown     Role = "unknown"
	Participant Role = "participant"
	MentorRole  Role = "mentor"
	Supervisor  Role = "supervisor"
)

// Organisation is where the participant gets help.
type Organisation struct {
	ID         int64
	Name       string
	MentorWord string // what its people call a mentor: "begeleider"
	Demo       bool   // made by make run, to look around in
}

// Mentor is the fixed contact person of a participant.
type Mentor struct {
	ID      int64  // 0 when nobody is assigned
	Name    string // first name
	Reached bool   // has a chat with the bot and did not block it
	Open    bool   // is at work at this moment
	Opens   string // when somebody is back, in plain words: "morgen om 9.00 uur"; "" when not known
}

// ConsentKind is one of the four things that are asked apart.
type ConsentKind string

// What is asked, each can be refused or withdrawn alone.
const (
	Informed  ConsentKind = "informed"  // was told what this is
	Joined    ConsentKind = "joined"    // takes part
	Sensitive ConsentKind = "sensitive" // health and free words about it may be kept
	Sharing   ConsentKind = "sharing"   // the mentor may see what the person shares
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

// Told is one thing the person said weighs on her.
type Told struct {
	Pillar string // pillar id, "" when told in own words only
	Words  string
	At     time.Time
}

// Position is one placing on the bridge.
type Position struct {
	Bridge    string // version
	Sub       string // sub-pillar id
	Rung      int    // 1 is the lowest; 0 with NotForMe
	NotForMe  bool
	Words     string // the person's own words, "" when by buttons
	Discussed bool   // talked over with the mentor
	At        time.Time
}

// Link says that one part of life holds back or helps another.
type Link struct {
	From, To string // sub-pillar ids
	Helps    bool   // else From holds To back
	Words    string // the person's own words
	At       time.Time
}

// Goal is one near goal. Numbers count per person from 1.
type Goal struct {
	Number    int
	Sub       string // sub-pillar id, "" when it fits none
	Words     string
	Why       string
	Notice    string // how the person will notice
	Helper    string // who helps
	Obstacle  string // what could get in the way
	Then      string // what then
	Celebrate string
	State     GoalState
	At        time.Time
}

// GoalState is where a goal is in its life.
type GoalState string

// The states of a goal.
const (
	GoalOpen    GoalState = "open"
	GoalReached GoalState = "reached"
	GoalLetGo   GoalState = "let_go"
)

// Step is one small act on the way to a goal. Numbers count per person from 1.
type Step struct {
	Number  int
	Goal    int
	Words   string
	Day     time.Time // midnight in the person's zone
	Remind  time.Time // when the one reminder goes out; zero for none
	By      By
	ByName  string // for ByOther and, when told, for ByTogether
	FoundBy FoundBy
	State   StepState
	Moves   int    // how often the day was changed: the mentor may see that a step is stuck
	Note    string // what the person said last about how it went
	At      time.Time
}

// By says who does a step.
type By string

// Who does a step.
const (
	ByMe       By = "me"
	ByMentor   By = "mentor" // asked until the mentor accepts
	ByTogether By = "together"
	ByOther    By = "other"
)

// FoundBy says who thought of a step.
type FoundBy string

// Who thought of a step.
const (
	FoundBySelf     FoundBy = "self"
	FoundByQuestion FoundBy = "question" // the person, after a question that cuts
	FoundByBot      FoundBy = "bot"      // an offer that the person took
)

// StepState is where a step is in its life.
type StepState string

// The states of a step.
const (
	StepOpen     StepState = "open"
	StepAsked    StepState = "asked" // the mentor was asked and has not answered
	StepDeclined StepState = "declined"
	StepDone     StepState = "done"
	StepLetGo    StepState = "let_go"
)

// Entry is one recorded fact that the person has not yet shared or withheld.
type Entry struct {
	Event int64 // id of the event row; 0 when it was made in this turn
	Kind  string
	Line  string // one Dutch line, in the words the person will share
	At    time.Time
	// Offered entries were put in front of the person and wait for an answer;
	// what was recorded since waits for the next offer.
	Offered bool
}

// Desk is what a mentor or supervisor may see.
type Desk struct {
	Staff  []StaffMember // of the organisation, for supervisors
	Cases  []Case        // own participants (a supervisor sees counts on the web desk, no persons)
	Focus  *File         // the one participant whose page or log is being read
	Alarm  *AlarmCard    // the alarm that was just taken
	Digest DigestTime

	FreshToken string // random, new in every turn, for an invitation that this turn may make
	Link       string // what stands before a token to make a link: "https://t.me/stapmaat_bot?start="
}

// DigestTime is when the mentor wants the one digest of a working day.
type DigestTime struct {
	Hour, Minute int
	Off          bool
}

// StaffMember is a colleague.
type StaffMember struct {
	ID   int64
	Name string
	Role Role
}

// Case is one participant in a caseload, with what moved.
type Case struct {
	Person     int64
	Name       string
	Joined     bool
	LastTalk   time.Time // zero when there was none
	NewLines   int       // shared since the mentor's last look
	Asks       int       // steps that wait for the mentor's yes
	WantsHuman bool
	Unreached  bool // blocked the bot
}

// File is what one participant shared, for the mentor who reads it.
type File struct {
	Case  Case
	Lines []LogLine // one page, newest talk first
	Page  int       // from 0
	Pages int
	Asked []Step // steps that wait for the mentor's answer
	// Sharing tells whether the consent stands; without it there are no lines.
	Sharing   bool
	Confirmed bool // the mentor said that the right person opened the link
}

// LogLine is one line of the log as the mentor reads it.
type LogLine struct {
	Event int64
	Talk  int64 // lines of one talk share it
	At    time.Time
	Kind  string
	Text  string
	Bare  bool // only the fact, without the person's words
	New   bool // came after the mentor's last look to the end
}

// AlarmCard is what a human gets who takes an alarm.
type AlarmCard struct {
	ID       int64
	Person   int64
	Name     string
	Phone    string
	Address  string
	Contact  string // somebody to call
	Language string // in which the person is best called
	Safety   string // the mentor's safety note
	Category string
	Urgency  string
	Words    string // what the person wrote
	TakenBy  string // name of a colleague who was first; "" when it is now yours
}
