package dialog

import (
	"time"

	"stapmaat/dialog/risk"
)

// Input is one thing that reaches a talk. It lies sealed in the inbox as JSON.
type Input struct {
	Kind  InputKind    `json:"kind"`
	Text  string       `json:"text,omitempty"`  // what was typed, captioned or, for Edited, the new words
	Press string       `json:"press,omitempty"` // a button's payload: untrusted, it may be stale or forged
	Media string       `json:"media,omitempty"` // for Sent: "voice", "photo", "sticker", "contact", …
	Token string       `json:"token,omitempty"` // for Started: the payload of the link
	Due   *Due         `json:"due,omitempty"`
	Note  *Note        `json:"note,omitempty"`
	Act   *Act         `json:"act,omitempty"`
	Risk  risk.Verdict `json:"risk,omitzero"` // what the screen said when this came in

	// Invitation is what the store knows about Token; the turn fills it in, it is never kept.
	Invitation *Invitation `json:"-"`
}

// InputKind says by which door an input came.
type InputKind string

// The doors.
const (
	Started  InputKind = "started"  // /start, with or without a token
	Typed    InputKind = "typed"    // text
	Pressed  InputKind = "pressed"  // a button
	Sent     InputKind = "sent"     // a picture, voice message, sticker, …: Media says which, Text the caption
	Edited   InputKind = "edited"   // an earlier message was changed: screened and kept, changes nothing
	TimerDue InputKind = "timer"    // the clock
	Noted    InputKind = "noted"    // something that staff should read, from another talk
	Acted    InputKind = "acted"    // something staff did for this participant
	Blocked  InputKind = "blocked"  // the person blocked the bot, or a delivery was refused for good
	Returned InputKind = "returned" // the person unblocked the bot
	Failed   InputKind = "failed"   // a message of ours was refused; or five turns failed on one input
)

// Invitation is a link that somebody opened.
type Invitation struct {
	ID     int64
	Status InvitationStatus
	Role   Role
	Name   string // first name of the invited person, "" when the mentor left it out
	Mentor string // first name of who invited
}

// InvitationStatus says whether a link still opens the door.
type InvitationStatus string

// What a link can be.
const (
	InvitationValid   InvitationStatus = "valid"
	InvitationUsed    InvitationStatus = "used"
	InvitationExpired InvitationStatus = "expired"
	InvitationWrong   InvitationStatus = "wrong" // no such link
)

// Due is a timer that rang.
type Due struct {
	Kind TimerKind `json:"kind"`
	Ref  string    `json:"ref,omitempty"`
	At   time.Time `json:"at"` // when it was meant to ring
}

// TimerKind names what the clock reminds of. A timer is unique on (person, kind, ref).
type TimerKind string

// The timers.
const (
	TalkEnds     TimerKind = "talk_ends"     // 30 minutes of silence
	StepReminder TimerKind = "step"          // ref: step number
	BareFacts    TimerKind = "bare_facts"    // 48 hours without an answer on sharing
	Unjoined     TimerKind = "unjoined"      // 24 hours without "joined": the chat is forgotten
	Wipe         TimerKind = "wipe"          // what was received is destroyed
	Tomorrow     TimerKind = "tomorrow"      // "morgen verder": one friendly push
	DigestDue    TimerKind = "digest"        // the mentor's one digest of a working day
	HumanUnheard TimerKind = "human_unheard" // somebody asked for a human and nobody answered yet
)

// Act is something that staff did for a participant, carried to her talk.
type Act struct {
	Staff int64  `json:"staff"`
	Name  string `json:"name"` // first name, for the participant to read
	Kind  string `json:"kind"` // "step_accepted", "step_declined", "right_person", "wrong_person", "human_coming", "alarm_taken", "alarm_closed"
	Step  int    `json:"step,omitempty"`
}
