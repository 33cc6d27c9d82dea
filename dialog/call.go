package dialog

// Call is a slow thing that a turn wants done with nothing locked: the language model, or
// hearing a voice message. It is committed with the turn. What comes of it, also that
// nothing came of it, is an input of kind Answered; the talk has an answer of its own for
// every call that fails.
//
// A turn asks for a reply and a screen at the same time or for one call alone.
type Call struct {
	Number int      `json:"number"` // in this talk, from State.Called; a reply and its screen have one number
	Kind   CallKind `json:"kind"`

	Reply  *ReplyAsked  `json:"reply,omitempty"`
	Screen *ScreenAsked `json:"screen,omitempty"`
	SumUp  *SumUpAsked  `json:"sum_up,omitempty"`
	Hear   *HearAsked   `json:"hear,omitempty"`
}

// CallKind names what is asked; each has a prompt, a deadline and a fixed answer for failure.
type CallKind string

// The kinds of calls that a talk makes.
const (
	CallReply  CallKind = "reply"  // what was meant, and how to answer
	CallScreen CallKind = "screen" // a second opinion on danger: may raise, never lower
	CallSumUp  CallKind = "sum_up" // three things to talk about, for the mentor
	CallHear   CallKind = "hear"   // a voice message in words
)

// ReplyAsked is all that the model hears for a reply: what the talk knows, no more than this turn needs.
type ReplyAsked struct {
	Language string     `json:"language"`
	Phase    Phase      `json:"phase"`
	Before   string     `json:"before,omitempty"`   // what the bot said last, as plain text
	Said     string     `json:"said"`               // what the person says now
	Choices  []Choice   `json:"choices,omitempty"`  // of the question that waits
	OwnWords bool       `json:"own_words"`          // own words are an answer to it, too
	Goal     string     `json:"goal,omitempty"`     // in her words
	Steps    []string   `json:"steps,omitempty"`    // open ones, in her words
	Subs     []AskedSub `json:"subs,omitempty"`     // places on the bridge that may be proposed, in the phases where that is of use
	Passages []Passage  `json:"passages,omitempty"` // approved content that a search on the words found; of these ID, Short and Words are told
	Topics   []string   `json:"topics,omitempty"`   // what may be asked in this phase: Topic…; none for no question at all
}

// AskedSub is a place on the bridge, with its rungs from the lowest.
type AskedSub struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Rungs []string `json:"rungs"` // their labels: sentences would fill the prompt
}

// Phase is where a talk is in the method; it decides which moves are allowed.
type Phase string

// The phases.
const (
	Engage   Phase = "engage"    // getting to know each other, the story
	Focus    Phase = "focus"     // the bridge and its links
	Evoke    Phase = "evoke"     // what she wants and why
	Planning Phase = "plan"      // goal, steps, day
	FollowOn Phase = "follow_up" // how it went
	Free     Phase = "free"      // nothing is asked
)

// The topics of a question. The prompt explains them to the model.
const (
	TopicHappened = "happened" // what happened
	TopicFeeling  = "feeling"  // how it is for her
	TopicNow      = "now"      // what is needed first
	TopicWanted   = "wanted"   // how she would like it to be
	TopicMatters  = "matters"  // what makes it matter
	TopicWorked   = "worked"   // what worked before
	TopicStrength = "strength" // what of her own helps
	TopicWho      = "who"      // who could stand beside her
	TopicObstacle = "obstacle" // what could come between
	TopicSmaller  = "smaller"  // which part comes first: a question that cuts
	TopicWhen     = "when"     // which moment suits
	TopicMeans    = "means"    // what it means for her goal
	TopicLeads    = "leads"    // what it leads to elsewhere in her life
)

// Proposal is what the model makes of what a person said. It proposes only: every part is
// checked by code, and what changes a position, goal, date or plan is read back first.
type Proposal struct {
	Intent     Intent     `json:"intent"`
	Choice     string     `json:"choice"`     // id of the choice that was meant; "" for none
	Words      string     `json:"words"`      // what she said for it, literally; "" for none
	Reflection string     `json:"reflection"` // one sentence that gives back what was said; "" for none
	Question   string     `json:"question"`   // one open question; "" for none
	Sentences  []Sentence `json:"sentences"`  // the answer to a question, from passages alone
	Placings   []Proposed `json:"placings"`
	Links      []Linked   `json:"links"`
}

