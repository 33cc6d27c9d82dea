package dialog

import "time"

// Desk is what a mentor or supervisor may see.
type Desk struct {
	Staff  []StaffMember // colleagues: always for supervisors, for mentors when an alarm is handed over
	Cases  []Case        // own participants (a supervisor sees counts on the web desk, no persons)
	Focus  *File         // the one participant whose page or log is being read
	Alarm  *AlarmCard    // the alarm that was just taken
	Digest DigestTime

	Hand   *Hand   // the talk that this reader has in hand
	Taking *Taking // the talk that she wants to take over
	Answer *Whom   // whom the message was from that she answers; nil when it was nobody's or she may not write

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

	Alarm     int64  // the open alarm, 0 when there is none
	AlarmMine bool   // taken by who reads this
	AlarmBy   string // name of the colleague who took it; "" when nobody did, or it is yours
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
	Mine     bool   // taken by who reads this, before this turn
	TakenBy  string // name of a colleague who was first; "" when it is now yours
	Closed   bool   // is over: nothing but its number and case is known any more

	Guarded  bool // a word written back may be read by somebody else: don't
	Watched  bool // the person said that somebody reads along on the phone
	Minor    bool
	Two      bool   // takes two people to close
	Unread   bool   // the person asked for a human again, and the owner has not seen it
	Care     bool   // closed by the first of two
	CareMine bool   // who is who reads this
	Reason   string // why the first closed it
	Drill    bool   // nobody is in danger: it is to see whether the alarm works
	Promise  string // and what was promised to the person; only for who looks a second time
}

// NoWriting tells whether words written back may be read by somebody who does harm with
// them, or reach a child: who helps calls instead.
func (c AlarmCard) NoWriting() bool { return c.Guarded || c.Watched || c.Minor }
