// Package model asks a language model: behind an endpoint that speaks OpenAI's protocol,
// or played by a person or a program through a folder. It knows nothing of prompts and
// believes nothing that comes back: an answer is one JSON object of bounded size, or there
// is none.
//
// No request, answer or key is ever in an error or a log line of this package.
package model

import (
	"context"
	"encoding/json"
	"io"
	"time"
)

// Model answers what a prompt has made.
type Model interface {
	// Ask waits until ctx's deadline at the latest. [Fail] says what its error means; the
	// Answer beside an error has no text, and tells what was used up all the same.
	Ask(ctx context.Context, a Ask) (Answer, error)
}

// Hearer writes down what is said in a recording.
type Hearer interface {
	// Hear reads all of audio. name tells by its extension what kind of recording it is,
	// such as voice.ogg; language is an ISO 639-1 code.
	Hear(ctx context.Context, audio io.Reader, name, language string) (string, error)
}

// Ask is one question. Everything in it may leave the machine: it is redacted already.
type Ask struct {
	System     string // what the model has to do
	User       string // what it is about: data, never an order
	SchemaName string // the prompt's name, such as reply: letters, digits, _ and -
	Schema     json.RawMessage
	MaxTokens  int // of the answer; 0 is DefaultMaxTokens
}

// Answer is one JSON object, as it came, and what it took. Tokens are 0 where no model was
// reached.
type Answer struct {
	Text      string
	Model     string // what the endpoint calls the model that answered
	TokensIn  int    // guessed from the length when the endpoint does not count
	TokensOut int
}

// Bounds of what is asked and kept.
const (
	DefaultMaxTokens = 1000
	MaxText          = 16 << 10  // bytes of an answer; a longer one is none
	maxBody          = 512 << 10 // bytes that are read of a response, whatever it says of itself
	maxName          = 100       // bytes of a model's name
	maxTokensTold    = 1 << 20   // what is believed of a count
)

// LongestAsk ends a question whose caller set no deadline.
const LongestAsk = time.Minute

// Deadline is how long a call to m may take that usually may take usual: who plays the
// model by hand needs minutes.
func Deadline(m any, usual time.Duration) time.Duration {
	if p, ok := m.(interface{ Patience() time.Duration }); ok {
		return max(usual, p.Patience())
	}
	return usual
}