// Intent is what a person does by saying something.
type Intent string

// The intents. IntentNow is something that goes on at this moment and must come first.
const (
	IntentAnswer     Intent = "answer"
	IntentQuestion   Intent = "question"
	IntentNow        Intent = "now"
	IntentProgress   Intent = "progress"
	IntentSetback    Intent = "setback"
	IntentFeeling    Intent = "feeling"
	IntentCorrection Intent = "correction"
	IntentChange     Intent = "change_of_mind"
	IntentSmallTalk  Intent = "small_talk"
	IntentStop       Intent = "stop"
	IntentHuman      Intent = "human"
)

// Sentence is one sentence of an answer, and where it stands.
type Sentence struct {
	Text    string `json:"text"`
	Passage string `json:"passage"` // id of one of those that were told
	Quote   string `json:"quote"`   // the words of that passage that say it, literally
}

// Proposed is a place on the bridge that her words point at.
type Proposed struct {
	Sub   string `json:"sub"`
	Rung  int    `json:"rung"`
	Words string `json:"words"` // hers, literally
}

// Linked is how one thing leads to another in her words.
type Linked struct {
	From  string `json:"from"` // sub-pillar
	To    string `json:"to"`
	Helps bool   `json:"helps"` // makes it easier; else harder
	Words string `json:"words"` // hers, literally
}

// ScreenAsked is what the second opinion on danger reads.
type ScreenAsked struct {
	Language string   `json:"language"`
	Before   string   `json:"before,omitempty"`  // what the bot said last
	Earlier  []string `json:"earlier,omitempty"` // her words before these, oldest first
	Said     string   `json:"said"`
}

// SumUpAsked is what a summary for the mentor is made of: lines that are hers to read.
type SumUpAsked struct {
	Language string       `json:"language"`
	Lines    []AskedEvent `json:"lines"`
}

// AskedEvent is a line with a number that a summary must point at.
type AskedEvent struct {
	ID   string `json:"id"`
	Line string `json:"line"`
}

// Summary is what the mentor could talk about, each point with the lines it stands on.
type Summary struct {
	Points []SummaryPoint `json:"points"`
}

// SummaryPoint is one of at most three.
type SummaryPoint struct {
	Text   string   `json:"text"`
	Events []string `json:"events"`
}

// HearAsked is a voice message that lies at the channel.
type HearAsked struct {
	Language string `json:"language"`
	File     string `json:"file"` // the channel's id of it
	Seconds  int    `json:"seconds"`
}

// CallAnswer is what came of a call. One of its parts is set, or Failed.
//
// What a screen found is the input's Risk: an alarm is raised where the answer is recorded,
// as for any other words.
type CallAnswer struct {
	Number int      `json:"number"`
	Kind   CallKind `json:"kind"`
	Failed CallFail `json:"failed,omitempty"`

	Reply *Proposal `json:"reply,omitempty"`
	SumUp *Summary  `json:"sum_up,omitempty"`
	Heard string    `json:"heard,omitempty"`

	// Generation is that of the talk's ownership when it was asked; the store compares it, see Input.Outlived.
	Generation int `json:"generation,omitempty"`
}

// AnswerUse is what a talk made of the answer of a call. The store keeps it beside the call:
// the share of fixed texts is read off it.
type AnswerUse string

// The uses. A turn on an answer says one of them; "" where there was nothing to say, as for a screen.
const (
	AnswerUsed    AnswerUse = "used"    // something of it was said or put
	AnswerFixed   AnswerUse = "fixed"   // there was none, or a check refused it: fixed words took its place
	AnswerDropped AnswerUse = "dropped" // its question was no longer open
)

// CallFail says why there is no answer; "" when there is one.
type CallFail string

// Why there is none. A refusal of a screen is no failure: it counts as danger.
const (
	CallLate     CallFail = "late"     // the deadline passed
	CallDown     CallFail = "down"     // the endpoint can't be reached, or its breaker is open
	CallRefused  CallFail = "refused"  // the model would not
	CallNonsense CallFail = "nonsense" // cut, not of the asked form, an echo, another language, an invented id
	CallSpent    CallFail = "spent"    // the budget of the person or the organisation is used up
	CallOff      CallFail = "off"      // no model, or no longer a yes to it
)
