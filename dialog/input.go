package dialog

import (
	"time"

	"stapmaat/dialog/risk"
)

// Input is one thing that reaches a talk. It lies sealed in the inbox as JSON.
type Input struct {
	Kind  InputKind   `json:"kind"`
	Text  string      `json:"text,omitempty"`  // what was typed, captioned or, for Edited, the new words; for Answered what Risk was read from
	Press string      `json:"press,omitempty"` // a button's payload: untrusted, it may be stale or forged
	Media string      `json:"media,omitempty"` // for Sent: "voice", "photo", "sticker", "contact", …
	Voice *Recording  `json:"voice,omitempty"` // for Sent: what can be listened to, where Media is "voice", "audio" or "video_note"
	Token string      `json:"token,omitempty"` // for Started: the payload of the link
	Due   *Due        `json:"due,omitempty"`
	Note  *Note       `json:"note,omitempty"`
	Act   *Act        `json:"act,omitempty"`
	Call  *CallAnswer `json:"call,omitempty"` // for Answered
	// ReplyTo is the channel's number of the message that this one answers, 0 for none.
	ReplyTo int64        `json:"reply_to,omitempty"`
	Risk    risk.Verdict `json:"risk,omitzero"` // what the screen said when this came in

	// Invitation is what the store knows about Token; the turn fills it in, it is never kept.
	Invitation *Invitation `json:"-"`

	// Outlived says of an answer that a human took the talk in hand since it was asked: nothing of it may be
	// said. The store fills it in when the turn is taken; it is never kept. Risk counts all the same.
	Outlived bool `json:"-"`

	// Found is what approved content says to the search that this turn asked for; never kept.
	Found *Found `json:"-"`
	// Plan is the same for a search for a step plan.
	Plan *Found `json:"-"`
}

// Recording is what somebody said aloud. It lies at the channel and is never kept here.
type Recording struct {
	File    string `json:"file"` // the channel's id of it
	Seconds int    `json:"seconds,omitempty"`
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
	Answered InputKind = "answered" // a slow call came to an end
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
	TalkEnds       TimerKind = "talk_ends"     // 30 minutes of silence
	StepReminder   TimerKind = "step"          // ref: step number
	BareFacts      TimerKind = "bare_facts"    // 48 hours without an answer on sharing
	Unjoined       TimerKind = "unjoined"      // 24 hours without "joined": the chat is forgotten
	Wipe           TimerKind = "wipe"          // what was received is destroyed
	Tomorrow       TimerKind = "tomorrow"      // "morgen verder": one friendly push
	DigestDue      TimerKind = "digest"        // the mentor's one digest of a working day
	HandIdle       TimerKind = "hand_idle"     // a human has the talk in hand and did not answer
	HandOver       TimerKind = "hand_over"     // a human has the talk in hand and wrote nothing for long
	HandUnread     TimerKind = "hand_unread"   // ref: category and urgency of danger that the human did not answer
	AppointmentDue TimerKind = "appointment"   // ref: its number and "eve" or "day"
	HumanUnheard   TimerKind = "human_unheard" // somebody asked for a human and nobody answered yet
	DangerSilence  TimerKind = "danger"        // the direct question about danger got no answer
	FollowUpDue    TimerKind = "follow_up"     // the one message that the person asked for
	SafeSilence    TimerKind = "safe"          // nobody answered whether it is safe to write
)

// Act is something that staff, or the chain that calls them, did for a participant,
// carried to her talk. It may come twice, or late; what no longer holds changes nothing.
//
// The kinds, with what the talk makes of them:
//
//	step_accepted, step_declined   the mentor's word on a step (Step)
//	right_person, wrong_person     whether the right one opened the invitation
//	human_coming                   somebody (Name) answers the wish for a human
//	alarm_taken                    a human (Name) has it in hand; told where it can do no harm
//	alarm_handed                   a colleague (Name) has it from now on; told as when it is taken
//	alarm_unheard                  the last step of the chain passed and nobody took it: the truth,
//	                               with numbers. Each time the chain begins anew it may come again,
//	                               and is worded so.
//	alarm_unread                   a human owns it and did not read for 5 minutes at urgency now: the
//	                               fixed text, marked as from the program, with numbers
//	alarm_closed                   a human closed it (Reason, Promise, Agreed): a line of after-care,
//	                               or words for a false alarm; nothing for guarded cases
//	alarm_confirmed                the second of two agreed (Reason of the first): now it is closed
//	alarm_resumed                  the chain goes on: after a human who did nothing (Reason "no_act") the
//	                               truth, after words of her own nothing
//	staff_wrote                    a human's own words (Words), by name
//	appointment                    a new one, or with Number another time or place (When, Place, Bring)
//	appointment_cancelled          staff called it off (Number)
//	handed_over                    another mentor (Mentor, her first name in Words)
//	mentor_changed                 the same, when the change itself was made at the desk
//	discussed                      a place on the bridge was talked over (Sub, Rung); nothing is said
//	safety_noted, safety_replaced  what to know at her door (Words); nothing is said
//	paused_by_mentor, resumed_by_mentor   the bot keeps silent, and speaks again
//	talk_taken, talk_back, talk_abandoned   a human talks herself, gives back (Agreed), or is gone
//	talk_words                     words of the human who has the talk in hand (Words)
type Act struct {
	Staff   int64  `json:"staff"`             // 0 for the program
	Name    string `json:"name"`              // first name, for the participant to read
	Kind    string `json:"kind"`              // one of those above
	Step    int    `json:"step,omitempty"`    // the step it is about
	Reason  string `json:"reason,omitempty"`  // for alarm_closed: why, one of the reasons of closing
	Promise string `json:"promise,omitempty"` // who calls when, in words of the human: "Anne belt je morgen om 10 uur"
	Agreed  string `json:"agreed,omitempty"`  // for talk_back: what was agreed, in words of the human

	Words  string    `json:"words,omitempty"`  // what the human wrote, or the first name of the new mentor
	Mentor int64     `json:"mentor,omitempty"` // for handed_over: who is the mentor from now on
	Number int       `json:"number,omitempty"` // of the appointment; 0 for a new one
	When   time.Time `json:"when,omitzero"`    // when the appointment begins
	Place  string    `json:"place,omitempty"`
	Bring  string    `json:"bring,omitempty"` // what to take along, "" for nothing
	Sub    string    `json:"sub,omitempty"`   // for discussed: the sub-pillar
	Rung   int       `json:"rung,omitempty"`  // for discussed: where she stood on it
}
