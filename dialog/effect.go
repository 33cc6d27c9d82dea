package dialog

import (
	"time"

	"stapmaat/dialog/risk"
)

// Effects is all that one turn wants to happen. The turn commits it at once,
// together with the new state.
type Effects struct {
	Events   []Fact
	Messages []Message // to this chat, in this order
	Timers   []Timer
	Notes    []Note        // to staff: each becomes an input of their talk
	Acts     []ActFor      // to participants, by staff
	Alarm    *risk.Verdict // danger that only the talk could see: raised with this commit
	// AlarmWords is what Alarm was said with: the label of the choice that was meant by "1".
	AlarmWords string
	Unsend     []string // refs of unsent messages that no longer hold
	Search     *Search  // approved content that must be looked up first: then nothing else here counts
	Calls      []Call   // slow things, done after the commit; the answers come back as inputs
	// Answer is what became of the answer that this turn was about.
	Answer AnswerUse
}

// Fact is an event with the lines that stand for it in the mentor's log.
type Fact struct {
	Event Event
	Line  string // one Dutch line with the person's words, as she will see it before sharing; "" when it is no matter for the log
	Bare  string // the line without words, for when 48 hours pass without an answer; "" when even that stays with the person
	// Shared is set where the line is the mentor's own word: it lies in the log at once.
	Shared bool
}

// Message is one message to this chat, all words in place. It lies sealed in the outbox as JSON.
type Message struct {
	Key     string      `json:"key"`  // which text this is; for tests, metrics and people who debug
	Text    string      `json:"text"` // HTML, of which only <b> is used; variables are escaped
	Buttons [][]Button  `json:"buttons,omitempty"`
	Picture *Picture    `json:"picture,omitempty"` // Text is its caption
	File    *Attachment `json:"file,omitempty"`
	Lane    Lane        `json:"lane"`
	Ref     string      `json:"ref,omitempty"`     // what it is about, for Unsend: "step:3"
	Protect bool        `json:"protect,omitempty"` // not to be forwarded or saved
	Silent  bool        `json:"silent,omitempty"`  // no sound
	Pin     bool        `json:"pin,omitempty"`
	// Quotes are the ids of approved passages whose words stand in it: the sender looks once more whether they still may be said.
	Quotes []string `json:"quotes,omitempty"`
}

// Button is something to tap. Data is at most 64 bytes.
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data"`
}

// Attachment is a file made of words: the participant's own data, or a log.
type Attachment struct {
	Name string `json:"name"` // "mijn-gegevens.md"
	Body string `json:"body"`
}

// Lane orders what waits to be sent: the lowest goes first.
type Lane int

// The lanes.
const (
	LaneSafety Lane = 0 // safety, and a human's words
	LaneAnswer Lane = 1
	LanePush   Lane = 2 // unasked: reminders, notes
)

// Timer is set anew, moved, or taken away when Due is zero.
type Timer struct {
	Kind TimerKind
	Ref  string
	Due  time.Time
}

// Note is something for staff to read. It carries keys and values, not a finished
// text: the reader's own talk makes the words.
type Note struct {
	To     NoteTo            `json:"to"`
	Key    string            `json:"key"`    // text key, "note.asks_human"
	Person int64             `json:"person"` // whom it is about
	Name   string            `json:"name"`   // how that person is called
	Vars   map[string]string `json:"vars,omitempty"`
	Step   int               `json:"step,omitempty"`
	Staff  int64             `json:"staff,omitempty"` // for ToStaff: who
	Lane   Lane              `json:"lane"`
}

// NoteTo says who reads a note.
type NoteTo string

// The readers of a note.
const (
	ToMentor      NoteTo = "mentor"      // of the person; when that one can't be reached, the supervisors
	ToSupervisors NoteTo = "supervisors" // of the organisation
	ToStaff       NoteTo = "staff"       // Note.Staff and nobody else
)

// ActFor carries an act of staff to a participant's talk.
type ActFor struct {
	Person int64
	Act    Act
}
