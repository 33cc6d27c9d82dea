package dialog

import (
	"time"

	"stapmaat/dialog/risk"
)

// StateVersion is raised when an old program could not continue a newer talk.
const StateVersion = 1

// State holds only where a talk is; facts about the person are events. It is
// versioned JSON of at most 16 KiB. The zero State is a talk that has not begun.
type State struct {
	Version int      `json:"version"`
	Flows   []Frame  `json:"flows,omitempty"`   // the last one is being talked about; below it, what was interrupted
	Pending *Pending `json:"pending,omitempty"` // the question that waits for an answer
	Asked   int      `json:"asked"`             // number of the last question
	Called  int      `json:"called,omitempty"`  // number of the last call
	Misses  int      `json:"misses,omitempty"`  // answers in a row that were not understood
	Talk    Talk     `json:"talk,omitzero"`
	// Passed says when the person passed over a part ("dream", "links"), so that it is not put again too soon.
	Passed  map[string]time.Time `json:"passed,omitempty"`
	Alarmed Alarmed              `json:"alarmed,omitzero"`
	Safe    Safe                 `json:"safe,omitzero"`
	// First is the sub-pillar that the person wants to do something about first; the next goal takes it along.
	First string `json:"first,omitempty"`
	// Plan is the step plan of the library that her steps come from.
	Plan *Followed `json:"plan,omitempty"`
	// Calling is what waits for a language model to be read.
	Calling *Calling `json:"calling,omitempty"`
	// Hearing are voice messages that are being heard; Heard is the call of the last one that was.
	Hearing []Hearing `json:"hearing,omitempty"`
	Heard   int       `json:"heard,omitempty"`
	// Summing is a summary for the mentor that is being made.
	Summing *Summing `json:"summing,omitempty"`
	// Hints are what a model heard, for the question that they answer.
	Hints Hints `json:"hints,omitzero"`
	// Card is what could be tapped on the last messages beside the question: what is typed may be one of its labels.
	Card []Button `json:"card,omitempty"`
	// Behind is what waits behind the door to be told.
	Behind []string `json:"behind,omitempty"`
}

// Followed is a step plan of the library, one of whose steps is offered at a time.
type Followed struct {
	Goal    int    `json:"goal"`           // its number
	Passage string `json:"passage"`        // is read anew each time: it may be withdrawn
	Next    int    `json:"next"`           // which step is offered next, from 0
	Left    bool   `json:"left,omitempty"` // she goes on without it, or it is at its end
}

// Talk is a run of messages without a pause of 30 minutes.
type Talk struct {
	Number int       `json:"number"`        // from 1, per person
	Last   time.Time `json:"last,omitzero"` // when the person was last heard
	Open   bool      `json:"open,omitempty"`
	Turns  int       `json:"turns,omitempty"` // inputs since it began
	Idle   int       `json:"idle,omitempty"`  // of these, what was no answer or came before the person chose to go on
}

// Alarmed is what was said in one talk about danger, so that nothing is said over and over.
type Alarmed struct {
	Talk   int      `json:"talk"`             // number of that talk
	Said   []string `json:"said,omitempty"`   // keys of the texts
	Solved bool     `json:"solved,omitempty"` // the person said that it is over, and the mentor was told
	// What her last words of danger were about, and when it happens as far as she told; kept until a human closes the alarm.
	Category risk.Category `json:"category,omitempty"`
	Sub      risk.Sub      `json:"sub,omitempty"`
	Day      time.Time     `json:"day,omitzero"`
	Led      bool          `json:"led,omitempty"` // gone through what to do about it
}

// Frame is one flow on the stack.
type Frame struct {
	Flow  string            `json:"flow"`
	Step  string            `json:"step"`
	Draft map[string]string `json:"draft,omitempty"` // what was said so far and is not yet a fact
}

// Pending is an open question and the choices that were shown with it.
type Pending struct {
	Number  int      `json:"number"`
	Choices []Choice `json:"choices,omitempty"`
}

// Choice is one answer that can be tapped, typed or numbered. One without a label
// has no button: it can only be typed.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}
