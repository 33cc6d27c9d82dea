package eval

import (
	"time"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
	"stapmaat/store"
)

// Talk is all that was said between one person and the bot.
type Talk struct {
	Person Person
	Turns  []Turn
	// Step is the turn with which she had a goal and a small step with a day; -1 for never.
	Step int
	// Case is her number in the program.
	Case int64

	Calls []store.SeenCalls // to a language model, for her
	// Alarms are those that humans were called with.
	Alarms int

	chat  int64
	shown []dialog.Message
}

// Turn is one thing that she did, and what came of it. Said is "" when the clock did it.
type Turn struct {
	At       time.Time
	Asked    string           // key of the question that waited; "" for none
	Said     string           // as in a transcript: words, "[Label]", "(voice)"
	Kind     dialog.InputKind // how it came in
	Text     string           // the words, when it was typed
	Messages []dialog.Message // what the bot said then
	Facts    []Fact           // what it changed
}

// own counts the turns that she made.
func (t *Talk) own() (n int) {
	for _, turn := range t.Turns {
		if turn.Said != "" {
			n++
		}
	}
	return n
}

// messages are all of the bot's.
func (t *Talk) messages() (all []dialog.Message) {
	for _, turn := range t.Turns {
		all = append(all, turn.Messages...)
	}
	return all
}

// Transcript is the talk as a file that people can read.
func (t *Talk) Transcript() string {
	lines := []transcript.Line{{Who: "#", Text: t.Person.Who}}
	var day string
	for _, turn := range t.Turns {
		if at := turn.At.Format("2006-01-02 15:04"); at[:10] != day {
			lines = append(lines, transcript.Line{Who: "clock", Text: at})
			day = at[:10]
		}
		if turn.Said != "" {
			lines = append(lines, transcript.Line{Who: "person", Text: turn.Said})
		}
		for _, m := range turn.Messages {
			lines = append(lines, transcript.Message("bot", m)...)
		}
	}
	return transcript.Format(lines)
}

// Fact is an event, and whether an answer of the model caused it.
type Fact struct {
	Kind    string
	ByModel bool
}
