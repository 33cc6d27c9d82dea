package dialog

import "time"

// What a person told, placed, linked, chose and did.

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
